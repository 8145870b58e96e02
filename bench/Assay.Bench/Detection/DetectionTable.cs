using Assay.Core.Detection;
using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Bench.Detection;

/// <summary><c>detection table</c>: every source unseen in turn, two rows each, and what thresholds do there.</summary>
/// <remarks>Reads what <c>detection scores</c> wrote, so that tables cost seconds.</remarks>
internal static class DetectionTable
{
    private const int Anchor = 300;
    private const int AnchorDraws = 100;

    // The sources whose mean is claimed: each with both labels and machine text of chat models.
    private static readonly string[] Targets = ["asap", "detectrl", "fastdetectgpt", "outfox"];

    public static int Run(string path, TextWriter output)
    {
        List<ScoreLine> lines = [.. File.ReadLines(path).Select(ScoreLine.Parse)];
        foreach ((string title, Func<ScoreLine, double> score) in new (string, Func<ScoreLine, double>)[]
            {
                ("trained on all other sources", line => line.All), ("trained on permissive records of other sources", line => line.Permissive),
                ("in-domain: the source is known, the group is not", line => line.InDomain),
            })
        {
            output.WriteLine();
            output.WriteLine(title);
            output.WriteLine($"{"",-34}   human machine   AUROC  TPR@1%  300 human documents: FPR  most   TPR   shipped threshold: FPR   TPR");
            Print(lines, score, output);
        }

        return 0;
    }

    private static void Print(List<ScoreLine> lines, Func<ScoreLine, double> score, TextWriter output)
    {
        List<(double Auroc, double Tpr)> means = [];
        foreach (IGrouping<string, ScoreLine> source in lines.GroupBy(line => line.Source, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            ScoreLine[] human = [.. source.Where(line => !line.IsMachine)];
            ScoreLine[] machine = [.. source.Where(line => line.IsMachine && !line.IsBaseModel && line.Attack.Length == 0)];
            (double? auroc, double? tpr) = Row(source.Key, human, machine, score, Threshold(lines, source.Key, score), output);
            if (Array.IndexOf(Targets, source.Key) >= 0)
            {
                means.Add((auroc!.Value, tpr!.Value));
            }

            foreach (IGrouping<string, ScoreLine> attack in source.Where(line => line.Attack.Length > 0).GroupBy(line => line.Attack, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                _ = Row($"  {attack.Key}", human, [.. attack], score, Threshold(lines, source.Key, score), output);
            }

            foreach (IGrouping<string, ScoreLine> model in source.Where(line => line.IsBaseModel).GroupBy(line => line.Generator, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                _ = Row($"  base model {model.Key}", human, [.. model], score, Threshold(lines, source.Key, score), output);
            }
        }

        output.WriteLine($"{"mean over " + string.Join(", ", Targets),-50} AUROC {means.Average(m => m.Auroc):0.000}  TPR@1% {means.Average(m => m.Tpr):0.000}");
        double[] people = [.. lines.Where(line => !line.IsMachine).Select(score)];
        double[] models = [.. lines.Where(line => line.IsMachine && !line.IsBaseModel && line.Attack.Length == 0).Select(score)];
        output.WriteLine($"{"all sources in one pool",-50} AUROC {RankStatistics.Auroc(people, models):0.000}  TPR@1% {RankStatistics.ShareAbove(models, RankStatistics.Threshold(people, 0.01)):0.000}");
    }

    private static (double? Auroc, double? Tpr) Row(
        string name, ScoreLine[] human, ScoreLine[] machine, Func<ScoreLine, double> score, double shipped, TextWriter output)
    {
        double[] h = [.. human.Select(score)];
        double[] m = [.. machine.Select(score)];
        double? auroc = RankStatistics.Auroc(h, m);
        double? tpr = h.Length == 0 ? null : RankStatistics.ShareAbove(m, RankStatistics.Threshold(h, 0.01));
        (double? anchorFpr, double? mostFpr, double? anchorTpr) = FromAnchor(human, m, score);
        output.WriteLine(
            $"{name,-34} {h.Length,7} {m.Length,7}  {auroc,6:0.000}  {tpr,6:0.000}  {anchorFpr,23:0.000} {mostFpr,5:0.000} {anchorTpr,6:0.000}  {RankStatistics.ShareAbove(h, shipped),21:0.000} {RankStatistics.ShareAbove(m, shipped),6:0.000}");
        return (auroc, tpr);
    }

    /// <summary>The threshold that 1% of the human pieces of all other sources lie above, each source weighing alike.</summary>
    private static double Threshold(List<ScoreLine> lines, string source, Func<ScoreLine, double> score)
    {
        var others = lines.Where(line => !line.IsMachine && !string.Equals(line.Source, source, StringComparison.Ordinal)).GroupBy(line => line.Source, StringComparer.Ordinal)
            .SelectMany(g => g.Select(line => (Score: score(line), Weight: 1.0 / g.Count()))).OrderByDescending(x => x.Score).ToArray();
        double allowed = 0.01 * others.Sum(x => x.Weight);
        double above = 0;
        return others.First(x => (above += x.Weight) > allowed).Score;
    }

    /// <summary>The safe threshold of the pieces of 300 human documents; what it does to the other documents: on average over draws, and the highest rate of any.</summary>
    private static (double? Fpr, double? Most, double? Tpr) FromAnchor(ScoreLine[] human, double[] machine, Func<ScoreLine, double> score)
    {
        IGrouping<string, ScoreLine>[] documents = [.. human.GroupBy(line => line.Id, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)];
        if (documents.Length < Anchor + 100)
        {
            return (null, null, null);
        }

        var prng = new Prng(new RunSeed(42).For("detection/anchor"));
        (double fpr, double most, double tpr) = (0, 0, 0);
        for (int draw = 0; draw < AnchorDraws; draw++)
        {
            for (int i = 0; i < Anchor; i++)
            {
                int j = i + prng.NextInt32(documents.Length - i);
                (documents[i], documents[j]) = (documents[j], documents[i]);
            }

            double threshold = RankStatistics.ToleranceThreshold([.. documents.Take(Anchor).SelectMany(d => d).Select(score)], FalsePositiveDrift.SafeRate, FalsePositiveDrift.SafeConfidence)!.Value;
            double rate = RankStatistics.ShareAbove([.. documents.Skip(Anchor).SelectMany(d => d).Select(score)], threshold)!.Value;
            (fpr, most) = (fpr + (rate / AnchorDraws), Math.Max(most, rate));
            tpr += (RankStatistics.ShareAbove(machine, threshold) ?? double.NaN) / AnchorDraws;
        }

        return (fpr, most, double.IsNaN(tpr) ? null : tpr);
    }
}
