using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Core.Watching;
using Assay.Tests.Core.Watching;

namespace Assay.Bench.Watching;

/// <summary>n-gram loops over real text under watch: when the alarm rings, and how far held-out perplexity has moved by then.</summary>
internal static class WatchLoops
{
    private const int Generations = 8;
    private const double RealShare = 0.1;

    public static int Run(string path, string? domain, TextWriter output)
    {
        var vocabulary = new Vocabulary();
        var prng = new Prng(new RunSeed(20260108).For("loops"));
        int[][] all = [.. Read(path, domain).Select(text => vocabulary.Encode(text)).Where(d => d.Length >= 20).OrderBy(_ => prng.NextUInt64())];
        int[][] real = all[..(all.Length / 2)], heldOut = all[(all.Length / 2)..];
        ulong[] hashes = [.. Enumerable.Range(0, vocabulary.Count).Select(i => Hash(vocabulary[i]))];
        CorpusSketch Sketch(int[][] documents) => TopicSource.Sketch(documents.Select(d => d.Select(w => hashes[w]).ToArray()));
        var reference = new WatchReference(Sketch(real), new WatchOptions(), new RunSeed(42));
        output.WriteLine(FormattableString.Invariant($"reference: {real.Length:N0} documents, {real.Sum(d => d.Length):N0} words; fresh text: {Line(reference, Sketch(heldOut))}"));
        foreach (int order in (int[])[1, 2])
        {
            var options = new NgramOptions { Weights = order == 1 ? [0.99, 0.01] : [0.7, 0.2999, 0.0001] };
            double before = Bits(real, heldOut, vocabulary.Count, options);
            foreach (string loop in (string[])["replace", "10% real", "accumulate"])
            {
                output.WriteLine();
                output.WriteLine($"{(order == 1 ? "unigram" : "bigram")}, {loop}");
                var verdicts = new List<(VersionVerdict, double)>();
                int[][] pool = real, newest = real;
                for (int g = 1; g <= Generations; g++)
                {
                    NgramModel model = NgramModel.Train(pool, vocabulary.Count, options);
                    newest = [.. real.Select(d => Write(model, prng, d.Length))];
                    pool = loop switch
                    {
                        "replace" => newest,
                        "10% real" => [.. real.Take((int)(RealShare * real.Length)), .. newest.Take(real.Length - (int)(RealShare * real.Length))],
                        _ => [.. pool, .. newest],
                    };
                    CorpusSketch sketch = Sketch(newest);
                    VersionVerdict verdict = WatchJudge.Compare(reference, sketch, g);
                    verdicts.Add((verdict, reference.SpreadOf(sketch).DeviationOf(new(new(null, 1), TailMeasure.Types)) ?? 0));
                    double moved = Math.Pow(2, Bits(newest, heldOut, vocabulary.Count, options) - before) - 1;
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  generation {g}: {Line(reference, sketch, g)}; held-out perplexity {moved * 100:+0.0;-0.0}%"));
                }
                SeriesVerdict series = SeriesVerdict.Of(verdicts);
                output.WriteLine($"  verdict: {series.Kind}, since generation {series.First + 1}, {series.Quantity}, {series.Trend}".ToLowerInvariant());
                output.Flush();
            }
        }
        return 0;
    }

    private static string Line(WatchReference reference, CorpusSketch version, int position = 1)
    {
        VersionVerdict verdict = WatchJudge.Compare(reference, version, position);
        double Ratio(int order) => verdict.Quantities.First(q => q.Quantity == new WatchedQuantity(new(null, order), TailMeasure.Types)) is var q ? (q.Version / q.Reference) - 1 : 0;
        double strongest = verdict.Quantities.Where(q => q.Quantity.Measure != TailMeasure.Novelty).Min(q => q.Deviation);
        return string.Create(CultureInfo.InvariantCulture, $"{(verdict.Rings ? "rings" : "quiet")} (chance {verdict.Chance:0.####}); words {Ratio(1) * 100:+0.0;-0.0}%, bigrams {Ratio(2) * 100:+0.0;-0.0}%; strongest but for novelty {strongest:0.0} deviations");
    }

    private static double Bits(int[][] train, int[][] test, int vocabulary, NgramOptions options)
    {
        NgramModel model = NgramModel.Train(train, vocabulary, options);
        return test.Sum(d => d.Length * model.CrossEntropyBits(d)) / test.Sum(d => (double)d.Length);
    }

    private static int[] Write(NgramModel model, Prng prng, int length)
    {
        int[] words = new int[length];
        model.Generate(prng, words);
        return words;
    }

    private static ulong Hash(string word)
    {
        var list = new WordList();
        _ = WordSplitter.Split(Encoding.UTF8.GetBytes(word), list);
        ulong hash = WordHash.K0;
        foreach (ulong part in list.Hashes) // A word of \W+ may be two of words-1.
        {
            hash = list.Hashes.Length == 1 ? part : WordHash.Mix(hash ^ WordHash.K1, part);
        }
        return hash;
    }

    /// <summary>The texts of a JSONL file, of one domain or all.</summary>
    internal static IEnumerable<string> Read(string path, string? domain)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument record = JsonDocument.Parse(line);
            if (domain is null || (record.RootElement.TryGetProperty("domain", out JsonElement d) && string.Equals(d.GetString(), domain, StringComparison.Ordinal)))
            {
                yield return record.RootElement.GetProperty("text").GetString()!;
            }
        }
    }
}
