namespace Assay.Core.Share;

/// <summary>How a share is estimated.</summary>
public sealed record ShareOptions
{
    /// <summary>Nominal coverage of intervals, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How many shares must hold at once (Bonferroni); 1 or more.</summary>
    public int Simultaneous { get; init; } = 1;

    /// <summary>
    /// Stated floor ρ on the detection rate: at least this fraction of the machine documents scores above all but 5% of the known human ones. In (0, 1].
    /// Only the upper end from human documents alone stands on it.
    /// </summary>
    public double DetectionFloor { get; init; } = 0.25;

    /// <summary>Chance, in (0, 1), that references of the very same source are refused as unlike.</summary>
    public double FitError { get; init; } = 0.05;

    /// <summary>The least references of a kind that are used at all.</summary>
    public int LeastReferences { get; init; } = 30;

    /// <summary>What is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (Level is not (> 0 and < 1))
        {
            yield return $"Level is {Level}; it must lie between 0 and 1.";
        }

        if (Simultaneous < 1)
        {
            yield return $"Simultaneous is {Simultaneous}; it must be 1 or more.";
        }

        if (DetectionFloor is not (> 0 and <= 1))
        {
            yield return $"DetectionFloor is {DetectionFloor}; it must lie above 0 and be 1 at most.";
        }

        if (FitError is not (> 0 and < 1))
        {
            yield return $"FitError is {FitError}; it must lie between 0 and 1.";
        }

        if (LeastReferences < 2)
        {
            yield return $"LeastReferences is {LeastReferences}; it must be 2 or more.";
        }
    }

    /// <summary>Coverage of each of the simultaneous intervals.</summary>
    internal double EachLevel => 1 - (1 - Level) / Simultaneous;
}
