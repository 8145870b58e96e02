using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Statistics;
using Assay.Tests.Core.Duplicates;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Assay.Bench.Kernels;

/// <summary>Clustering of signatures, a tenth of them copies of ids and a fifth near copies, beside all pairs.</summary>
[Config(typeof(ClusterConfig))]
public class ClusterBenchmarks
{
    private static readonly int[] Sizes = [1_000, 1_000_000];

    private readonly MinHasher _hasher = new(new MinHashOptions());
    private readonly Dictionary<int, Corpus> _corpora;

    public ClusterBenchmarks() =>
        _corpora = Sizes.ToDictionary(documents => documents, documents => new Corpus(documents, _hasher));

    [Benchmark]
    [Arguments(1_000)]
    [Arguments(1_000_000)]
    public int Find(int documents)
    {
        Corpus corpus = _corpora[documents];
        return DuplicateClusters.Find(corpus.Ids, corpus.Ranks, corpus.Signatures, _hasher, new DuplicateOptions()).NearMerged;
    }

    [Benchmark]
    [Arguments(1_000)]
    public int FindNaive(int documents)
    {
        Corpus corpus = _corpora[documents];
        ushort[][] signatures = [.. corpus.Ranks.Select(document => corpus.Signatures[document].ToArray())];
        return NaiveDuplicates.Cluster(corpus.Ids, corpus.Ranks, signatures, _hasher, new DuplicateOptions())[0];
    }

    private sealed class Corpus
    {
        internal Corpus(int documents, MinHasher hasher)
        {
            var prng = new Prng(new RunSeed(20260101).For("bench/clusters"));
            Signatures = new SignatureTable(hasher.SignatureLength);
            Ids = new DocumentId[documents];
            Ranks = [.. Enumerable.Range(0, documents)];
            ushort[] signature = new ushort[hasher.SignatureLength];
            for (int document = 0; document < documents; document++)
            {
                int kind = document == 0 ? 9 : prng.NextInt32(10);
                int original = document == 0 ? 0 : prng.NextInt32(document);
                double jaccard = kind == 0 ? 1 : kind < 3 ? 0.5 + prng.NextDouble() / 2 : 0;
                for (int row = 0; row < signature.Length; row++)
                {
                    signature[row] = jaccard > 0 && prng.NextDouble() < jaccard ? Signatures[original][row] : (ushort)prng.NextUInt64();
                }
                Ids[document] = kind == 0 ? Ids[original] : new DocumentId(new UInt128(prng.NextUInt64(), prng.NextUInt64()));
                Signatures.Add(signature);
            }
        }

        internal DocumentId[] Ids { get; }

        internal int[] Ranks { get; }

        internal SignatureTable Signatures { get; }
    }

    private sealed class ClusterConfig : ManualConfig
    {
        public ClusterConfig() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new CpuClock()));
    }
}
