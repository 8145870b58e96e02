using Assay.Core.Language;
using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Trains n-gram models on documents.</summary>
/// <param name="vocabularySize">Number of different tokens.</param>
/// <param name="documentLength">Tokens to a document that its models write.</param>
/// <param name="options">Orders and weights; null takes the bigram default.</param>
public sealed class NgramTextFamily(int vocabularySize, int documentLength, NgramOptions? options = null) : IModelFamily<Texts>
{
    /// <inheritdoc/>
    public IModel<Texts> Fit(TrainingSet<Texts> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        return new NgramTextModel(NgramModel.Train(trainingSet.Unweighted().Documents, vocabularySize, options), documentLength);
    }
}
