using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Text;

namespace Assay.Bench.Kernels;

/// <summary>What was found of the copies of one edit, beside what theory says of pairs with their true similarities.</summary>
/// <param name="Edit">The edit.</param>
/// <param name="Pairs">Planted pairs.</param>
/// <param name="MedianJaccard">Median of their true Jaccard similarities, from the sets of shingles themselves.</param>
/// <param name="Candidate">Share of pairs that agree in a whole band.</param>
/// <param name="Confirmed">Share of pairs that do and whose estimate reaches the threshold.</param>
/// <param name="Merged">Share of copies that clustering merged into their original.</param>
internal sealed record PlantedRecall(
    PlantedEdit Edit, int Pairs, double MedianJaccard, Share Candidate, Share Confirmed, double Merged)
{
    /// <summary>Runs the whole near-duplicate step over a planted set.</summary>
    /// <param name="set">The set, originals first.</param>
    /// <param name="options">How signatures are made.</param>
    /// <param name="near">The threshold.</param>
    /// <param name="mergedOriginals">Originals that were merged into another document, wrongly if they are unlike one another.</param>
    internal static List<PlantedRecall> Measure(
        IReadOnlyList<PlantedDocument> set, MinHashOptions options, double near, out int mergedOriginals)
    {
        var hasher = new MinHasher(options);
        var words = new WordList();
        var signatures = new SignatureTable(hasher.SignatureLength);
        var ids = new DocumentId[set.Count];
        var shingles = new HashSet<ulong>[set.Count];
        ushort[] signature = new ushort[hasher.SignatureLength];
        for (int document = 0; document < set.Count; document++)
        {
            ids[document] = Identity1.Compute(set[document].Utf8);
            WordSplitter.Split(set[document].Utf8, words);
            hasher.Sign(words.Hashes, ids[document], signature);
            signatures.Add(signature);
            shingles[document] = Shingles(words.Hashes, options.WordsPerShingle);
        }
        int[] ranks = [.. Enumerable.Range(0, set.Count)];
        DuplicateClustering clusters = DuplicateClusters.Find(ids, ranks, signatures, hasher, new DuplicateOptions { Near = near });
        mergedOriginals = ranks.Count(document => set[document].Original < 0 && clusters.MergedInto[document] >= 0);

        int least = hasher.LeastAgreement(near);
        List<PlantedRecall> recalls = [];
        foreach (var copies in ranks.Where(document => set[document].Original >= 0).GroupBy(document => set[document].Edit))
        {
            double[] jaccards = [.. copies.Select(copy => Jaccard(shingles[copy], shingles[set[copy].Original]))];
            bool[] candidate = [.. copies.Select(copy => Enumerable.Range(0, options.Bands).Any(band =>
                hasher.BandKey(signatures[copy], band) == hasher.BandKey(signatures[set[copy].Original], band)))];
            bool[] confirmed = [.. copies.Select((copy, pair) => candidate[pair]
                && MinHasher.Agreement(signatures[copy], signatures[set[copy].Original]) >= least)];
            recalls.Add(new(
                copies.Key,
                jaccards.Length,
                jaccards.Order().ElementAt(jaccards.Length / 2),
                Share.Of(candidate, [.. jaccards.Select(jaccard => CandidateCurves.Candidate(jaccard, options))]),
                Share.Of(confirmed, [.. jaccards.Select(jaccard => CandidateCurves.Confirmed(jaccard, least, options))]),
                copies.Average(copy => clusters.MergedInto[copy] == set[copy].Original ? 1.0 : 0.0)));
        }
        return recalls;
    }

    private static double Jaccard(HashSet<ulong> a, HashSet<ulong> b)
    {
        int common = a.Count(b.Contains);
        return (double)common / (a.Count + b.Count - common);
    }

    private static HashSet<ulong> Shingles(ReadOnlySpan<ulong> words, int length)
    {
        HashSet<ulong> shingles = [];
        for (int start = 0; start == 0 || start + length <= words.Length; start++)
        {
            ulong hash = 0;
            foreach (ulong word in words.Slice(start, Math.Min(length, words.Length - start)))
            {
                hash = WordHash.Mix(hash ^ WordHash.K3, word);
            }
            shingles.Add(hash);
        }
        return shingles;
    }
}

/// <summary>A measured share of pairs beside the share that theory expects of the same pairs.</summary>
/// <param name="Measured">The share.</param>
/// <param name="Expected">The mean of the pairs' probabilities.</param>
/// <param name="StandardError">Of the measured share, were the theory true: √Σp(1 − p) / pairs.</param>
internal sealed record Share(double Measured, double Expected, double StandardError)
{
    internal static Share Of(bool[] found, double[] probabilities) => new(
        found.Average(one => one ? 1.0 : 0.0),
        probabilities.Average(),
        Math.Sqrt(probabilities.Sum(p => p * (1 - p))) / found.Length);

    /// <summary>The mean of shares of equally many pairs.</summary>
    internal static Share Mean(Share[] shares) => new(
        shares.Average(share => share.Measured),
        shares.Average(share => share.Expected),
        Math.Sqrt(shares.Sum(share => share.StandardError * share.StandardError)) / shares.Length);
}
