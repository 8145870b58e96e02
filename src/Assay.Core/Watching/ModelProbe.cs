using Assay.Core.Language;
using Assay.Core.Tails;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Watching;

/// <summary>How well a small n-gram model of the version predicts text of the reference that neither model has seen.</summary>
/// <param name="Words">Words that each model was trained on.</param>
/// <param name="Documents">Documents of the reference that were predicted.</param>
/// <param name="ReferenceBits">Bits to a word under the model of the reference.</param>
/// <param name="VersionBits">Bits to a word under the model of the version.</param>
/// <param name="Difference">Their difference; the perplexity moves by a factor of 2 to that power.</param>
/// <param name="Low">Lower end of its 95% interval, over documents.</param>
/// <param name="High">Upper end.</param>
/// <param name="ReferenceQuantiles">5%, 50% and 95% of the documents need at most so many bits to a word under the model of the reference.</param>
/// <param name="VersionQuantiles">The same under the model of the version.</param>
public sealed record ModelProbe(
    long Words, int Documents, double ReferenceBits, double VersionBits, double Difference, double Low, double High,
    IReadOnlyList<double> ReferenceQuantiles, IReadOnlyList<double> VersionQuantiles)
{
    private const int TestEvery = 5; // One document in five of the reference's sample is held out.
    private const int FewestDocuments = 20;
    private const int FewestWords = 1000;

    /// <summary>Trains both models on equally many words, and tests them.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="version">The version.</param>
    /// <param name="heldOut">Text that neither corpus has and no generator has seen; null holds out one document in five of the reference, which a model trained on the reference has seen.</param>
    /// <param name="order">1 for single words, 2 for the interpolated bigram.</param>
    /// <returns>Null where there are too few documents.</returns>
    public static ModelProbe? Measure(CorpusSketch reference, CorpusSketch version, CorpusSketch? heldOut = null, int order = 2)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(version);
        var numbers = new Dictionary<ulong, int>();
        (ulong Hash, int[] Words)[] known = Load(reference, numbers), own = Load(version, numbers);
        // A document that a model was trained on cannot be held out.
        HashSet<ulong> seen = [.. own.Select(d => d.Hash), .. heldOut is null ? [] : known.Select(d => d.Hash)];
        (ulong Hash, int[] Words)[] candidates = heldOut is null ? [.. known.Where((_, i) => i % TestEvery == 0)] : Load(heldOut, numbers);
        int[][] test = [.. candidates.Where(d => !seen.Contains(d.Hash)).Select(d => d.Words)];
        int[][] train = [.. known.Where((_, i) => heldOut is not null || i % TestEvery != 0).Select(d => d.Words)];
        long words = Math.Min(train.Sum(d => (long)d.Length), own.Sum(d => (long)d.Words.Length));
        if (test.Length < FewestDocuments || words < FewestWords)
        {
            return null;
        }
        NgramOptions options = new() { Weights = order == 1 ? [0.99, 0.01] : [0.7, 0.2999, 0.0001] };
        NgramModel first = NgramModel.Train(Cut(train, words), numbers.Count, options);
        NgramModel second = NgramModel.Train(Cut(own.Select(d => d.Words), words), numbers.Count, options);
        double[] before = [.. test.Select(d => first.CrossEntropyBits(d))], after = [.. test.Select(d => second.CrossEntropyBits(d))];
        return Describe(words, test, before, after);
    }

    private static ModelProbe Describe(long words, int[][] test, double[] before, double[] after)
    {
        double total = test.Sum(d => (double)d.Length);
        double Mean(double[] bits) => bits.Select((b, i) => b * test[i].Length).Sum() / total;
        (double reference, double version) = (Mean(before), Mean(after));
        double difference = version - reference, n = test.Length;
        double squares = test.Select((d, i) => d.Length * (after[i] - before[i] - difference)).Sum(r => r * r);
        double half = StudentT.InvCDF(0, 1, n - 1, 0.975) * Math.Sqrt(squares * n / (n - 1)) / total;
        return new(words, test.Length, reference, version, difference, difference - half, difference + half, Quantiles(before), Quantiles(after));
    }

    private static double[] Quantiles(double[] bits)
    {
        double[] sorted = [.. bits.Order()];
        double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
        return [At(0.05), At(0.5), At(0.95)];
    }

    private static IEnumerable<int[]> Cut(IEnumerable<int[]> documents, long words)
    {
        foreach (int[] document in documents)
        {
            if (words <= 0)
            {
                yield break;
            }
            yield return document.Length <= words ? document : document[..(int)words];
            words -= document.Length;
        }
    }

    private static (ulong Hash, int[] Words)[] Load(CorpusSketch corpus, Dictionary<ulong, int> numbers) =>
        [.. corpus.Probe.Documents.Where(d => d.Value.Length > 0).Select(d => (d.Key, Number(d.Value, numbers)))];

    private static int[] Number(ulong[] words, Dictionary<ulong, int> numbers)
    {
        int[] result = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!numbers.TryGetValue(words[i], out result[i]))
            {
                numbers.Add(words[i], result[i] = numbers.Count);
            }
        }
        return result;
    }
}
