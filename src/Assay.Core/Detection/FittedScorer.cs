using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>A word model and trees fitted to some pieces of a training set, before calibration.</summary>
internal sealed class FittedScorer
{
    private readonly float[] _words;
    private readonly Commonness _commonness;
    private readonly BoostedTrees _trees;
    private readonly double _wordSpread;
    private readonly double _styleSpread;

    private FittedScorer(float[] words, Commonness commonness, BoostedTrees trees, TrainingSet set, int[] rows, double[] weights)
    {
        (_words, _commonness, _trees) = (words, commonness, trees);
        _wordSpread = Spread([.. rows.Select(row => Word(set, row))], rows, weights);
        _styleSpread = Spread([.. rows.Select(row => Style(set, row))], rows, weights);
    }

    /// <summary>Fits.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which of them are seen.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Names the random parts.</param>
    internal static FittedScorer Fit(TrainingSet set, int[] rows, DetectorOptions options, RunSeed seed)
    {
        double[] weights = BalancedWeights.Of(set, rows);
        double[] costs = [.. weights.Select(weight => weight * options.WordCost)];
        float[] words = LogisticTrainer.Train(set.Words, rows, set.IsMachine, costs, options.WordPasses, seed.For("words"));
        var commonness = Commonness.Learn(set, rows, out float[][] columns);
        BoostedTrees trees = TreeTrainer.Train([.. set.Style, .. columns], rows, set.IsMachine, weights, options.Trees, seed.For("trees"));
        return new FittedScorer(words, commonness, trees, set, rows, weights);
    }

    /// <summary>The sum of both scores, each in units of its spread over the examples.</summary>
    internal double Score(TrainingSet set, int row) => (Word(set, row) / _wordSpread) + (Style(set, row) / _styleSpread);

    internal double Word(TrainingSet set, int row) => LogisticTrainer.Margin(_words, set.Words[row]);

    internal double Style(TrainingSet set, int row)
    {
        Span<float> values = stackalloc float[StyleFeatures.Count + Commonness.Count];
        for (int f = 0; f < StyleFeatures.Count; f++)
        {
            values[f] = set.Style[f][row];
        }

        _commonness.Measure(set.Words[row], values[StyleFeatures.Count..]);
        return _trees.Score(values);
    }

    /// <summary>The model whose log-odds are slope · (sum of both scores) + offset.</summary>
    internal DetectorModel ToModel(bool isRaw, double slope, double offset) => new()
    {
        IsRaw = isRaw,
        Words = WordModel.Quantise(_words),
        Commonness = _commonness,
        Style = _trees,
        Mix = new ScoreMix(offset, slope / _wordSpread, slope / _styleSpread),
    };

    private static double Spread(double[] scores, int[] rows, double[] weights)
    {
        (double sum, double mean, double square) = (0, 0, 0);
        for (int i = 0; i < rows.Length; i++)
        {
            sum += weights[rows[i]];
            mean += weights[rows[i]] * scores[i];
            square += weights[rows[i]] * scores[i] * scores[i];
        }

        double variance = (square / sum) - (mean / sum * (mean / sum));
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
