using System.Runtime.CompilerServices;

namespace Assay.Core.Text;

/// <summary>The frozen token count <c>tokens-1</c>: a rule about the length of words, not the tokenizer of any model.</summary>
/// <remarks>
/// <para>A word of n characters is 1 + ⌊(n − 1)/7⌋ tokens, every visible character outside words is one, white space and
/// controls are none. The count of a text is the sum over its words and signs: it never falls when text is appended
/// after a space, and the tokens of two texts add up.</para>
/// <para>English prose comes to 1.32 tokens a word, near the four thirds that are often quoted for byte-pair vocabularies. Whoever
/// needs a model's own count must run that model's tokenizer; shares of tokens hardly depend on the choice.</para>
/// </remarks>
public static class TokenRule
{
    /// <summary>The name of the rule, as facts and manifests record it.</summary>
    public const string Name = "tokens-1";

    /// <summary>Characters that one token of a word holds.</summary>
    public const int CharactersPerToken = 7;

    /// <summary>Tokens of a word.</summary>
    /// <param name="characters">Its characters (Unicode scalars), 1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfWord(int characters) => (int)((uint)(characters + CharactersPerToken - 1) / CharactersPerToken);
}
