using Assay.Core.Language;

namespace Assay.Lab.Experiments;

/// <summary>Real text for experiments on language, as word numbers.</summary>
/// <param name="Tokens">The words, in order.</param>
/// <param name="Types">Number of different words.</param>
public sealed record LabText(int[] Tokens, int Types)
{
    /// <summary>The text as it was read, for models with tokens of their own.</summary>
    public IReadOnlyList<string> Passages { get; init; } = [];

    /// <summary>Splits text into lower-cased words.</summary>
    /// <param name="texts">Any text, in pieces.</param>
    public static LabText From(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vocabulary = new Vocabulary();
        string[] passages = [.. texts];
        int[] tokens = [.. passages.SelectMany(t => vocabulary.Encode(t))];
        return new LabText(tokens, vocabulary.Count) { Passages = passages };
    }

    /// <summary>How often each word occurs.</summary>
    public long[] Counts()
    {
        long[] counts = new long[Types];
        foreach (int token in Tokens)
        {
            counts[token]++;
        }

        return counts;
    }
}
