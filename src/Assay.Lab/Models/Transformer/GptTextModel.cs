using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models.Transformer;

/// <summary>A trained transformer as a generator of documents.</summary>
/// <param name="model">The transformer; its context is the length of a document.</param>
/// <param name="boundary">The token before each document.</param>
/// <param name="training">What it was trained on; a beam search continues its documents.</param>
public sealed class GptTextModel(Gpt model, int boundary, Texts training) : ILanguageModel
{
    private const int Batch = 32;

    /// <summary>The transformer.</summary>
    public Gpt Model => model;

    /// <inheritdoc/>
    public int VocabularySize => model.Shape.Vocabulary;

    /// <inheritdoc/>
    public Texts Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(prng);
        if (!decoder.IsDiscreteOnly)
        {
            throw new NotSupportedException("A language model has no variance to scale: use temperature, top-k, top-p or beams.");
        }

        if (decoder.Beams > 1)
        {
            return new Texts([.. Enumerable.Range(0, size).Select(_ => Continued(training.Documents[prng.NextInt32(training.Documents.Length)], decoder.Beams))]);
        }

        int[] prompt = [boundary];
        return new Texts(new GptWriter(model).Sample(
            [.. Enumerable.Repeat(prompt, size)], model.Shape.Context, decoder.Choice, new RunSeed(prng.NextUInt64())));
    }

    /// <inheritdoc/>
    public double[] DocumentBits(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        double[] bits = new double[texts.Documents.Length];
        for (int first = 0; first < bits.Length; first += Batch)
        {
            int[][] documents = texts.Documents[first..Math.Min(first + Batch, bits.Length)];
            int length = documents[0].Length; // documents of a set are of equal length
            float[] losses = model.Losses(
                [.. documents.SelectMany(d => (IEnumerable<int>)[boundary, .. d.AsSpan(0, length - 1)])], [.. documents.SelectMany(d => d)], length);
            for (int i = 0; i < documents.Length; i++)
            {
                bits[first + i] = losses.AsSpan(i * length, length).ToArray().Average(l => (double)l) / Math.Log(2);
            }
        }

        return bits;
    }

    /// <inheritdoc/>
    /// <remarks>The text is read in pieces of a document's length, each from its beginning; a shorter rest is left out.</remarks>
    public double CrossEntropyBits(int[] tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return DocumentBits(Texts.Cut(tokens, Math.Min(tokens.Length, model.Shape.Context))).Average();
    }

    /// <summary>The first half of a document, and what the model thinks comes then (Shumailov et al. 2024).</summary>
    private int[] Continued(int[] document, int beams)
    {
        int half = document.Length / 2;
        return [.. document.AsSpan(0, half), .. new GptWriter(model).Beam([boundary, .. document.AsSpan(0, half)], document.Length - half, beams).Tokens];
    }
}
