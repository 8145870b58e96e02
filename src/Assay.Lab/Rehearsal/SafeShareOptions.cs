namespace Assay.Lab.Rehearsal;

/// <summary>What is safe, how sure one wants to be, and how much may be spent on it.</summary>
public sealed record SafeShareOptions
{
    /// <summary>Synthetic shares that may be tried, rising, in (0, 1].</summary>
    public IReadOnlyList<double> Shares { get; init; } = [.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1];

    /// <summary>Largest rise of the mean held-out loss that is still safe, in the unit of the loss, above 0.</summary>
    public double Tolerance { get; init; } = 0.05;

    /// <summary>Largest probability of an alarm that is still safe, in (0, 1); null to judge by the loss alone.</summary>
    public double? AlarmRate { get; init; } = 0.2;

    /// <summary>Confidence of the interval, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Replicates run at once between two looks; looking costs nothing, so this is only a unit of parallel work.</summary>
    public int Batch { get; init; } = 4;

    /// <summary>Most replicates at one share; then it stays unresolved.</summary>
    public int ReplicatesPerShare { get; init; } = 64;

    /// <summary>Replicates at work at once; the numbers do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Shares.Count == 0 || Shares.Any(s => s is not (> 0 and <= 1)) || Shares.Zip(Shares.Skip(1)).Any(p => p.First >= p.Second))
        {
            yield return "The shares must rise and lie in (0, 1].";
        }

        if (!(Tolerance > 0) || double.IsInfinity(Tolerance))
        {
            yield return $"The tolerance is {Tolerance}; it must be above 0.";
        }

        if (AlarmRate is not (null or (> 0 and < 1)))
        {
            yield return $"The alarm rate is {AlarmRate}; it must lie between 0 and 1.";
        }

        if (Confidence is not (> 0 and < 1))
        {
            yield return $"The confidence is {Confidence}; it must lie between 0 and 1.";
        }

        if (Batch < 1 || ReplicatesPerShare < 2 || Workers < 1)
        {
            yield return "A batch and the workers must be 1 or more, the replicates to a share 2 or more.";
        }
    }
}
