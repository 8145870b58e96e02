namespace Assay.Lab.Models;

/// <summary>Documents as token numbers.</summary>
/// <param name="Documents">The tokens of each document.</param>
public sealed record Texts(int[][] Documents)
{
    /// <summary>All tokens, document after document.</summary>
    public int[] Tokens => field ??= [.. Documents.SelectMany(d => d)];

    /// <summary>Cuts a long text into documents of equal length; a shorter rest is left out.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="length">Tokens to a document, 1 or more.</param>
    public static Texts Cut(int[] tokens, int length)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return new([.. tokens.Chunk(length).Where(c => c.Length == length)]);
    }
}
