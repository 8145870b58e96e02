using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Core.Detection;
using Assay.Core.Statistics;

namespace Assay.Bench.Detection;

/// <summary><c>detection fasttext</c>: the detector beside Debian's fastText on every source unseen, and how fast both predict.</summary>
/// <remarks>
/// Both are trained on the same pieces in normal form and tested on the same. fastText with word 1-2-grams and character 2-5-grams in small letters; 16 dimensions and
/// 5 epochs train a source in a minute and a half and rank better than 50 dimensions did. Speeds are bytes by processor time, without loading.
/// </remarks>
internal static partial class FastTextBench
{
    private static readonly string[] Targets = ["asap", "detectrl", "fastdetectgpt", "outfox"];

    public static int Run(string data, string folder, TextWriter output)
    {
        _ = Directory.CreateDirectory(folder);
        List<DetectionRecord> records = [.. DetectionData.Read(data).Where(r => !DetectionData.IsBaseModel(r.Document))];
        var options = new DetectorOptions();
        var set = TrainingSet.Make([.. records.Select(r => r.Document)], isRaw: false, options.MostChunks);
        output.WriteLine($"{"unseen source",-16} AUROC of the score, of its words, of fastText; MB/s of processor time: words, fastText");
        foreach (string target in Targets)
        {
            Compare(set, target, folder, options, output);
            output.Flush();
        }

        return 0;
    }

    private static void Compare(TrainingSet set, string target, string folder, DetectorOptions options, TextWriter output)
    {
        int held = Array.IndexOf(set.Sources, target);
        int[] unseen = [.. Enumerable.Range(0, set.Chunks.Count).Where(row => set.SourceOf[row] == held)];
        bool[] usable = [.. set.Chunks.Select(_ => true)];
        int[] rows = HeldOutScores.Others(set, usable, unseen);
        int[] tested = [.. unseen.Where(row => !DetectionData.IsAttacked(set.Documents[set.Chunks[row].Document]))];
        var scorer = FittedScorer.Fit(set, rows, options, new RunSeed(options.Seed).For("detector/fold"));
        byte[][] texts = [.. Texts(set, tested)];
        double[] theirs = FastText(set, rows, tested, folder, out double theirSpeed);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{target,-16} {Auroc(set, tested, row => scorer.Score(set, row)),12:0.000} {Auroc(set, tested, row => scorer.Word(set, row)),14:0.000} {RankStatistics.Auroc([.. theirs.Where((_, i) => !set.IsMachine[tested[i]])], [.. theirs.Where((_, i) => set.IsMachine[tested[i]])]),12:0.000} {Speed(texts),38:0} {theirSpeed,9:0.0}"));
    }

    private static double? Auroc(TrainingSet set, int[] rows, Func<int, double> score) => RankStatistics.Auroc(
        [.. rows.Where(row => !set.IsMachine[row]).Select(score)], [.. rows.Where(row => set.IsMachine[row]).Select(score)]);

    /// <summary>The words' part of the score, normal form included, on the pieces that fastText reads.</summary>
    private static double Speed(byte[][] texts)
    {
        double bytes = texts.Sum(text => (double)text.Length);
        var scratch = new DetectorScratch();
        return DetectionSpeed.Measure(bytes, texts, text => DetectionSpeed.Words(Detector.Default, text, scratch));
    }

    /// <returns>The chance of being machine text of each tested piece.</returns>
    private static double[] FastText(TrainingSet set, int[] rows, int[] tested, string folder, out double megabytesPerSecond)
    {
        string At(string name) => Path.Combine(folder, name);

        File.WriteAllLines(At("train.txt"), Lines(set, rows));
        File.WriteAllLines(At("test.txt"), Lines(set, tested));
        File.WriteAllLines(At("one.txt"), Lines(set, tested[..1]));
        _ = Shell(folder, "fasttext supervised -input train.txt -output model -wordNgrams 2 -minn 2 -maxn 5 -dim 16 -epoch 5 -lr 0.5 -bucket 500000 -thread 2 2>/dev/null >/dev/null");
        double all = Shell(folder, "fasttext predict-prob model.bin test.txt 1 >predicted.txt");
        double loading = Shell(folder, "fasttext predict-prob model.bin one.txt 1 >one-predicted.txt");
        megabytesPerSecond = new FileInfo(At("test.txt")).Length / 1e6 / (all - loading);
        return [.. File.ReadLines(At("predicted.txt")).Select(Machine)];
    }

    private static double Machine(string line)
    {
        string[] parts = line.Split(' ');
        double p = double.Parse(parts[1], CultureInfo.InvariantCulture);
        return parts[0].EndsWith("machine", StringComparison.Ordinal) ? p : 1 - p;
    }

    private static IEnumerable<string> Lines(TrainingSet set, int[] rows) => Texts(set, rows)
        .Select((text, i) => $"__label__{(set.IsMachine[rows[i]] ? "machine" : "human")} {Encoding.UTF8.GetString(text).ToLowerInvariant()}");

    /// <summary>Pieces in normal form, in the order of the rows, which is that of the documents.</summary>
    private static IEnumerable<byte[]> Texts(TrainingSet set, int[] rows)
    {
        var scratch = new DetectorScratch();
        int document = -1;
        foreach (int row in rows)
        {
            if (set.Chunks[row].Document != document)
            {
                document = set.Chunks[row].Document;
                scratch.Read(set.Documents[document].Utf8.Span, isRaw: false);
            }

            TokenRange range = Detector.Range(scratch.Tokens, ChunkPlan.Count(scratch.Tokens.WordCount), set.Chunks[row].Number);
            int last = range.Start + range.Count - 1;
            yield return scratch.Text.Utf8[scratch.Tokens.Starts[range.Start]..(scratch.Tokens.Starts[last] + scratch.Tokens.Lengths[last])].ToArray();
        }
    }

    // "0m1.250s 0m0.040s": user and system time of the shell, then of what it ran.
    [GeneratedRegex(@"(?<minutes>\d+)m(?<seconds>[\d.]+)s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    /// <returns>Seconds of processor time.</returns>
    private static double Shell(string folder, string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} || exit 1; times"]) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string times = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Times().Matches(times).Skip(2).Sum(m => (60 * double.Parse(m.Groups["minutes"].Value, CultureInfo.InvariantCulture)) + double.Parse(m.Groups["seconds"].Value, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"\"{command}\" ended with {process.ExitCode}; is Debian's fasttext installed?");
    }
}
