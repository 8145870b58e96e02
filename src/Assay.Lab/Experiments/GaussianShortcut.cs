using Assay.Core.Statistics;
using Assay.Lab.Measures;
using Assay.Lab.Models;

namespace Assay.Lab.Experiments;

/// <summary>
/// The chain of refitted normal models without drawing samples: mean and variance of a sample are all that the next fit
/// needs, and their law is known (normal and χ²). It agrees in law, not number by number, with the experiment that samples.
/// </summary>
public sealed class GaussianShortcut : Experiment
{
    private readonly int _samples;
    private readonly double _divisor;
    private readonly double _varianceScale;
    private readonly bool _fresh;

    /// <summary>Describes a chain.</summary>
    /// <param name="samples">Sample size, 2 or more.</param>
    /// <param name="estimator">Maximum likelihood or unbiased.</param>
    /// <param name="varianceScale">λ of the decoder, in (0, 1].</param>
    public GaussianShortcut(int samples, Estimator estimator, double varianceScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        (_samples, _varianceScale) = (samples, varianceScale);
        _divisor = estimator == Estimator.Unbiased ? samples - 1 : samples;
        var law = new Theory.GaussianReplaceLaw(samples, estimator, varianceScale);
        Law = (measure, t) => GaussianLaws.Replace(law, measure, t);
    }

    private GaussianShortcut(int samples, double divisor) => (_samples, _divisor, _varianceScale, _fresh) = (samples, divisor, 1, true);

    /// <inheritdoc/>
    public override IReadOnlyList<MeasureInfo> Measures { get; } =
    [
        new("log-variance", "nats", MeasureRole.Shown), new("squared-mean", "", MeasureRole.Shown), new("w2", "", MeasureRole.Error),
        new("deviation", "", MeasureRole.Shown), new("variance", "", MeasureRole.Shown), new("spread", "nats", MeasureRole.Spread),
    ];

    /// <inheritdoc/>
    internal override GaussianShortcut Null() => new(_samples, _divisor);

    /// <inheritdoc/>
    internal override void RunReplicate(RunSeed seed, int generations, Span<double> values, CancellationToken cancellationToken)
    {
        var prng = new Prng(seed.For("shortcut"));
        double mean = 0, variance = 1;
        for (int t = 1; t <= generations; t++)
        {
            double drawn = _fresh ? 1 : variance * (t > 1 ? _varianceScale : 1);
            mean = (_fresh ? 0 : mean) + Math.Sqrt(drawn / _samples) * prng.NextGaussian();
            variance = drawn * prng.NextChiSquared(_samples - 1) / _divisor;
            double deviation = Math.Sqrt(variance), log = Math.Log(variance);
            values[0] = log;
            values[1] = mean * mean;
            values[2] = (mean * mean) + ((1 - deviation) * (1 - deviation));
            values[3] = deviation;
            values[4] = variance;
            values[5] = log / 2;
            values = values[6..];
        }
    }
}
