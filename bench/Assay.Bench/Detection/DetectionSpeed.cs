using System.Diagnostics;
using System.Globalization;
using Assay.Core.Detection;

namespace Assay.Bench.Detection;

/// <summary><c>detection speed</c>: the word model beside Debian's fastText on every source unseen, and the speed of both.</summary>
internal static class DetectionSpeed
{
    private static readonly string[] Targets = ["asap", "detectrl", "fastdetectgpt", "outfox"];

    public static int Run(string data, string folder, TextWriter output)
    {
        _ = Directory.CreateDirectory(folder);
        List<DetectionRecord> records = [.. DetectionData.Read(data).Where(r => !DetectionData.IsBaseModel(r.Document))];
        var options = new DetectorOptions();
        var set = TrainingSet.Make([.. records.Select(r => r.Document)], isRaw: false, options.MostChunks);
        foreach (string target in Targets)
        {
            Compare(set, target, folder, options, output);
        }

        Speed(records, output);
        return 0;
    }

    /// <summary>Both see the same pieces in normal form; fastText word 1-2-grams and character 2-5-grams.</summary>
    private static void Compare(TrainingSet set, string target, string folder, DetectorOptions options, TextWriter output)
    {
        int held = Array.IndexOf(set.Sources, target);
        int[] unseen = [.. Enumerable.Range(0, set.Chunks.Count).Where(row => set.SourceOf[row] == held)];
        bool[] usable = [.. set.Chunks.Select(_ => true)];
        int[] rows = HeldOutScores.Others(set, usable, unseen);
        int[] tested = [.. unseen.Where(row => !DetectionData.IsAttacked(set.Documents[set.Chunks[row].Document]))];
        double[] costs = [.. BalancedWeights.Of(set, rows).Select(weight => weight * options.WordCost)];
        float[] weights = LogisticTrainer.Train(set.Words, rows, set.IsMachine, costs, options.WordPasses, new(options.Seed));
        string train = Path.Combine(folder, "train.txt");
        string test = Path.Combine(folder, "test.txt");
        WriteLines(set, rows, train);
        WriteLines(set, tested, test);
        string model = Path.Combine(folder, "model");
        _ = FastText(["supervised", "-input", train, "-output", model, "-wordNgrams", "2", "-minn", "2", "-maxn", "5", "-dim", "50", "-epoch", "10", "-lr", "0.5", "-bucket", "500000", "-thread", "2"]);
        var clock = Stopwatch.StartNew();
        string[] predicted = FastText(["predict-prob", model + ".bin", test, "1"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        double seconds = clock.Elapsed.TotalSeconds;
        double[] theirs = [.. predicted.Select(Machine)];
        double[] ours = [.. tested.Select(row => LogisticTrainer.Margin(weights, set.Words[row]))];
        output.WriteLine(
            $"{target,-16} AUROC word model {Auroc(set, tested, ours):0.000}, fastText {Auroc(set, tested, theirs):0.000}; fastText predicts {new FileInfo(test).Length / 1e6 / seconds:0.0} MB/s with loading");
    }

    private static double? Auroc(TrainingSet set, int[] rows, double[] scores) => RankStatistics.Auroc(
        [.. scores.Where((_, i) => !set.IsMachine[rows[i]])], [.. scores.Where((_, i) => set.IsMachine[rows[i]])]);

    private static double Machine(string line)
    {
        string[] parts = line.Split(' ');
        double p = double.Parse(parts[1], CultureInfo.InvariantCulture);
        return parts[0].EndsWith("machine", StringComparison.Ordinal) ? p : 1 - p;
    }

    private static void WriteLines(TrainingSet set, int[] rows, string path)
    {
        var scratch = new DetectorScratch();
        using var writer = new StreamWriter(path);
        foreach (IGrouping<int, int> document in rows.GroupBy(row => set.Chunks[row].Document))
        {
            scratch.Read(set.Documents[document.Key].Utf8.Span, isRaw: false);
            int chunks = ChunkPlan.Count(scratch.Tokens.WordCount);
            foreach (int row in document)
            {
                TokenRange range = Detector.Range(scratch.Tokens, chunks, set.Chunks[row].Number);
                int start = scratch.Tokens.Starts[range.Start];
                int last = range.Start + range.Count - 1;
                string text = System.Text.Encoding.UTF8.GetString(scratch.Text.Utf8[start..(scratch.Tokens.Starts[last] + scratch.Tokens.Lengths[last])]);
                writer.WriteLine($"__label__{(set.IsMachine[row] ? "machine" : "human")} {text.ToLowerInvariant()}");
            }
        }
    }

    private static string FastText(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("fasttext", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string result = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? result : throw new InvalidOperationException($"fasttext ended with {process.ExitCode}.");
    }

    private static void Speed(List<DetectionRecord> records, TextWriter output)
    {
        ReadOnlyMemory<byte>[] texts = [.. records.Select(r => r.Document.Utf8).Where(t => t.Length < 20_000)];
        double megabytes = texts.Sum(text => text.Length / 1e6);
        Detector detector = Detector.Default;
        var scratch = new DetectorScratch();
        output.WriteLine($"{megabytes:0} MB, one thread, MB/s of processor time");
        Measure("word model, normal form included", text =>
        {
            scratch.Read(text, isRaw: false);
            int chunks = ChunkPlan.Count(scratch.Tokens.WordCount);
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                TokenRange range = Detector.Range(scratch.Tokens, chunks, chunk);
                scratch.Words.Read(scratch.Tokens.Hashes.Slice(range.Start, range.Count), scratch.Tokens.Kinds.Slice(range.Start, range.Count));
                _ = detector.Model.Words.Score(scratch.Words.Entries);
            }
        });
        Measure("whole score", text => detector.Score(text, scratch));
        var clock = Stopwatch.StartNew();
        LabelledDocument[] training = Sized(records, 100_000_000);
        _ = DetectorTrainer.Train(training, new DetectorOptions { Workers = 2 });
        output.WriteLine($"training on {training.Sum(d => d.Utf8.Length / 1e6):0} MB, two workers: {clock.Elapsed.TotalSeconds:0} s");

        void Measure(string name, TextAction score)
        {
            double best = double.PositiveInfinity;
            for (int round = 0; round < 3; round++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                foreach (ReadOnlyMemory<byte> text in texts)
                {
                    score(text.Span);
                }

                best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            }

            output.WriteLine($"{name,-40} {megabytes / best,8:0}");
        }
    }

    private delegate void TextAction(ReadOnlySpan<byte> text);

    private static LabelledDocument[] Sized(List<DetectionRecord> records, long bytes)
    {
        long taken = 0;
        return [.. records.Select(r => r.Document).TakeWhile(d => (taken += d.Utf8.Length) <= bytes)];
    }
}
