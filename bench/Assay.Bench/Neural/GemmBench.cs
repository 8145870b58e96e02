using System.Diagnostics;
using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Training;

namespace Assay.Bench.Neural;

/// <summary>The matrix product beside OpenBLAS, interleaved: the best of many runs of each, since other work on the machine only adds.</summary>
internal static unsafe class GemmBench
{
    public static int Run(TextWriter output)
    {
        output.WriteLine($"registers: {MatrixProduct.Widest}; OpenBLAS: {OpenBlas.Core ?? "not installed"} (OPENBLAS_CORETYPE=SkylakeX chooses its AVX-512 kernels)");
        output.WriteLine("size threads   own GFLOP/s  OpenBLAS  ratio   (own: NT, TN)");
        using var one = new Crew(1);
        using var two = new Crew(2);
        foreach (Crew crew in (ReadOnlySpan<Crew>)[one, two])
        {
            foreach (int n in (ReadOnlySpan<int>)[256, 512, 768, 1024, 1536, 2048])
            {
                Size(crew, n, output);
            }
        }

        return 0;
    }

    private static void Size(Crew crew, int n, TextWriter output)
    {
        var prng = new Prng(new RunSeed(1).For("bench/gemm"));
        (Tensor a, Tensor b, Tensor c) = (new Tensor(n, n), new Tensor(n, n), new Tensor(n, n));
        a.Span.Fill(prng);
        b.Span.Fill(prng);
        double own = double.PositiveInfinity, nt = own, tn = own, peer = own;
        bool hasPeer = OpenBlas.Core is not null;
        if (hasPeer)
        {
            OpenBlas.UseThreads(crew.Threads);
        }

        long begin = Stopwatch.GetTimestamp();
        for (int run = 0; run < 5 || Stopwatch.GetElapsedTime(begin).TotalSeconds < 3; run++)
        {
            own = Math.Min(own, Time(() => MatrixProduct.Multiply(crew, a.Matrix, b.Matrix, c.Matrix)));
            nt = Math.Min(nt, Time(() => MatrixProduct.Multiply(crew, a.Matrix, b.Matrix.Transposed, c.Matrix)));
            tn = Math.Min(tn, Time(() => MatrixProduct.Multiply(crew, a.Matrix.Transposed, b.Matrix, c.Matrix)));
            if (hasPeer)
            {
                peer = Math.Min(peer, Time(() =>
                {
                    fixed (float* pa = a.Span, pb = b.Span, pc = c.Span)
                    {
                        OpenBlas.Multiply(n, pa, pb, pc);
                    }
                }));
            }
        }

        double work = 2.0 * n * n * n / 1e9;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{n,4} {crew.Threads,7} {work / own,13:F1} {(hasPeer ? work / peer : double.NaN),9:F1} {peer / own,6:F3}   {work / nt:F1}, {work / tn:F1}"));
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Fill(this Span<float> target, Prng prng)
    {
        foreach (ref float value in target)
        {
            value = (float)prng.NextGaussian();
        }
    }
}
