namespace Assay.Core.Distributions;

/// <summary>How varied texts are. All of it falls with the length of the text: compare at equal size only.</summary>
public static class TextDiversity
{
    /// <summary>Longest n-gram that self-BLEU looks at.</summary>
    private const int LongestGram = 4;

    /// <summary>Different n-grams to an n-gram (distinct-n; for n = 1 the type-token ratio).</summary>
    /// <param name="tokens">Token numbers, in order of the text.</param>
    /// <param name="order">n, 1 to 4.</param>
    /// <returns>In (0, 1]; null when the text is shorter than an n-gram.</returns>
    public static double? DistinctShare(ReadOnlySpan<int> tokens, int order) =>
        tokens.Length < order ? null : (double)TypeRetention.NgramTypes(tokens, order) / (tokens.Length - order + 1);

    /// <summary>Mean BLEU of each text against all the others (Zhu et al. 2018): how much they repeat each other.</summary>
    /// <param name="texts">Token numbers of each text, two texts or more; token numbers below 65,536.</param>
    /// <returns>In [0, 1]; 1 when all texts are the same. A text without a common n-gram counts as 0.</returns>
    /// <exception cref="ArgumentException">There are fewer than two texts.</exception>
    public static double SelfBleu(IReadOnlyList<int[]> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count < 2)
        {
            throw new ArgumentException("Two texts are the least that can repeat each other.", nameof(texts));
        }

        double[] logPrecision = new double[texts.Count];
        for (int order = 1; order <= LongestGram; order++)
        {
            Dictionary<ulong, int>[] counts = [.. texts.Select(t => Count(t, order))];
            Dictionary<ulong, (int Most, int Second)> peaks = Peaks(counts);
            for (int i = 0; i < texts.Count; i++)
            {
                int matched = 0, total = 0;
                foreach ((ulong gram, int count) in counts[i])
                {
                    // The most that any other text has: the second highest count where this text holds the highest.
                    (int most, int second) = peaks[gram];
                    matched += Math.Min(count, count == most ? second : most);
                    total += count;
                }

                logPrecision[i] += Math.Log((double)matched / Math.Max(1, total)) / LongestGram;
            }
        }

        double sum = 0;
        for (int i = 0; i < texts.Count; i++)
        {
            int length = texts[i].Length;
            int nearest = Enumerable.Range(0, texts.Count).Where(j => j != i).Select(j => texts[j].Length)
                .MinBy(other => (Math.Abs(other - length), other));
            sum += Math.Exp(logPrecision[i] + (length < nearest ? 1 - ((double)nearest / length) : 0));
        }

        return sum / texts.Count;
    }

    private static Dictionary<ulong, (int Most, int Second)> Peaks(Dictionary<ulong, int>[] counts)
    {
        Dictionary<ulong, (int Most, int Second)> peaks = [];
        foreach ((ulong gram, int count) in counts.SelectMany(c => c))
        {
            (int most, int second) = peaks.GetValueOrDefault(gram);
            peaks[gram] = count > most ? (count, most) : (most, Math.Max(second, count));
        }

        return peaks;
    }

    private static Dictionary<ulong, int> Count(int[] tokens, int order)
    {
        Dictionary<ulong, int> counts = [];
        for (int i = 0; i + order <= tokens.Length; i++)
        {
            ulong key = 0;
            for (int j = 0; j < order; j++)
            {
                key = (key << 16) | (ushort)tokens[i + j];
            }

            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return counts;
    }
}
