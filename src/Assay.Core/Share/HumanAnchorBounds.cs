using MathNet.Numerics;

namespace Assay.Core.Share;

/// <summary>What known human documents alone say: a lower bound that assumes nothing of scores, and an upper one under a stated floor.</summary>
/// <remarks>
/// A threshold stands at the j-th highest score of the m known human documents. If the human documents of the target come from the same
/// source, how many of them pass it follows <see cref="BetaBinomial"/>, whatever the scores mean; what passes beyond that is machine.
/// </remarks>
internal sealed class HumanAnchorBounds
{
    /// <summary>Shares of the known human documents that lie above the thresholds.</summary>
    private static readonly double[] Nominal = [0.003, 0.01, 0.03, 0.1, 0.25];

    /// <summary>Nominal false-positive rate of the threshold that the floor is stated for.</summary>
    public const double FloorRate = 0.05;

    private readonly ScoreSample _target;
    private readonly ScoreSample _human;
    private readonly double[] _sorted;
    private readonly double _targetWorth;
    private readonly double _humanWorth;

    /// <param name="target">Documents of unknown origin, 1 or more.</param>
    /// <param name="human">Known human documents of the same source, 1 or more.</param>
    public HumanAnchorBounds(ScoreSample target, ScoreSample human)
    {
        (_target, _human) = (target, human);
        _sorted = [.. human.LogOdds];
        Array.Sort(_sorted);

        // Documents in groups count for less than as many independent ones: all counts of a side shrink alike. Without groups nothing does.
        var rank = new AnchorRank(human.LogOdds);
        _targetWorth = EffectiveNumber.Of(target, ShareUnit.Documents, [.. target.LogOdds.Select(rank.Of)]) / target.Count;
        _humanWorth = EffectiveNumber.Of(human, ShareUnit.Documents, [.. human.LogOdds.Select(rank.Of)]) / human.Count;
    }

    /// <summary>Least share that is compatible with the scores.</summary>
    /// <param name="unit">Of the share.</param>
    /// <param name="level">Coverage of the one-sided bound, split evenly between the thresholds.</param>
    /// <returns>In [0, 1).</returns>
    public double Lower(ShareUnit unit, double level)
    {
        double error = (1 - level) / Nominal.Length;
        double best = 0;
        foreach (double rate in Nominal)
        {
            int j = Order(rate);
            int[] lengths = Flagged(j);
            long least = LeastMachine(lengths.Length, j, error);
            best = Math.Max(best, unit == ShareUnit.Documents ? (double)least / _target.Count : Sum(lengths.AsSpan(0, (int)least)) / Sum(_target.Tokens));
        }

        return best;
    }

    /// <summary>Greatest share if at least <paramref name="floor"/> of the machine documents passed the threshold of <see cref="FloorRate"/>.</summary>
    /// <param name="unit">Of the share; by tokens the floor is one on tokens too.</param>
    /// <param name="level">Coverage of the one-sided bound, half of its error for human and half for machine documents.</param>
    /// <param name="floor">In (0, 1].</param>
    /// <returns>In (0, 1].</returns>
    public double Upper(ShareUnit unit, double level, double floor)
    {
        int j = Order(FloorRate);
        int[] lengths = Flagged(j);
        double error = (1 - level) / 2;
        (long possible, long impossible) = (0, _target.Count + 1L);
        while (impossible - possible > 1)
        {
            long machine = (possible + impossible) / 2;
            (possible, impossible) = IsPossible(machine, lengths.Length, j, error, floor) ? (machine, impossible) : (possible, machine);
        }

        if (unit == ShareUnit.Documents)
        {
            return (double)possible / _target.Count;
        }

        // Each machine document that passed stands for as many that did not as by documents; at worst these are the longest.
        int passed = (int)Math.Max(0, lengths.Length - LeastHuman(_target.Count - possible, j, error));
        double perDocument = passed > 0 ? Sum(lengths.AsSpan(lengths.Length - passed)) / passed : Sum(_target.Tokens) / _target.Count;
        return Math.Min(1, possible * perDocument / Sum(_target.Tokens));
    }

    private int Order(double rate) => Math.Clamp((int)Math.Round(rate * _human.Count), 1, _human.Count);

    private bool IsPossible(long machine, long flagged, int j, double error, double floor)
    {
        // As few human documents above the threshold as chance allows leave the most for machine ones.
        long human = LeastHuman(_target.Count - machine, j, error);
        (long detected, long trials) = (Worth(flagged - human), Worth(machine));
        return human <= flagged && (detected >= trials || SpecialFunctions.BetaRegularized(trials - detected, detected + 1, 1 - floor) > error);
    }

    private long LeastHuman(long humans, int j, double error)
    {
        (long low, long high) = (0, humans);
        while (low < high)
        {
            long middle = (low + high) / 2;
            (low, high) = AtMost(humans, j, middle) > error ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private long LeastMachine(long flagged, int j, double error)
    {
        (long refused, long possible) = (-1L, flagged);
        while (possible - refused > 1)
        {
            long machine = (refused + possible) / 2;
            (refused, possible) = AtLeast(_target.Count - machine, j, flagged - machine) > error ? (refused, machine) : (machine, possible);
        }

        return possible;
    }

    private double AtLeast(long humans, int j, long flagged) => BetaBinomial.AtLeast(Worth(humans), j * _humanWorth, (_human.Count + 1 - j) * _humanWorth, Worth(flagged));

    private double AtMost(long humans, int j, long flagged) => BetaBinomial.AtMost(Worth(humans), j * _humanWorth, (_human.Count + 1 - j) * _humanWorth, Worth(flagged));

    private long Worth(long documents) => (long)Math.Round(documents * _targetWorth);

    /// <summary>Lengths of the documents above the j-th highest known human score, shortest first. A tie lies below: it may be a human document like that one.</summary>
    private int[] Flagged(int j)
    {
        double threshold = _sorted[^j];
        var lengths = new List<int>();
        for (int i = 0; i < _target.Count; i++)
        {
            if (_target.LogOdds[i] > threshold)
            {
                lengths.Add(_target.Tokens[i]);
            }
        }

        lengths.Sort();
        return [.. lengths];
    }

    private static double Sum(ReadOnlySpan<int> lengths)
    {
        double sum = 0;
        foreach (int length in lengths)
        {
            sum += length;
        }

        return sum;
    }
}
