namespace Assay.Core.Language;

/// <summary>Finds the weights of an interpolated n-gram model on documents held out of it (Jelinek and Mercer 1980).</summary>
public static class NgramWeights
{
    /// <summary>Every fifth document is held out.</summary>
    private const int Fifth = 5;

    private const int Rounds = 100;

    /// <summary>The least weight of the uniform floor, so that nothing is impossible.</summary>
    private const double LeastFloor = 1e-4;

    /// <summary>Fits the weights by expectation maximisation of the held-out likelihood.</summary>
    /// <param name="documents">Token numbers of each document; two documents or more.</param>
    /// <param name="vocabularySize">Number of different tokens that can occur.</param>
    /// <param name="order">Tokens to an n-gram, 1 or more.</param>
    /// <returns>Options with these weights, the longest context first, the uniform floor last.</returns>
    /// <exception cref="ArgumentException">There is no token to train on.</exception>
    public static NgramOptions Fit(IReadOnlyList<int[]> documents, int vocabularySize, int order)
    {
        ArgumentNullException.ThrowIfNull(documents);
        double[] weights = [.. Enumerable.Repeat(1.0 / (order + 1), order + 1)];
        var model = NgramModel.Train(documents.Where((_, i) => i % Fifth != 0), vocabularySize, new NgramOptions { Weights = weights });
        double[][] parts = [.. documents.Where((_, i) => i % Fifth == 0).SelectMany(document => Parts(model, document))];
        for (int round = 0; round < Rounds && parts.Length > 0; round++)
        {
            double[] next = new double[weights.Length];
            foreach (double[] part in parts)
            {
                double sum = 0;
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * part[i];
                }

                for (int i = 0; i < weights.Length; i++)
                {
                    next[i] += weights[i] * part[i] / sum / parts.Length;
                }
            }

            weights = next;
        }

        double floor = Math.Max(LeastFloor, weights[^1]), rest = 1 - weights[^1];
        return new NgramOptions { Weights = [.. weights[..^1].Select(w => rest > 0 ? w / rest * (1 - floor) : (1 - floor) / order), floor] };
    }

    private static IEnumerable<double[]> Parts(NgramModel model, int[] document)
    {
        for (int i = 0; i < document.Length; i++)
        {
            double[] parts = new double[model.Order + 1];
            int length = Math.Min(i, model.Order - 1);
            model.Parts(document.AsSpan(i - length, length), document[i], parts);
            yield return parts;
        }
    }
}
