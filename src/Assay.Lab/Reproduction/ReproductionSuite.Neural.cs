using Assay.Lab.Experiments;

namespace Assay.Lab.Reproduction;

/// <content>Targets of neural models: T16.</content>
public sealed partial class ReproductionSuite
{
    private const int TextGenerations = 5;
    private const int TextReplicates = 5;

    /// <summary>Replace ≫ accumulate and subsample &gt; accumulate, in held-out loss, paired by seed; a cold decoder is worse than a warm one.</summary>
    private void TextRecursion()
    {
        if (_options.Text is null)
        {
            _skipped.Add("T16: it needs a real text.");
            return;
        }

        ExperimentResult replace = RunText("text-recursion"), part = RunText("text-recursion-subsample");
        ExperimentResult all = RunText("text-recursion-accumulate"), tenth = RunText("text-recursion-tenth"), cold = RunText("text-recursion-cold");
        Gap("held-out bits, replace above accumulate and subsample", "held-out-bits", replace, part);
        Gap("held-out bits, accumulate and subsample above accumulate", "held-out-bits", part, all);
        Gap("held-out bits, replace above a tenth of real text", "held-out-bits", replace, tenth);
        Gap("held-out bits, temperature .7 above 1", "held-out-bits", cold, replace);
        Gap("word pairs kept, accumulate above replace", "word-pairs-kept", all, replace);
        double gain = Paired(all, replace, "held-out-bits").Mean, loss = Paired(replace, all, "held-out-bits", 1).Mean;
        AtMost("held-out bits, first generation, the same in all loops", 1e-12, Math.Abs(loss));
        AtMost("held-out bits, accumulate below replace", 0, gain);
    }

    private ExperimentResult RunText(string name)
    {
        ExperimentSpec spec = Catalogue.Find(name)!;
        spec = (_options.Full ? spec : Catalogue.Quick(spec)!) with { Measures = ["held-out-bits", "words-kept", "word-pairs-kept"] };
        // One seed for all loops: a replicate meets the same text and the same first model in each.
        ExperimentResult result = Laboratory.Create(spec, _options.Text).Run(
            new RunOptions
            {
                Generations = TextGenerations,
                Replicates = TextReplicates,
                Seed = _options.Seed.For("reproduce/T16"),
                Workers = _options.Workers,
            },
            cancellationToken: _cancellationToken);
        _cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>A gap between two loops in the last generation must be two standard errors or more.</summary>
    private void Gap(string name, string measure, ExperimentResult above, ExperimentResult below)
    {
        (double mean, double error) = Paired(above, below, measure);
        _rows.Add(new()
        {
            Target = _target,
            Name = $"{name} (gap, {TextReplicates} seeds in pairs)",
            Kind = CellKind.Bound,
            Expected = 2 * error,
            Measured = mean,
            StandardError = error,
            Passed = mean >= 2 * error,
            Source = _source,
        });
    }

    private static (double Mean, double Error) Paired(ExperimentResult above, ExperimentResult below, string measure, int generation = TextGenerations)
    {
        double[] gaps = [.. above.Values(measure, generation).Zip(below.Values(measure, generation), (a, b) => a - b)];
        double mean = gaps.Average();
        return (mean, Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (gaps.Length - 1) / gaps.Length));
    }
}
