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
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory: parameters, gradients and two moments {parameters * 16 / 1e6:F1} MB; lent for a step {bench.Pool.Bytes / 1e6:F1} MB; process at most {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));

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
