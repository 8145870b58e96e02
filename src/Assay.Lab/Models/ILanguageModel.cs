namespace Assay.Lab.Models;

/// <summary>A generator of documents that can also say how likely a document is.</summary>
public interface ILanguageModel : IModel<Texts>
{
    /// <summary>Number of different tokens.</summary>
    int VocabularySize { get; }

    /// <summary>Mean bits to a token of each document.</summary>
    /// <param name="texts">Documents.</param>
    double[] DocumentBits(Texts texts);

    /// <summary>Mean bits to a token of a running text.</summary>
    /// <param name="tokens">The text, 1 token or more.</param>
    double CrossEntropyBits(int[] tokens);
}
