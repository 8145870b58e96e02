using Assay.Core.Errors;

namespace Assay.Pipeline.Scan;

/// <summary>How many bad records a run puts up with. Thread-safe.</summary>
/// <param name="share">Share of all records, in [0, 1]; null when none is allowed.</param>
/// <param name="corpusBytes">Size of the corpus, for guessing how many records it has before they are counted.</param>
internal sealed class QuarantineLimit(double? share, long corpusBytes)
{
    private const int TooFewToTell = 1000;
    private long _bad;
    private long _records;
    private long _bytes;

    /// <summary>Whether bad records are put aside.</summary>
    public bool IsTolerant => share is not null;

    /// <summary>Counts what was read, and stops the run early once the bad records are twice what the whole corpus may have.</summary>
    /// <param name="records">Records since the last call, bad ones too.</param>
    /// <param name="bad">Bad ones among them.</param>
    /// <param name="bytes">Bytes of the corpus they were read from.</param>
    /// <exception cref="UserErrorException">There are too many; which of them stops the run depends on the workers, that it is stopped does not.</exception>
    public void Count(long records, long bad, long bytes)
    {
        long badSoFar = Interlocked.Add(ref _bad, bad);
        double recordsSoFar = Interlocked.Add(ref _records, records);
        double read = Math.Max(1, Interlocked.Add(ref _bytes, bytes));
        if (badSoFar >= TooFewToTell && badSoFar > 2 * share * recordsSoFar * Math.Max(1, corpusBytes / read))
        {
            throw TooMany($"{badSoFar} of {recordsSoFar} records read so far are bad");
        }
    }

    /// <summary>Checks the whole corpus.</summary>
    /// <param name="bad">Its bad records.</param>
    /// <param name="read">All its records.</param>
    /// <exception cref="UserErrorException">There are too many.</exception>
    public void Check(long bad, long read)
    {
        if (bad > share * read)
        {
            throw TooMany($"{bad} of {read} records are bad ({100.0 * bad / read:0.##}%)");
        }
    }

    private UserErrorException TooMany(string found) => new(
        $"{found}, more than the {100 * share:0.##}% that --quarantine allows.",
        "Look at the reasons in the run folder's quarantine files; mend the corpus or raise the share.");
}
