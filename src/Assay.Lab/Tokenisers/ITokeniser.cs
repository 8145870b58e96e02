namespace Assay.Lab.Tokenisers;

/// <summary>Turns text into token numbers and back.</summary>
public interface ITokeniser
{
    /// <summary>Number of different tokens, the end of text among them.</summary>
    int Vocabulary { get; }

    /// <summary>The token that stands between texts, and before the first.</summary>
    int Boundary { get; }

    /// <summary>Token numbers of a text.</summary>
    /// <param name="text">Any text.</param>
    int[] Encode(string text);

    /// <summary>The text of token numbers; the end of text is left out.</summary>
    /// <param name="tokens">From 0 to <see cref="Vocabulary"/> − 1.</param>
    string Decode(ReadOnlySpan<int> tokens);

    /// <summary>Writes it as <c>tokenizer.json</c>, which Hugging Face's library reads.</summary>
    /// <param name="stream">Where to.</param>
    void Write(Stream stream);
}
