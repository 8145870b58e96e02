using Assay.Core.Statistics;

namespace Assay.Lab.Experiments;

/// <summary>How long and how often an experiment runs.</summary>
public sealed record RunOptions
{
    /// <summary>Fits in a replicate, 1 or more; the first is to real data.</summary>
    public int Generations { get; init; } = 50;

    /// <summary>Independent repetitions, 1 or more.</summary>
    public int Replicates { get; init; } = 100;

    /// <summary>Root of all randomness.</summary>
    public RunSeed Seed { get; init; } = new(42);

    /// <summary>Replicates at work at once; the numbers do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Generations < 1)
        {
            yield return $"generations is {Generations}; it must be 1 or more.";
        }

        if (Replicates < 1)
        {
            yield return $"replicates is {Replicates}; it must be 1 or more.";
        }

        if (Workers < 1)
        {
            yield return $"workers is {Workers}; it must be 1 or more.";
        }
    }
}
