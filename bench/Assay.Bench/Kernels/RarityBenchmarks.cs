using Assay.Core.Tails;
using Assay.Core.Text;
using BenchmarkDotNet.Attributes;

namespace Assay.Bench.Kernels;

/// <summary>Rarity beside a dictionary, on documents of 2 KB that are their own anchor.</summary>
[Config(typeof(KernelConfig))]
public class RarityBenchmarks
{
    private readonly ulong[][] _documents;
    private readonly Dictionary<ulong, long> _dictionary = [];
    private readonly RareTypes _types;
    private readonly int[] _scratch = new int[BenchDocuments.DocumentBytes];

    public RarityBenchmarks()
    {
        var words = new WordList();
        var counter = new TypeCounter(new RarityOptions());
        _documents = [.. BenchDocuments.Make(BenchDocuments.Megabytes).Select(document =>
        {
            WordSplitter.Split(document, words);
            counter.Add(words.Hashes);
            return words.Hashes.ToArray();
        })];
        (ulong[] hashes, long[] counts) = counter.Sorted();
        for (int i = 0; i < hashes.Length; i++)
        {
            _dictionary[hashes[i]] = counts[i];
        }
        _types = new RareTypes(counter, new RarityOptions());
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public double MeasureAnchorNaive()
    {
        double sum = 0;
        foreach (ulong[] document in _documents)
        {
            Dictionary<ulong, int> own = document.CountBy(word => word).ToDictionary();
            sum += document.Count(word => _dictionary[word] - own[word] is > 0 and long others && others <= _types.MostRareCount)
                / (double)document.Length;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public double MeasureAnchor()
    {
        double sum = 0;
        foreach (ulong[] document in _documents)
        {
            sum += _types.Measure(document, inAnchor: true, _scratch)!.Value.Rare;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public double Measure()
    {
        double sum = 0;
        foreach (ulong[] document in _documents)
        {
            sum += _types.Measure(document, inAnchor: false, _scratch)!.Value.Rare;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = BenchDocuments.Megabytes)]
    public long CountTypes()
    {
        var counter = new TypeCounter(new RarityOptions());
        foreach (ulong[] document in _documents)
        {
            counter.Add(document);
        }
        return counter.Types;
    }
}
