using System.Diagnostics;
using System.Runtime.CompilerServices;
using Assay.Bench.Kernels;
using Assay.Bench.Pipeline;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Core.Watching;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Watching;

namespace Assay.Bench.Watching;

/// <summary>How fast n-grams are counted on one core, and how long a corpus takes on two.</summary>
internal static class WatchSpeed
{
    private const int KernelMegabytes = 100;
    private const int WarmMegabytes = 20;

    public static int Run(int megabytes, string corpora, TextWriter output)
    {
        string folder = Path.Combine(corpora, $"watch-{megabytes}");
        _ = BenchCorpus.Make(folder, megabytes);
        var watch = Stopwatch.StartNew();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var corpus = new WatchedCorpus { Path = $"{folder}/*.jsonl", Workers = 2 };
        CorpusSketch sketch = CorpusSketcher.Read(corpus, new SketchOptions(), new Silent(), CancellationToken.None);
        double read = watch.Elapsed.TotalSeconds;
        var run = new WatchRun("bench", sketch, new WatchOptions(), new RunSeed(42));
        double learnt = watch.Elapsed.TotalSeconds;
        run.Add("bench", sketch);
        double whole = watch.Elapsed.TotalSeconds;
        output.WriteLine(FormattableString.Invariant(
            $"{megabytes} MB of JSONL, 2 workers: read in {read:0.0} s, intervals of the reference {learnt - read:0.0} s, splits and comparison {whole - learnt:0.0} s, together {whole:0.0} s on the wall and {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0} s of processor time; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.00} GB; levels {sketch[1].SampleLevel}, {sketch[2].SampleLevel}, {sketch[3].SampleLevel}"));
        return 0;
    }

    /// <summary>One core, in memory.</summary>
    public static int Kernel(TextWriter output)
    {
        var text = new PseudoText(new RunSeed(2027));
        List<byte[]> documents = [];
        for (long bytes = 0; bytes < KernelMegabytes * 1_000_000L; bytes += documents[^1].Length)
        {
            documents.Add(System.Text.Encoding.UTF8.GetBytes(text.Next(330)));
        }
        _ = Count(documents, WarmMegabytes, 1 << 20); // the compiler has its work behind it
        foreach (int maxTypes in (int[])[1 << 24, 1 << 20])
        {
            foreach (int megabytes in (int[])[10, KernelMegabytes])
            {
                double start = Environment.CpuUsage.TotalTime.TotalSeconds;
                CorpusSketch sketch = Count(documents, megabytes, maxTypes);
                double seconds = Environment.CpuUsage.TotalTime.TotalSeconds - start;
                output.WriteLine(FormattableString.Invariant($"counting n = 1 to 3 of {megabytes} MB on one core, at most {maxTypes:N0} types: {sketch.Bytes / 1e6 / seconds:0} MB/s; {sketch[3].Types:N0} trigram types at level {sketch[3].SampleLevel}"));
            }
        }
        return 0;
    }

    private static CorpusSketch Count(List<byte[]> documents, int megabytes, int maxTypes)
    {
        var words = new WordList();
        var sketch = new CorpusSketch(new SketchOptions { MaxTypes = maxTypes });
        foreach (byte[] document in documents)
        {
            Read(document, words, sketch);
            if (sketch.Bytes >= megabytes * 1_000_000L)
            {
                break;
            }
        }
        return sketch;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // compiled as in the program, not as a part of this bench's loop
    private static void Read(byte[] document, WordList words, CorpusSketch sketch)
    {
        _ = WordSplitter.Split(document, words);
        sketch.Add(document, words.Hashes);
    }

    private sealed class Silent : IRunProgress
    {
        public void StepStarted(string name, long total, string unit)
        {
        }

        public void Advanced(long amount)
        {
        }

        public void StepFinished()
        {
        }

        public void Note(string line)
        {
        }
    }
}
