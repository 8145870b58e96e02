using System.Diagnostics;
using System.Globalization;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Training;

namespace Assay.Bench.Neural;

/// <summary>Training and generation with the 3.3 M parameter setting; the peer is bench/peers/torch_gpt.py.</summary>
internal static class GptBench
{
    /// <summary>The same as in the peer.</summary>
    private static readonly GptShape s_shape = new() { Vocabulary = 256, Context = 256, Width = 256, Depth = 4, Heads = 4 };

    private const int Batch = 16;

    public static int Run(int threads, TextWriter output)
    {
        using var bench = new Workbench(threads);
        var model = new Gpt(bench, s_shape, new Prng(new RunSeed(1)));
        var prng = new Prng(new RunSeed(2));
        int[][] texts = [.. Enumerable.Range(0, 64).Select(_ => Enumerable.Range(0, s_shape.Context).Select(_ => prng.NextInt32(256)).ToArray())];
        var trainer = new GptTrainer(model, texts, 0, new() { Steps = 1000, Batch = Batch });
        trainer.TakeStep(); // memory is taken and code compiled
        trainer.TakeStep();
        (double wall, double cpu) = (double.PositiveInfinity, double.PositiveInfinity);
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < 5 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 20; run++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan spent = Environment.CpuUsage.TotalTime;
            trainer.TakeStep();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
            cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - spent).TotalSeconds);
        }

        double tokens = Batch * s_shape.Context, parameters = s_shape.Parameters;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"train: {parameters / 1e6:F2} M parameters, {threads} threads, {Batch} texts of {s_shape.Context}: {tokens / wall:F0} tokens/s, {tokens / cpu:F0} tokens per CPU-second (best step)"));
        // What the arithmetic needs: weights, gradients and two moments; and of the forward pass what the backward pass reads: for each token and
        // block 16 widths (two norms before and after scaling, question, key and value, attention's output, four widths before and after GELU)
        // and its row of attention in each head; two widths of the last norm and the scores.
        double needed = (16 * parameters) + (4 * tokens * ((s_shape.Depth * ((16 * s_shape.Width) + (s_shape.Heads * s_shape.Context))) + (2 * s_shape.Width) + s_shape.Vocabulary));
        double taken = (16 * parameters) + bench.Pool.Bytes;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory: {taken / 1e6:F0} MB taken, {needed / 1e6:F0} MB needed by the arithmetic, ratio {taken / needed:F2}; process at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));

        var writer = new GptWriter(model);
        double written = double.PositiveInfinity;
        for (int run = 0; run < 3; run++)
        {
            long start = Stopwatch.GetTimestamp();
            writer.Sample([.. Enumerable.Repeat((int[])[0], 64)], s_shape.Context, TokenChoice.Unbiased, new RunSeed(3));
            written = Math.Min(written, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"write: 64 texts of {s_shape.Context} tokens: {64 * s_shape.Context / written:F0} tokens/s (best of 3)"));
        return 0;
    }
}
