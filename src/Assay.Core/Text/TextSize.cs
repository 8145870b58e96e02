namespace Assay.Core.Text;

/// <summary>How long a text is, by rules that need no vocabulary (docs/metrics.md, words-1 and tokens-1).</summary>
/// <param name="Words">Number of words.</param>
/// <param name="Tokens">Number of tokens by <see cref="TokenRule"/>.</param>
public readonly record struct TextSize(int Words, int Tokens);
