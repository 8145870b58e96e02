using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Posterior draws of the machine tokens below each class of scores, where reviewers labelled a random part.</summary>
internal static class LabelDraws
{
    /// <summary>For each class, a quantile of the machine tokens in it and below.</summary>
    /// <param name="bins">The classes.</param>
    /// <param name="target">The documents of unknown origin.</param>
    /// <param name="labels">Labels of some of them.</param>
    /// <param name="level">Of the quantile, in (0, 1).</param>
    public static double[] Cumulative(ScoreBins bins, ScoreSample target, IReadOnlyList<DocumentLabel> labels, double level)
    {
        (double[] tokens, double[] machine, double[] human) = (new double[bins.Count], new double[bins.Count], new double[bins.Count]);
        for (int i = 0; i < target.Count; i++)
        {
            tokens[bins.Of(target.LogOdds[i])] += target.Tokens[i];
        }

        for (int b = 0; b < bins.Count; b++)
        {
            DocumentLabel[] inside = [.. labels.Where(label => bins.Of(target.LogOdds[label.Index]) == b)];
            (machine[b], human[b]) = Counts(inside, target);
        }

        double[][] below = [.. Enumerable.Range(0, bins.Count).Select(_ => new double[SelectionDraws.Count])];
        var prng = new Prng(new RunSeed(1).For("selection-bound-labels-1"));
        for (int draw = 0; draw < SelectionDraws.Count; draw++)
        {
            double sum = 0;
            for (int b = 0; b < bins.Count; b++)
            {
                (double yes, double no) = (prng.NextGamma(machine[b] + 0.5), prng.NextGamma(human[b] + 0.5));
                sum += tokens[b] * yes / (yes + no);
                below[b][draw] = sum;
            }
        }

        return [.. below.Select(draws => SelectionDraws.Quantile(draws, level))];
    }

    /// <summary>Machine and human labels by what they stand for, scaled to the number of documents that they are worth (Kish).</summary>
    private static (double Machine, double Human) Counts(DocumentLabel[] labels, ScoreSample target)
    {
        (double sum, double squares, double machine) = (0, 0, 0);
        foreach (DocumentLabel label in labels)
        {
            double weight = target.Tokens[label.Index] / label.InclusionProbability;
            (sum, squares, machine) = (sum + weight, squares + weight * weight, machine + weight * label.Machine);
        }

        double scale = squares > 0 ? sum / squares : 0;
        return (machine * scale, (sum - machine) * scale);
    }
}
