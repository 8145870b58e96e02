using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Assay.Core.Language.Scoring;

namespace Assay.Bench.Language;

/// <summary>What an n-gram model of an anchor sees where style detectors fail: text that base models continue. Prints AUROC by generator.</summary>
/// <remarks>
/// The anchor is six in ten of a domain's human documents, the rest and the machine documents are scored. Documents that share an opening
/// stand on one side: machine texts of these sets begin with a human prompt. The first 250 words of each; white space folded.
/// </remarks>
internal static class ScorerBench
{
    private const int Words = 250;

    private const int LeastUnits = 30;

    private static readonly string[] s_files = ["fastdetectgpt", "seqxgpt", "binoculars_pubmed"];

    private static readonly NgramScorerOptions[] s_models = [new() { Unit = ScorerUnit.Words, Order = 2 }, new() { Unit = ScorerUnit.Bytes, Order = 5 }];

    private static readonly LanguageSignal[] s_signals =
        [LanguageSignal.Likelihood, LanguageSignal.Evenness, LanguageSignal.LogRank, LanguageSignal.RankRatio, LanguageSignal.Curvature];

    public static int Run(string folder, TextWriter output)
    {
        output.WriteLine($"| source, domain | generator | human / machine | {string.Join(" | ", s_models.SelectMany(m => s_signals.Select(signal => $"{m.Unit.ToString().ToLowerInvariant()} {SignalNames.Of(signal)}")))} |");
        output.WriteLine($"|---|---|---|{string.Concat(Enumerable.Repeat("---|", s_models.Length * s_signals.Length))}");
        foreach (string file in s_files)
        {
            Document[] all = [.. Read(Path.Combine(folder, $"{file}.jsonl.gz"))];
            foreach (IGrouping<string, Document> domain in all.GroupBy(d => d.Domain, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Domain(file, domain.Key, [.. domain], output);
            }
        }

        return 0;
    }

    private static void Domain(string file, string domain, Document[] documents, TextWriter output)
    {
        Document[] human = [.. documents.Where(d => d.IsHuman).DistinctBy(d => d.Text, StringComparer.Ordinal)];
        string[] anchor = [.. human.Where(d => d.IsAnchor).Select(d => d.Text)];
        Document[] test = [.. human.Where(d => !d.IsAnchor)];
        NgramScorer[] scorers = [.. s_models.Select(options => NgramScorer.Train(anchor, options))];
        TokenStatistics[][] humanSums = [.. scorers.Select(scorer => Measure(scorer, test))];
        foreach (IGrouping<string, Document> generator in documents.Where(d => !d.IsHuman && !d.IsAnchor).GroupBy(d => d.Generator, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Document[] machine = [.. generator];
            IEnumerable<string> areas = scorers.SelectMany((scorer, i) =>
            {
                TokenStatistics[] sums = Measure(scorer, machine);
                return s_signals.Select(signal => Area([.. humanSums[i].Select(m => m.Signal(signal))], [.. sums.Select(m => m.Signal(signal))]).ToString(".000", CultureInfo.InvariantCulture));
            });
            output.WriteLine($"| {file}, {domain} (anchor of {anchor.Length}) | {generator.Key} | {test.Length} / {machine.Length} | {string.Join(" | ", areas)} |");
            output.Flush();
        }
    }

    private static TokenStatistics[] Measure(NgramScorer scorer, Document[] documents) =>
        [.. documents.AsParallel().AsOrdered().Select(d => scorer.Measure(d.Text)).Where(m => m.Tokens >= LeastUnits)];

    /// <summary>Probability that a machine document scores higher than a human one, ties half.</summary>
    private static double Area(double[] human, double[] machine)
    {
        double[] sorted = [.. human.Order()];
        double wins = 0;
        foreach (double score in machine)
        {
            int below = LowerBound(sorted, score), notAbove = LowerBound(sorted, Math.BitIncrement(score));
            wins += (below + notAbove) / 2.0;
        }

        return wins / human.Length / machine.Length;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        (int low, int high) = (0, sorted.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static IEnumerable<Document> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument record = JsonDocument.Parse(line);
            JsonElement root = record.RootElement;
            string[] words = root.GetProperty("text").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string opening = string.Join(' ', words.Take(8)).ToLowerInvariant();
            yield return new(
                string.Join(' ', words.Take(Words)), root.GetProperty("label").ValueEquals("human"), root.GetProperty("generator").GetString()!,
                root.GetProperty("domain").GetString()!, new Assay.Core.Statistics.RunSeed(1).For(opening).Value % 10 < 6);
        }
    }

    private sealed record Document(string Text, bool IsHuman, string Generator, string Domain, bool IsAnchor);
}
