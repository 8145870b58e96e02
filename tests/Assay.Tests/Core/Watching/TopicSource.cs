using Assay.Core.Distributions;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Text;

namespace Assay.Tests.Core.Watching;

/// <summary>A source of documents whose tails are known: Zipf-like words, topics, repetition within documents, lengths that vary.</summary>
/// <remarks>Fresh text of it keeps .37 to .44 of a corpus's rare types, as human text does; words are hashes.</remarks>
internal sealed class TopicSource
{
    private const int Words = 200_000;
    private const int Topics = 40;
    private const int TopicWords = 3000;
    private const double TopicShare = 0.3;
    private const double RepeatShare = 0.15;
    private const double MeanLogLength = 4.9; // median 134 words
    private const double LogLengthDeviation = 0.8;

    private readonly ulong[] _hashes;
    private readonly AliasTable _common;
    private readonly AliasTable _rank;
    private readonly int[][] _topics;

    public TopicSource(RunSeed seed)
    {
        var prng = new Prng(seed.For("topic-source"));
        _hashes = [.. Enumerable.Range(0, Words).Select(_ => WordHash.Mix(prng.NextUInt64() ^ WordHash.K0, prng.NextUInt64()))];
        _common = new([.. Enumerable.Range(1, Words).Select(Weight)]);
        _rank = new([.. Enumerable.Range(1, TopicWords).Select(Weight)]);
        _topics = [.. Enumerable.Range(0, Topics).Select(_ => Enumerable.Range(0, TopicWords).Select(_ => 100 + prng.NextInt32(Words - 100)).ToArray())];
    }

    /// <summary>Writes documents.</summary>
    /// <param name="prng">Where the bits come from.</param>
    /// <param name="count">How many.</param>
    /// <param name="lost">Words that are replaced by others; null for none.</param>
    public IEnumerable<ulong[]> Documents(Prng prng, int count, bool[]? lost = null) => Numbers(prng, count, lost).Select(Hashes);

    /// <summary>The hashes of words.</summary>
    public ulong[] Hashes(int[] words) => [.. words.Select(w => _hashes[w])];

    /// <summary>Writes documents as ranks of words.</summary>
    public IEnumerable<int[]> Numbers(Prng prng, int count, bool[]? lost = null)
    {
        for (int d = 0; d < count; d++)
        {
            int[] topic = _topics[prng.NextInt32(Topics)];
            int[] words = new int[Math.Max(5, (int)Math.Exp(MeanLogLength + (LogLengthDeviation * prng.NextGaussian())))];
            for (int i = 0; i < words.Length; i++)
            {
                double kind = prng.NextDouble();
                do
                {
                    words[i] = i > 0 && kind < RepeatShare ? words[prng.NextInt32(i)]
                        : kind < RepeatShare + TopicShare ? topic[_rank.Next(prng)]
                        : _common.Next(prng);
                }
                while (lost is not null && lost[words[i]]);
            }
            yield return words;
        }
    }

    /// <summary>The rank from which words are expected at most so often in so many documents, topics aside.</summary>
    public static int RankBelow(int documents, double expectedCount)
    {
        double words = documents * Math.Exp(MeanLogLength + (LogLengthDeviation * LogLengthDeviation / 2));
        double sum = Enumerable.Range(1, Words).Sum(Weight);
        return Enumerable.Range(1, Words).First(rank => words * Weight(rank) / sum <= expectedCount) - 1;
    }

    /// <summary>Loses a share of the words from a rank on.</summary>
    public static bool[] Lose(Prng prng, double share, int rank) => [.. Enumerable.Range(0, Words).Select(w => w >= rank && prng.NextDouble() < share)];

    private static double Weight(int rank) => 1 / Math.Pow(rank + 2.7, 1.07);

    /// <summary>A corpus of documents.</summary>
    public CorpusSketch Corpus(Prng prng, int count) => Sketch(Documents(prng, count));

    /// <summary>A corpus of given documents.</summary>
    public static CorpusSketch Sketch(IEnumerable<ulong[]> documents)
    {
        var sketch = new CorpusSketch(new SketchOptions { ProbeWords = 0 }); // Neither the n-gram model nor spellings are needed.
        foreach (ulong[] words in documents)
        {
            sketch.Add([], words);
        }
        return sketch;
    }
}
