using Assay.Core.Statistics;

namespace Assay.Core.Detection.Adaptation;

/// <summary>What the pieces outside of one fold teach.</summary>
internal sealed class AdaptedFold
{
    private const double WordCost = 20;
    private const int WordPasses = 6;

    private readonly float[] _words;
    private readonly double[] _style;
    private readonly Units _logOddsUnits;
    private readonly Units _wordUnits;
    private readonly Units _styleUnits;

    private AdaptedFold(AdaptationExamples examples, int[] rows, float[] words, double[] style)
    {
        (_words, _style) = (words, style);
        _logOddsUnits = Units.Of(examples, rows, row => examples.MeasuresOf(row)[^1]);
        _wordUnits = Units.Of(examples, rows, row => Words(examples.Words[row]));
        _styleUnits = Units.Of(examples, rows, row => Style(examples.MeasuresOf(row)));
    }

    /// <summary>The measures that the discriminant weighs: those of style, and the detector's log-odds last.</summary>
    internal static double[] Measures(ReadOnlySpan<float> style, double logOdds)
    {
        double[] measures = new double[style.Length + 1];
        for (int f = 0; f < style.Length; f++)
        {
            measures[f] = style[f];
        }

        measures[^1] = logOdds;
        return measures;
    }

    /// <summary>Fits.</summary>
    /// <param name="examples">All pieces.</param>
    /// <param name="fold">The fold whose pieces are not looked at.</param>
    /// <param name="isMachine">The label of each piece.</param>
    /// <param name="scatters">Of each fold the measures of human, then of machine pieces.</param>
    internal static AdaptedFold Fit(AdaptationExamples examples, int fold, bool[] isMachine, MeasureScatter[][] scatters)
    {
        int[] rows = [.. Enumerable.Range(0, examples.Count).Where(row => examples.FoldOf(row) != fold)];
        int machines = rows.Count(row => isMachine[row]);
        double[] costs = [.. isMachine.Select(machine => WordCost * rows.Length / (2.0 * (machine ? machines : rows.Length - machines)))];
        float[] words = LogisticTrainer.Train(examples.Words, rows, isMachine, costs, WordPasses, new RunSeed(0).For($"detector/adapt/{fold}"));
        return new AdaptedFold(examples, rows, words, Discriminant.Fit(Others(scatters, fold, 0), Others(scatters, fold, 1)));
    }

    /// <summary>The detector's score, the words and the style of the source, each from the middle of the labels in units of its spread within them.</summary>
    internal double Score(ReadOnlySpan<uint> words, ReadOnlySpan<double> measures) =>
        _logOddsUnits.Scale(measures[^1]) + _wordUnits.Scale(Words(words)) + _styleUnits.Scale(Style(measures));

    private double Words(ReadOnlySpan<uint> words) => LogisticTrainer.Margin(_words, words);

    private double Style(ReadOnlySpan<double> measures)
    {
        double sum = 0;
        for (int f = 0; f < measures.Length; f++)
        {
            sum += _style[f] * measures[f];
        }

        return sum;
    }

    private static MeasureScatter Others(MeasureScatter[][] scatters, int fold, int label)
    {
        var sum = new MeasureScatter(scatters[0][label].Measures);
        for (int other = 0; other < scatters.Length; other++)
        {
            if (other != fold)
            {
                sum.Add(scatters[other][label]);
            }
        }

        return sum;
    }

    /// <summary>Middle and spread of a part of the score, both labels alike: folds are put on one scale by them.</summary>
    private readonly record struct Units(double Middle, double Spread)
    {
        public double Scale(double value) => (value - Middle) / Spread;

        public static Units Of(AdaptationExamples examples, int[] rows, Func<int, double> score)
        {
            (double middle, double variance) = (0, 0);
            foreach (bool label in (ReadOnlySpan<bool>)[false, true])
            {
                double[] scores = [.. rows.Where(row => examples.IsMachine(row) == label).Select(score)];
                double mean = scores.Average();
                middle += mean / 2;
                variance += scores.Sum(s => (s - mean) * (s - mean)) / scores.Length / 2;
            }

            double spread = Math.Sqrt(variance);
            return new Units(middle, spread > 1e-9 * (1 + Math.Abs(middle)) ? spread : double.PositiveInfinity); // What does not vary has no say.
        }
    }
}
