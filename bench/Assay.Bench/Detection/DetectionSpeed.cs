using System.Diagnostics;
using Assay.Core.Detection;

namespace Assay.Bench.Detection;

/// <summary><c>detection speed</c>: what a megabyte costs of one core, to score and to train on.</summary>
internal static class DetectionSpeed
{
    private const int Rounds = 5;

    public static int Run(string data, TextWriter output)
    {
        List<DetectionRecord> records = DetectionData.Read(data);
        byte[][] texts = [.. records.Select(r => r.Document.Utf8.ToArray()).Where(t => t.Length < 20_000)];
        double bytes = texts.Sum(text => (double)text.Length);
        var scratch = new DetectorScratch();
        output.WriteLine($"{bytes / 1e6:0} MB, one thread; MB a second of processor time, the best of {Rounds} rounds");
        output.WriteLine($"{"normal form",-24} {Measure(bytes, texts, text => scratch.Text.Read(text)),6:0}");
        output.WriteLine($"{"and tokens",-24} {Measure(bytes, texts, text => scratch.Read(text, isRaw: false)),6:0}");
        output.WriteLine($"{"and word model",-24} {Measure(bytes, texts, text => Words(Detector.Default, text, scratch)),6:0}");
        output.WriteLine($"{"the whole score",-24} {Measure(bytes, texts, text => _ = Detector.Default.Score(text, scratch)),6:0}");
        output.Flush();
        Train([.. records.Select(r => r.Document)], output);
        return 0;
    }

    /// <summary>The words' part of the score, over all pieces.</summary>
    public static void Words(Detector detector, ReadOnlySpan<byte> text, DetectorScratch scratch)
    {
        scratch.Read(text, isRaw: false);
        int chunks = ChunkPlan.Count(scratch.Tokens.WordCount);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            TokenRange range = Detector.Range(scratch.Tokens, chunks, chunk);
            scratch.Words.Read(scratch.Tokens.Hashes.Slice(range.Start, range.Count), scratch.Tokens.Kinds.Slice(range.Start, range.Count));
            _ = detector.Model.Words.Score(scratch.Words.Entries);
        }
    }

    /// <returns>Megabytes a second of processor time.</returns>
    public static double Measure(double bytes, byte[][] texts, TextAction action)
    {
        double best = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            foreach (byte[] text in texts)
            {
                action(text);
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return bytes / 1e6 / best;
    }

    /// <summary>All of the data, which is 103 MB: a fold a source, and the detector.</summary>
    private static void Train(LabelledDocument[] documents, TextWriter output)
    {
        (var clock, TimeSpan before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        _ = DetectorTrainer.Train(documents, new DetectorOptions { Workers = 2 });
        output.WriteLine($"training on {documents.Sum(d => d.Utf8.Length / 1e6):0} MB, two workers: {clock.Elapsed.TotalSeconds:0} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0} s of processor time");
    }

    public delegate void TextAction(ReadOnlySpan<byte> text);
}
