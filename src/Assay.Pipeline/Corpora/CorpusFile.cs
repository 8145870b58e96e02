using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Opens corpus files; what goes wrong is said in words.</summary>
internal static class CorpusFile
{
    /// <summary>Opens a file for reading from start to end, without a buffer of its own.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <exception cref="ShardFormatException">The file cannot be opened.</exception>
    public static FileStream Open(string path, string displayPath) =>
        Guard(displayPath, () => new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.SequentialScan,
            BufferSize = 0,
        }));

    /// <summary>Does something with a file and turns what the system answers into words.</summary>
    /// <typeparam name="T">What it results in.</typeparam>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <param name="action">What to do.</param>
    /// <exception cref="ShardFormatException">The system refused.</exception>
    public static T Guard<T>(string displayPath, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(displayPath, e);
        }
    }

    /// <summary>The error for a file that cannot be read.</summary>
    /// <param name="displayPath">The path as messages show it.</param>
    /// <param name="cause">What the system answered.</param>
    public static ShardFormatException Unreadable(string displayPath, Exception cause)
    {
        (string found, string remedy) = cause switch
        {
            FileNotFoundException or DirectoryNotFoundException =>
                ("this file does not exist (any more).", "Put it back, or correct the source's path in the policy."),
            UnauthorizedAccessException =>
                ("this file may not be read.", "Give yourself the right to read it (`chmod u+r FILE`)."),
            _ => ($"this file cannot be read: {cause.Message.TrimEnd('.')}.", "Check the disk or the network that it lies on, and start again."),
        };
        return new ShardFormatException(new SourceLine(displayPath), found, remedy, cause);
    }
}
