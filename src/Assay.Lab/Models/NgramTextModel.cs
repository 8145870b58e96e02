using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>An n-gram model as a generator of documents.</summary>
/// <param name="model">The model.</param>
/// <param name="documentLength">Tokens to a document.</param>
public sealed class NgramTextModel(NgramModel model, int documentLength) : ILanguageModel, IEditor<Texts>
{
    /// <summary>The model.</summary>
    public NgramModel Model => model;

    /// <inheritdoc/>
    public int VocabularySize => model.VocabularySize;

    /// <inheritdoc/>
    public double[] DocumentBits(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. texts.Documents.Select(d => model.CrossEntropyBits(d))];
    }

    /// <inheritdoc/>
    public double CrossEntropyBits(int[] tokens) => model.CrossEntropyBits(tokens);

    /// <inheritdoc/>
    public Texts Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (!decoder.IsDiscreteOnly || decoder.Beams > 1)
        {
            throw new NotSupportedException("An n-gram model has no variance to scale and searches with no beams: use temperature, top-k or top-p.");
        }

        int[][] documents = new int[size][];
        for (int i = 0; i < size; i++)
        {
            documents[i] = new int[documentLength];
            model.Generate(prng, documents[i], decoder.Choice);
        }

        return new Texts(documents);
    }

    /// <inheritdoc/>
    public Texts Edit(Texts data, double threshold, int topK, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(data);
        var choice = new TokenChoice { TopK = topK };
        int[][] edited = new int[data.Documents.Length][];
        for (int i = 0; i < edited.Length; i++)
        {
            int[] document = [.. data.Documents[i]];
            for (int j = 0; j < document.Length; j++)
            {
                int reach = Math.Min(j, model.Order - 1);
                ReadOnlySpan<int> context = document.AsSpan(j - reach, reach);
                if (model.Probability(context, document[j]) >= threshold)
                {
                    document[j] = model.NextToken(prng, context, choice);
                }
            }

            edited[i] = document;
        }

        return new Texts(edited);
    }
}
