namespace Assay.Core.Watching;

/// <summary>How the alarm works.</summary>
public sealed record WatchOptions
{
    private const int MostPosition = 1_000_000; // Beyond, a version may spend so little that no law of splits reaches it.

    /// <summary>The chance that a series of fresh versions, however long, ever rings the alarm; in (0, 0.5].</summary>
    public double FalseAlarmRate { get; init; } = 0.01;

    /// <summary>Place of the first version in the series that this reference has been compared with: the k-th spends 6α/(π²k²). 1 to 1,000,000.</summary>
    public int FirstPosition { get; init; } = 1;

    /// <summary>Splits of the reference into blocks of documents; 999 or more.</summary>
    public int Splits { get; init; } = 999;

    /// <summary>Share of its reference share below which a stratum must fall to count as lost; in (0, 1].</summary>
    public double StratumFloor { get; init; } = 0.5;

    /// <summary>Share of the expected rate of new types below which novelty must fall to ring; in (0, 1].</summary>
    public double NoveltyFloor { get; init; } = 0.8;

    /// <summary>Fewest documents of a corpus, or of a stratum in the reference, that can be watched; 64 or more.</summary>
    public int LeastDocuments { get; init; } = 128;

    /// <summary>Whether text can ring the alarm; false where only vectors are of interest.</summary>
    public bool WatchesText { get; init; } = true;

    /// <summary>Everything that is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (FalseAlarmRate is not (> 0 and <= 0.5)) // written so that NaN fails too
        {
            yield return $"The false-alarm rate is {FalseAlarmRate}; it must lie in (0, 0.5].";
        }
        if (FirstPosition is < 1 or > MostPosition)
        {
            yield return FormattableString.Invariant($"The first position is {FirstPosition}; it must lie in 1 to {MostPosition:N0}.");
        }
        if (Splits is < 999 or > 99_999)
        {
            yield return $"Splits is {Splits}; it must lie in 999 to 99,999.";
        }
        if (StratumFloor is not (> 0 and <= 1) || NoveltyFloor is not (> 0 and <= 1))
        {
            yield return "Floors must lie in (0, 1].";
        }
        if (LeastDocuments < 64)
        {
            yield return $"LeastDocuments is {LeastDocuments}; it must be 64 or more.";
        }
    }
}
