using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Runs;

/// <summary>Turns failures of the storage into words for the user; the run folder stays resumable through all of them.</summary>
public static class StorageErrors
{
    private const int DiskFullUnix = 28;
    private const int QuotaExceededUnix = 122;
    private const int DiskFullWindows = 112;

    /// <summary>Whether a write failed for want of space.</summary>
    /// <param name="e">The failure.</param>
    public static bool IsDiskFull(Exception e) =>
        e is IOException { HResult: var code } && (code & 0xFFFF) is DiskFullUnix or QuotaExceededUnix or DiskFullWindows
        || e.Message.Contains("No space left on device", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("disk full", StringComparison.OrdinalIgnoreCase);

    private static string Sentence(Exception e) => e.Message.TrimEnd('.') + ".";

    /// <summary>The user's view of a failure; null when the failure is a defect of the program.</summary>
    /// <param name="e">What was thrown.</param>
    public static UserErrorException? Translate(Exception e) => e switch
    {
        UserErrorException user => user,
        AggregateException several when several.InnerExceptions.All(inner => Translate(inner) is not null) => Translate(several.InnerExceptions[0]),
        DuckException { Failure: DuckFailure.File or DuckFailure.Data } duck when !IsDiskFull(e) => new UserErrorException($"A file cannot be read as what it should be: {duck.FirstLine.TrimEnd('.')}.", "If it is one of the run folder's facts, delete it and run the same command again; it is measured anew.", e),
        DuckException { Failure: DuckFailure.Memory } duck => new UserErrorException($"The memory does not suffice: {duck.FirstLine.TrimEnd('.')}.", "Run the same command again with fewer --workers; it goes on where it stopped.", e),
        _ when IsDiskFull(e) => new UserErrorException($"The disk is full: {Sentence(e)}", "Free some space and run the same command again; it goes on where it stopped.", e),
        FileNotFoundException or DirectoryNotFoundException => new UserErrorException($"A file vanished during the run: {Sentence(e)}", "Put it back, or mend the policy, and run the same command again.", e),
        UnauthorizedAccessException => new UserErrorException($"A file cannot be opened: {Sentence(e)}", "Mend its permissions and run the same command again; it goes on where it stopped.", e),
        IOException => new UserErrorException($"Reading or writing failed: {Sentence(e)}", "Mend the cause and run the same command again; it goes on where it stopped.", e),
        _ => null,
    };
}
