using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Training.Files;

namespace Assay.Lab.Reproduction;

/// <summary>What is reproduced, and with how much effort.</summary>
public sealed record ReproductionOptions
{
    /// <summary>Root of all randomness; any seed passes with probability 99% or more.</summary>
    public RunSeed Seed { get; init; } = new(42);

    /// <summary>Replicates at work at once; the numbers do not depend on it.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Factor on the numbers of replicates, in (0, 1]; 1 is the full effort.</summary>
    public double Effort { get; init; } = 1;

    /// <summary>Targets to run, by name; empty runs all that take seconds.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Real text for T5; null takes counts of a Zipf-Mandelbrot law, for which the law holds as well, and leaves the bigram loop out.</summary>
    public LabText? Text { get; init; }

    /// <summary>Real pictures for T15; null leaves it out.</summary>
    public LabPictures? Pictures { get; init; }

    /// <summary>Where fitted neural models are kept, so that a run that was stopped goes on; null keeps none.</summary>
    public ModelStore? Models { get; init; }

    /// <summary>Whether T14 also runs the sample sizes 50,000 and 200,000, and T15 and T16 the sizes that take a night.</summary>
    public bool Full { get; init; }
}
