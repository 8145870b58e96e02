using Assay.Core.Errors;
using Assay.Lab.Experiments;
using MathNet.Numerics.Distributions;

namespace Assay.Lab.Reproduction;

/// <summary>Runs the laboratory against exact laws and published results.</summary>
public sealed partial class ReproductionSuite
{
    private readonly ReproductionOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly List<ReproductionRow> _rows = [];
    private readonly List<string> _skipped = [];
    private string _target = "";
    private string _source = "";

    private ReproductionSuite(ReproductionOptions options, CancellationToken cancellationToken) =>
        (_options, _cancellationToken) = (options, cancellationToken);

    private sealed record Target(string Name, string Source, Action<ReproductionSuite> Run, bool OnRequest = false);

    private static readonly Target[] s_targets =
    [
        new("T1", "exact law; Shumailov et al. 2024, theorem 3.1; Bertrand et al. 2310.00429", s => s.GaussianReplace()),
        new("T2", "Gerstgrasser et al. 2404.01413; Dohmatob et al. 2402.07712", s => s.LinearRegression()),
        new("T3", "Kazdan et al. 2410.16713; exact law", s => s.GaussianAccumulate()),
        new("T4", "Dey and Donoho 2410.22812; exact law", s => s.AccumulateSubsample()),
        new("T5", "Suresh et al. 2412.17646", s => s.UnigramForgetting()),
        new("T5b", "bigram loop; Shumailov et al. 2024, Gerstgrasser et al. 2404.01413", s => s.BigramOrdering()),
        new("T6", "Seddik et al. 2404.05090, theorem 1; exact chain", s => s.TotalCollapse()),
        new("T7", "Seddik et al. 2404.05090", s => s.Fixation()),
        new("T8", "Alemohammad et al. 2307.01850; exact law", s => s.MixedReal()),
        new("T9", "He, Xu and Cheng 2502.18049", s => s.GoldenRatio()),
        new("T10", "Alemohammad et al. 2307.01850; Marchi et al. 2404.02325", s => s.SamplingBias()),
        new("T11", "Dohmatob et al. 2402.07043", s => s.ZipfMemoriser()),
        new("T12", "Dohmatob et al. 2410.04840; exact law", s => s.StrongCollapse()),
        new("T13", "Feng et al. 2406.07515", s => s.Verification()),
        new("T14", "Shumailov et al. 2024 (Zenodo 10866595)", s => s.MixtureChain()),
        new("T15", "Shumailov et al. 2024 (Zenodo 10866595)", s => s.PictureRecursion(), OnRequest: true),
        new("T16", "text loops; Gerstgrasser et al. 2404.01413, Shumailov et al. 2024", s => s.TextRecursion(), OnRequest: true),
        new("Survival", "Suresh et al. 2412.17646", s => s.Survival()),
        new("Kernel", "Kazdan et al. 2410.16713; exact law", s => s.KernelDensity()),
        new("Growth", "Xu, He and Cheng 2505.13947; exact law", s => s.Growth()),
    ];

    /// <summary>Names of the targets, in order.</summary>
    public static IReadOnlyList<string> Targets { get; } = [.. s_targets.Select(t => t.Name)];

    /// <summary>Runs the targets.</summary>
    /// <param name="options">What, and with how much effort.</param>
    /// <param name="progress">Told the name of each target before it runs.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="UserErrorException">A target is unknown.</exception>
    public static ReproductionResult Run(ReproductionOptions options, IProgress<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (string name in options.Targets.Where(n => !Targets.Contains(n, StringComparer.Ordinal)))
        {
            throw new UserErrorException($"There is no target \"{name}\".", $"There are {string.Join(", ", Targets)}.");
        }

        var suite = new ReproductionSuite(options, cancellationToken);
        foreach (Target target in s_targets.Where(t => (options.Targets.Count == 0 && !t.OnRequest) || options.Targets.Contains(t.Name, StringComparer.Ordinal)))
        {
            progress?.Report(target.Name);
            cancellationToken.ThrowIfCancellationRequested();
            (suite._target, suite._source) = (target.Name, target.Source);
            target.Run(suite);
        }

        int cells = suite._rows.Count(r => r.Kind == CellKind.Statistical);
        double limit = cells == 0 ? 0 : Normal.InvCDF(0, 1, 1 - (0.005 / cells));
        return new([.. suite._rows.Select(r => r.Z is { } z ? r with { Passed = Math.Abs(z) <= limit } : r)], limit, suite._skipped);
    }

    private int Replicates(int full) => Math.Max(10, (int)Math.Round(full * _options.Effort));

    /// <summary>Runs an experiment of the catalogue with other settings (and another loop), under a seed of its own.</summary>
    private ExperimentResult Run(string name, int generations, int replicates, string[] measures, params string[] set) =>
        Run(name, generations, replicates, measures, _options.Text, set);

    private ExperimentResult Run(string name, int generations, int replicates, string[] measures, LabText? text, params string[] set)
    {
        ExperimentSpec spec = Catalogue.Find(name)! with { Measures = measures };
        foreach (string setting in set)
        {
            string[] parts = setting.Split('=');
            spec = parts[0] is "loop" ? spec with { Loop = parts[1] } : spec.With([KeyValuePair.Create(parts[0], parts[1])]);
        }

        ExperimentResult result = Laboratory.Create(spec, text).Run(
            new RunOptions
            {
                Generations = generations,
                Replicates = replicates,
                Seed = _options.Seed.For($"reproduce/{_target}/{name}/{string.Join(' ', set)}"),
                Workers = _options.Workers,
            },
            cancellationToken: _cancellationToken);
        _cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>Compares a mean over replicates with its exact expectation; the standard error is the sample's unless the law gives it.</summary>
    private void Mean(string name, double expected, double[] values, double? exactVariance = null)
    {
        double mean = values.Average();
        double variance = exactVariance ?? (values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        Statistical(name, expected, mean, Math.Sqrt(variance / values.Length));
    }

    private void Statistical(string name, double expected, double measured, double standardError) => _rows.Add(new()
    {
        Target = _target,
        Name = name,
        Kind = CellKind.Statistical,
        Expected = expected,
        Measured = measured,
        StandardError = standardError,
        Source = _source,
    });

    private void Within(string name, double expected, double measured, double tolerance) => _rows.Add(new()
    {
        Target = _target,
        Name = name,
        Kind = CellKind.Tolerance,
        Expected = expected,
        Measured = measured,
        Tolerance = tolerance,
        Passed = Math.Abs(measured - expected) <= tolerance,
        Source = _source,
    });

    /// <summary>A bound that a measured number may pass by chance only: five standard errors are allowed.</summary>
    private void AtMost(string name, double bound, double measured, double standardError = 0) => _rows.Add(new()
    {
        Target = _target,
        Name = name,
        Kind = CellKind.Bound,
        Expected = bound,
        Measured = measured,
        StandardError = standardError > 0 ? standardError : null,
        Tolerance = 5 * standardError,
        Passed = measured <= bound + (5 * standardError),
        Source = _source,
    });
}
