using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Text;
using Assay.Tests.Core.Duplicates;
using BenchmarkDotNet.Attributes;

namespace Assay.Bench.Kernels;

/// <summary>minhash-1, 5 words, 14 × 8, beside its naive twin, on documents of 2 KB.</summary>
[Config(typeof(KernelConfig))]
public class SignatureBenchmarks
{
    private const int NaiveMegabytes = 1;

    private readonly byte[][] _documents = BenchDocuments.Make(BenchDocuments.Megabytes);
    private readonly MinHasher _hasher = new(new MinHashOptions());
    private readonly WordList _words = new();
    private readonly ulong[][] _hashes;
    private readonly ushort[] _signature;

    public SignatureBenchmarks()
    {
        _signature = new ushort[_hasher.SignatureLength];
        _hashes = [.. _documents.Select(document =>
        {
            WordSplitter.Split(document, _words);
            return _words.Hashes.ToArray();
        })];
    }

    [Benchmark(OperationsPerInvoke = NaiveMegabytes)]
    public int SignNaive() => _hashes.Take(_hashes.Length * NaiveMegabytes / BenchDocuments.Megabytes)
        .Sum(words => NaiveDuplicates.Sign(words, default, _hasher.Options)[0]);

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int Sign()
    {
        int sum = 0;
        foreach (ulong[] words in _hashes)
        {
            _hasher.Sign(words, default, _signature);
            sum += _signature[0];
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int SplitAndSign()
    {
        int sum = 0;
        foreach (byte[] document in _documents)
        {
            WordSplitter.Split(document, _words);
            _hasher.Sign(_words.Hashes, default, _signature);
            sum += _signature[0];
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public int IdentifySplitAndSign()
    {
        byte[] scratch = new byte[Identity1.FormCapacity(BenchDocuments.DocumentBytes)];
        int sum = 0;
        foreach (byte[] document in _documents)
        {
            DocumentId id = Identity1.Compute(document, scratch);
            WordSplitter.Split(document, _words);
            _hasher.Sign(_words.Hashes, id, _signature);
            sum += _signature[0];
        }
        return sum;
    }
}
