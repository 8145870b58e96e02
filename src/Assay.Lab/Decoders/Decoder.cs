using Assay.Core.Language;

namespace Assay.Lab.Decoders;

/// <summary>How a model samples: as it is, or with the bias that generators are used with.</summary>
/// <remarks>A model refuses what it has no meaning for: a temperature needs discrete events, a variance scale needs a spread.</remarks>
public sealed record Decoder
{
    /// <summary>Samples from the fitted distribution as it is.</summary>
    public static Decoder Unbiased { get; } = new();

    /// <summary>Lambda: factor on the variance of continuous models, in (0, 1] (sampling bias of Alemohammad et al. 2023).</summary>
    public double VarianceScale { get; init; } = 1;

    /// <summary>Continuous models draw only within this many standard deviations of a component's mean; infinite draws all.</summary>
    public double Truncation { get; init; } = double.PositiveInfinity;

    /// <summary>Temperature, top-k and nucleus of discrete models.</summary>
    public TokenChoice Choice { get; init; } = TokenChoice.Unbiased;

    /// <summary>Candidates of a beam search that continues half of each training document; 1 draws whole documents.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>Whether a continuous model may ignore it.</summary>
    internal bool IsContinuousOnly => Choice.IsUnbiased && Beams == 1;

    /// <summary>Whether a discrete model may ignore the continuous part.</summary>
    internal bool IsDiscreteOnly => VarianceScale == 1 && double.IsPositiveInfinity(Truncation);

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (VarianceScale is not (> 0 and <= 1))
        {
            yield return $"lambda is {VarianceScale}; it must lie in (0, 1].";
        }

        if (!(Truncation > 0))
        {
            yield return $"truncation is {Truncation}; it must be above 0.";
        }

        if (Beams < 1)
        {
            yield return $"beams is {Beams}; it must be 1 or more.";
        }

        foreach (string problem in Choice.Problems())
        {
            yield return problem;
        }
    }
}
