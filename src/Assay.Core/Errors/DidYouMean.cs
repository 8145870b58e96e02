namespace Assay.Core.Errors;

/// <summary>Finds the word that a user most likely meant.</summary>
public static class DidYouMean
{
    /// <summary>The known word nearest to the one given, as the end of a sentence.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="known">The words that exist.</param>
    /// <returns><c> Did you mean "…"?</c> with a leading blank; empty when nothing is near.</returns>
    public static string Suggest(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";

    /// <summary>The known word nearest to the one given, at most a third of its letters away.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="known">The words that exist.</param>
    /// <returns>The nearest word, the first of equals; null when nothing is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        string? best = null;
        int bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (string candidate in known)
        {
            int distance = Distance(word, candidate);
            if (distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Levenshtein distance, ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + substitution);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
