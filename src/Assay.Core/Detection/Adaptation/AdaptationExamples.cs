namespace Assay.Core.Detection.Adaptation;

/// <summary>Pieces of known documents of one source, as features.</summary>
internal sealed class AdaptationExamples
{
    private readonly List<double[]> _measures = [];
    private readonly List<bool> _isMachine = [];
    private readonly List<int> _folds = [];

    /// <summary>Their words.</summary>
    internal WordExamples Words { get; } = new();

    /// <summary>Pieces.</summary>
    internal int Count => _measures.Count;

    /// <summary>Adds a piece.</summary>
    /// <param name="words">Its word features.</param>
    /// <param name="style">Its measures of style.</param>
    /// <param name="logOdds">The detector's score.</param>
    /// <param name="isMachine">Its label.</param>
    /// <param name="fold">Its fold; what belongs together is of one fold.</param>
    internal void Add(ReadOnlySpan<uint> words, ReadOnlySpan<float> style, double logOdds, bool isMachine, int fold)
    {
        Words.Add(words);
        _measures.Add(AdaptedFold.Measures(style, logOdds));
        _isMachine.Add(isMachine);
        _folds.Add(fold);
    }

    /// <summary>The measures of a piece.</summary>
    internal double[] MeasuresOf(int index) => _measures[index];

    /// <summary>Whether a machine wrote a piece.</summary>
    internal bool IsMachine(int index) => _isMachine[index];

    /// <summary>The fold of a piece.</summary>
    internal int FoldOf(int index) => _folds[index];

    /// <summary>Whether each fold leaves half of the pieces of either label or more.</summary>
    /// <param name="folds">How many folds there are.</param>
    internal bool AreSpread(int folds)
    {
        int[] counts = new int[2 * folds];
        for (int i = 0; i < Count; i++)
        {
            counts[(2 * _folds[i]) + (_isMachine[i] ? 1 : 0)]++;
        }

        int machines = _isMachine.Count(machine => machine);
        return Enumerable.Range(0, counts.Length).All(cell => counts[cell] <= (cell % 2 == 1 ? machines : Count - machines) / 2);
    }
}
