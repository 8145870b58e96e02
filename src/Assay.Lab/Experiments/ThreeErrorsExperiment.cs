using Assay.Core.Statistics;
using Assay.Lab.Measures;

namespace Assay.Lab.Experiments;

/// <summary>
/// The three errors of recursive training, each with a switch of its own. The truth is a Laplace law of scale 1 around 0; the
/// model learns one scale.
/// </summary>
/// <remarks>
/// <para>Statistical: finite samples, or none at all and the moments exact. Expressivity: the family is Laplace, or normal, which
/// does not contain the truth. Approximation: the fit is the maximum of the likelihood, or stops nine tenths of the way from a
/// fresh start at a quarter of the true scale.</para>
/// <para>Sufficient statistics are drawn, not samples: Σ|x| of n Laplace draws is a gamma number, Σx² of n normal ones a χ².</para>
/// </remarks>
public sealed class ThreeErrorsExperiment : Experiment
{
    /// <summary>How far an optimiser that stops early gets.</summary>
    private const double Reached = 0.9;

    /// <summary>Where each generation's optimiser starts.</summary>
    private const double Start = 0.25;

    private readonly int? _samples;
    private readonly bool _matching;
    private readonly bool _early;
    private readonly bool _fresh;

    /// <summary>Sets the switches.</summary>
    /// <param name="samples">Sample size; null for samples without number.</param>
    /// <param name="matching">Whether the family contains the truth.</param>
    /// <param name="early">Whether the optimiser stops early.</param>
    public ThreeErrorsExperiment(int? samples, bool matching, bool early)
        : this(samples, matching, early, fresh: false)
    {
    }

    private ThreeErrorsExperiment(int? samples, bool matching, bool early, bool fresh)
    {
        (_samples, _matching, _early, _fresh) = (samples, matching, early, fresh);
        Law = (measure, t) => _samples is null ? Exact(measure, t) : !_early && _matching && measure is "scale" ? 1 : null;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MeasureInfo> Measures { get; } =
        [new("kl", "nats", MeasureRole.Error), new("scale", "", MeasureRole.Shown), new("log-scale", "nats", MeasureRole.Spread)];

    /// <summary>The same switches with the truth's data in every generation: an error that does not compound is no alarm.</summary>
    internal override ThreeErrorsExperiment Null() => new(_samples, _matching, _early, fresh: true);

    /// <inheritdoc/>
    internal override void RunReplicate(RunSeed seed, int generations, Span<double> values, CancellationToken cancellationToken)
    {
        var prng = new Prng(seed.For("three-errors"));
        double scale = 1;
        for (int t = 1; t <= generations; t++)
        {
            scale = _fresh ? Learn(1, 1, prng) : Learn(scale, t, prng);
            values[0] = Divergence(scale);
            values[1] = scale;
            values[2] = Math.Log(scale);
            values = values[3..];
        }
    }

    private double Learn(double scale, int generation, Prng? prng)
    {
        double fitted;
        if (_matching)
        {
            // The scale of a Laplace law is its mean absolute value.
            fitted = scale * (_samples is { } n ? prng!.NextGamma(n) / n : 1);
        }
        else
        {
            // The first sample is Laplace: its square has mean 2 and is drawn one by one; later ones are normal.
            fitted = generation == 1 ? Math.Sqrt(MeanSquareOfTruth(prng)) : scale * (_samples is { } n ? Math.Sqrt(prng!.NextChiSquared(n) / n) : 1);
        }

        return _early ? Start + (Reached * (fitted - Start)) : fitted;
    }

    private double MeanSquareOfTruth(Prng? prng)
    {
        if (_samples is not { } n)
        {
            return 2;
        }

        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double x = prng!.NextExponential();
            sum += x * x;
        }

        return sum / n;
    }

    /// <summary>Kullback-Leibler divergence from the truth to the model, in nats.</summary>
    private double Divergence(double scale) => _matching
        ? Math.Log(scale) + (1 / scale) - 1
        : (0.5 * Math.Log(2 * Math.PI * scale * scale)) + (1 / (scale * scale)) - 1 - Math.Log(2);

    private double? Exact(string measure, int t)
    {
        double scale = 1;
        for (int i = 1; i <= t; i++)
        {
            scale = Learn(scale, i, null);
        }

        return measure switch
        {
            "kl" => Divergence(scale),
            "scale" => scale,
            "log-scale" => Math.Log(scale),
            _ => null,
        };
    }
}
