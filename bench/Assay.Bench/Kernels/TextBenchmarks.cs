using Assay.Core.Documents;
using Assay.Core.Text;
using Assay.Tests.Core.Text;
using BenchmarkDotNet.Attributes;

namespace Assay.Bench.Kernels;

/// <summary>identity-1 and words-1 beside their naive twins, on documents of 2 KB.</summary>
[Config(typeof(KernelConfig))]
public class TextBenchmarks
{
    private readonly byte[][] _documents = BenchDocuments.Make(BenchDocuments.Megabytes);
    private readonly byte[] _scratch = new byte[Identity1.FormCapacity(BenchDocuments.DocumentBytes)];
    private readonly WordList _words = new();

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int FoldNaive() => _documents.Sum(document => NaiveText.Fold(document).Length);

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int Fold()
    {
        int bytes = 0;
        foreach (byte[] document in _documents)
        {
            bytes += Identity1.Fold(document, _scratch);
        }
        return bytes;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public DocumentId Identity()
    {
        DocumentId last = default;
        foreach (byte[] document in _documents)
        {
            last = Identity1.Compute(document, _scratch);
        }
        return last;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public ulong SplitNaive() =>
        _documents.Aggregate(0UL, (sum, document) => NaiveText.Split(document).Words.Aggregate(sum, (s, word) => s ^ NaiveText.Hash(word)));

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int Split()
    {
        int tokens = 0;
        foreach (byte[] document in _documents)
        {
            tokens += WordSplitter.Split(document, _words).Tokens;
        }
        return tokens;
    }
}
