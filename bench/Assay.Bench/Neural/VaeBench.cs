using System.Diagnostics;
using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Models.Vae;
using Assay.Lab.Training;
using Assay.Lab.Training.Optimisation;

namespace Assay.Bench.Neural;

/// <summary>Training the published autoencoder; the peer is bench/peers/torch_vae.py.</summary>
internal static class VaeBench
{
    private const int Batch = 256;

    public static int Run(int threads, TextWriter output)
    {
        using var bench = new Workbench(threads);
        var vae = new Autoencoder(bench, new VaeShape(), new Prng(new RunSeed(1)));
        var adam = new AdamW(bench, vae.Parameters, new AdamWOptions { WeightDecay = 1e-5, DecayInGradient = true });
        var prng = new Prng(new RunSeed(2));
        Tensor pictures = new Tensor(Batch, Images.Length).FillUniform(prng, 0.5);
        foreach (ref float shade in pictures.Span)
        {
            shade += 0.5f;
        }

        (double wall, double cpu) = (double.PositiveInfinity, double.PositiveInfinity);
        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < 7 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 20; run++)
        {
            long start = Stopwatch.GetTimestamp();
            TimeSpan spent = Environment.CpuUsage.TotalTime;
            vae.Learn(pictures, prng);
            bench.Pool.ReturnAll();
            adam.Step(1e-3);
            if (run >= 2) // memory is taken and code compiled
            {
                wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
                cpu = Math.Min(cpu, (Environment.CpuUsage.TotalTime - spent).TotalSeconds);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"train: {threads} threads, {Batch} pictures a step: {Batch / wall:F0} pictures/s, {Batch / cpu:F0} pictures per CPU-second (best step); lent for a step {bench.Pool.Bytes / 1e6:F1} MB"));
        return 0;
    }
}
