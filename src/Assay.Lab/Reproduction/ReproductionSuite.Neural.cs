using Assay.Lab.Experiments;
using Assay.Lab.Training.Files;

namespace Assay.Lab.Reproduction;

/// <content>Targets of neural models: T15, T16.</content>
public sealed partial class ReproductionSuite
{
    private const int TextGenerations = 5;
    private const int TextReplicates = 5;

    /// <summary>Standard deviations of codes, mean of five published runs, generations 0 to 4.</summary>
    /// <remarks>The notebook lists the model of real digits apart from generation 0, so that its generation 0 is our second fit.</remarks>
    private static readonly double[] s_publishedDeviations = [.6878, .6034, .5336, .4828, .4434];

    private void PictureRecursion()
    {
        if (_options.Pictures is null)
        {
            _skipped.Add("T15: it needs MNIST's pictures.");
            return;
        }

        ExperimentSpec spec = Catalogue.Find("vae-mnist")!;
        spec = (_options.Full ? spec : Catalogue.Quick(spec)!) with { Measures = ["latent-deviation", "latent-mean"] };
        ExperimentResult run = Laboratory.Create(spec, pictures: _options.Pictures, models: _options.Models).Run(
            new RunOptions { Generations = spec.Generations, Replicates = spec.Replicates, Seed = _options.Seed.For("reproduce/T15"), Workers = _options.Workers },
            cancellationToken: _cancellationToken);
        _cancellationToken.ThrowIfCancellationRequested();
        for (int t = 2; t <= spec.Generations; t++)
        {
            double[] falls = [.. run.Values("latent-deviation", t - 1).Zip(run.Values("latent-deviation", t), (before, now) => before - now)];
            Gap($"deviation of codes falls from fit {t - 1} to {t}", falls);
            AtMost($"mean of codes near 0 at fit {t}", .08, Math.Abs(run.Values("latent-mean", t).Average()));
            if (_options.Full)
            {
                Within($"deviation of codes, published generation {t - 2}", s_publishedDeviations[t - 2], run.Values("latent-deviation", t).Average(), .03);
            }
        }
    }

    /// <summary>Replace ≫ accumulate and subsample &gt; accumulate, in held-out loss, paired by seed; a cold decoder is worse than a warm one.</summary>
    private void TextRecursion()
    {
        if (_options.Text is null)
        {
            _skipped.Add("T16: it needs a real text.");
            return;
        }

        DirectoryInfo? ours = _options.Models is null ? Directory.CreateTempSubdirectory("assay-models-") : null;
        try
        {
            CompareTexts(_options.Models ?? new ModelStore(ours!.FullName) { OnlyOfRealData = true });
        }
        finally
        {
            ours?.Delete(recursive: true);
        }
    }

    private void CompareTexts(ModelStore models)
    {
        // The first loop fits the first models of all; of the others the longest begins first, so that the last to end are short.
        string[] loops = ["text-recursion", "text-recursion-accumulate", "text-recursion-subsample", "text-recursion-tenth", "text-recursion-cold"];
        // One seed for all: a replicate meets the same text and the same first model in each loop.
        var options = new RunOptions
        {
            Generations = TextGenerations,
            Replicates = TextReplicates,
            Seed = _options.Seed.For("reproduce/T16"),
            Workers = _options.Workers,
        };
        IReadOnlyList<ExperimentResult> runs = Experiment.RunTogether([.. loops.Select(l => TextLoop(l, models))], options, cancellationToken: _cancellationToken);
        _cancellationToken.ThrowIfCancellationRequested();
        (ExperimentResult replace, ExperimentResult all, ExperimentResult part, ExperimentResult tenth, ExperimentResult cold) = (runs[0], runs[1], runs[2], runs[3], runs[4]);
        Gap("held-out bits, replace above accumulate and subsample", "held-out-bits", replace, part);
        Gap("held-out bits, accumulate and subsample above accumulate", "held-out-bits", part, all);
        Gap("held-out bits, replace above a tenth of real text", "held-out-bits", replace, tenth);
        Gap("held-out bits, temperature .7 above 1", "held-out-bits", cold, replace);
        Gap("word pairs kept, accumulate above replace", "word-pairs-kept", all, replace);
        AtMost("held-out bits, first generation, the same in all loops", 0, Paired(replace, all, "held-out-bits", 1).Max(Math.Abs));
    }

    private Experiment TextLoop(string name, ModelStore models)
    {
        ExperimentSpec spec = Catalogue.Find(name)!;
        return Laboratory.Create(
            (_options.Full ? spec : Catalogue.Quick(spec)!) with { Measures = ["held-out-bits", "words-kept", "word-pairs-kept"] }, _options.Text, models: models);
    }

    /// <summary>A gap between two loops in the last generation must be two standard errors or more.</summary>
    private void Gap(string name, string measure, ExperimentResult above, ExperimentResult below) => Gap(name, Paired(above, below, measure, TextGenerations));

    private void Gap(string name, double[] gaps)
    {
        double mean = gaps.Average(), error = Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (gaps.Length - 1) / gaps.Length);
        _rows.Add(new()
        {
            Target = _target,
            Name = $"{name} (gap, {gaps.Length} seeds in pairs)",
            Kind = CellKind.Bound,
            Expected = 2 * error,
            Measured = mean,
            StandardError = error,
            Passed = mean >= 2 * error,
            Source = _source,
        });
    }

    private static double[] Paired(ExperimentResult above, ExperimentResult below, string measure, int generation) =>
        [.. above.Values(measure, generation).Zip(below.Values(measure, generation), (a, b) => a - b)];
}
