namespace Assay.Core.Detection.Adaptation;

/// <summary>What known documents of both kinds teach of their source, cross-fitted.</summary>
internal sealed class AdaptedModel
{
    private readonly AdaptedFold[] _folds;
    private readonly double _slope;
    private readonly double _offset;

    private AdaptedModel(AdaptedFold[] folds, AdaptationExamples examples)
    {
        _folds = folds;
        HeldOut = [.. Enumerable.Range(0, examples.Count).Select(row => folds[examples.FoldOf(row)].Score(examples.Words[row], examples.MeasuresOf(row)))];
        bool[] isMachine = [.. Enumerable.Range(0, examples.Count).Select(examples.IsMachine)];
        double machines = isMachine.Count(machine => machine);
        Helps = Auroc(isMachine, row => HeldOut[row]) > Auroc(isMachine, row => examples.MeasuresOf(row)[^1]);
        (_slope, _offset) = PlattScaling.Fit(HeldOut, isMachine, [.. isMachine.Select(machine => isMachine.Length / (2 * (machine ? machines : isMachine.Length - machines)))]);
    }

    /// <summary>The score of each example by the fold that has not seen it, before calibration.</summary>
    internal double[] HeldOut { get; }

    /// <summary>Whether these scores part the labels better than the detector's own do.</summary>
    internal bool Helps { get; }

    /// <summary>Fits.</summary>
    /// <param name="examples">Pieces of known documents; every fold leaves pieces of both labels.</param>
    /// <param name="folds">How many folds there are, 2 or more.</param>
    /// <param name="workers">Threads; the numbers do not depend on them.</param>
    /// <param name="cancellationToken">Stops it between folds.</param>
    internal static AdaptedModel Fit(AdaptationExamples examples, int folds, int workers, CancellationToken cancellationToken)
    {
        bool[] isMachine = [.. Enumerable.Range(0, examples.Count).Select(examples.IsMachine)];
        int measures = examples.MeasuresOf(0).Length;
        MeasureScatter[][] scatters = [.. Enumerable.Range(0, folds).Select(_ => (MeasureScatter[])[new MeasureScatter(measures), new MeasureScatter(measures)])];
        for (int row = 0; row < isMachine.Length; row++)
        {
            scatters[examples.FoldOf(row)][isMachine[row] ? 1 : 0].Add(examples.MeasuresOf(row));
        }

        var fitted = new AdaptedFold[folds];
        _ = Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, fold => fitted[fold] = AdaptedFold.Fit(examples, fold, isMachine, scatters));
        return new AdaptedModel(fitted, examples);
    }

    private static double? Auroc(bool[] isMachine, Func<int, double> score)
    {
        double[] Of(bool label) => [.. Enumerable.Range(0, isMachine.Length).Where(row => isMachine[row] == label).Select(score)];

        return RankStatistics.Auroc(Of(false), Of(true));
    }

    /// <summary>The log-odds of a piece, at even odds beforehand, in this source.</summary>
    /// <param name="words">Its word features.</param>
    /// <param name="measures">Its measures of style, and the detector's log-odds last.</param>
    /// <param name="fold">Its fold: known pieces of that fold, and it may be one of them, were not learned from.</param>
    internal double LogOdds(ReadOnlySpan<uint> words, ReadOnlySpan<double> measures, int fold) => (_slope * _folds[fold].Score(words, measures)) + _offset;
}
