using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Word weights and trees fitted to some pieces of a training set, before calibration.</summary>
internal sealed class FittedScorer
{
    private readonly float[] _words;
    private readonly Commonness _commonness;
    private readonly BoostedTrees _trees;
    private readonly double _styleSpread;

    private FittedScorer(float[] words, Commonness commonness, BoostedTrees trees, TrainingSet set, int[] rows, double[] weights)
    {
        (_words, _commonness, _trees) = (words, commonness, trees);
        _styleSpread = Spread(row => Style(set, row), rows, weights);
    }

    /// <summary>Fits.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which of them are seen.</param>
    /// <param name="options">How.</param>
    /// <param name="seed">Names the random parts.</param>
    internal static FittedScorer Fit(TrainingSet set, int[] rows, DetectorOptions options, RunSeed seed)
    {
        double[] weights = BalancedWeights.Of(set, rows);
        float[] words = Words(set, rows, weights, options, seed);
        var commonness = Commonness.Learn(set, rows, out float[][] columns);
        BoostedTrees trees = TreeTrainer.Train([.. set.Style, .. columns], rows, set.IsMachine, weights, options.Trees, seed.For("trees"));
        return new FittedScorer(words, commonness, trees, set, rows, weights);
    }

    /// <summary>The regression's weights and the ratios, each in units of its score's spread: both read the same features, so that one table holds their sum.</summary>
    private static float[] Words(TrainingSet set, int[] rows, double[] weights, DetectorOptions options, RunSeed seed)
    {
        double[] costs = [.. weights.Select(weight => weight * options.WordCost)];
        float[] fitted = LogisticTrainer.Train(set.Words, rows, set.IsMachine, costs, options.WordPasses, seed.For("words"));
        float[] ratios = [.. WordRatios.Of(set, rows, weights), 0];
        double fittedSpread = Spread(row => LogisticTrainer.Margin(fitted, set.Words[row]), rows, weights);
        double ratioSpread = Spread(row => LogisticTrainer.Margin(ratios, set.Words[row]), rows, weights);
        return [.. fitted.Zip(ratios, (weight, ratio) => (float)((weight / fittedSpread) + (ratio / ratioSpread)))];
    }

    /// <summary>The sum of the parts, each in units of its spread over the examples.</summary>
    internal double Score(TrainingSet set, int row) => Word(set, row) + (Style(set, row) / _styleSpread);

    /// <summary>The words' part of the sum.</summary>
    internal double Word(TrainingSet set, int row) => LogisticTrainer.Margin(_words, set.Words[row]);

    private double Style(TrainingSet set, int row)
    {
        Span<float> values = stackalloc float[StyleFeatures.Count + Commonness.Count];
        for (int f = 0; f < StyleFeatures.Count; f++)
        {
            values[f] = set.Style[f][row];
        }

        _commonness.Measure(set.Words[row], values[StyleFeatures.Count..]);
        return _trees.Score(values);
    }

    /// <summary>The model whose log-odds are slope · (the sum of the parts) + offset.</summary>
    internal DetectorModel ToModel(bool isRaw, double slope, double offset) => new()
    {
        IsRaw = isRaw,
        Words = WordModel.Quantise(_words),
        Commonness = _commonness,
        Style = _trees,
        Mix = new ScoreMix(offset, slope, slope / _styleSpread),
    };

    private static double Spread(Func<int, double> score, int[] rows, double[] weights)
    {
        (double sum, double mean, double square) = (0, 0, 0);
        foreach (int row in rows)
        {
            double value = score(row);
            sum += weights[row];
            mean += weights[row] * value;
            square += weights[row] * value * value;
        }

        double variance = (square / sum) - (mean / sum * (mean / sum));
        return variance > 0 ? Math.Sqrt(variance) : 1;
    }
}
