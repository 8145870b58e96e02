using MathNet.Numerics;

namespace Assay.Core.Share;

/// <summary>What known human documents alone say: a lower bound that assumes nothing of scores, and an upper one under a stated floor.</summary>
/// <remarks>
/// A threshold stands at the j-th highest score of the m known human documents. If the human documents of the target come from the same
/// source, how many of them pass it follows <see cref="BetaBinomial"/>, whatever the scores mean; what passes beyond that is machine.
/// </remarks>
internal static class HumanAnchorBounds
{
    /// <summary>Shares of the known human documents that lie above the thresholds.</summary>
    private static readonly double[] Nominal = [0.003, 0.01, 0.03, 0.1, 0.25];

    /// <summary>Nominal false-positive rate of the threshold that the floor is stated for.</summary>
    public const double FloorRate = 0.05;

    /// <summary>Least share that is compatible with the scores.</summary>
    /// <param name="target">Documents of unknown origin, 1 or more.</param>
    /// <param name="human">Known human documents of the same source, 1 or more.</param>
    /// <param name="unit">Of the share.</param>
    /// <param name="level">Coverage of the one-sided bound, split evenly between the thresholds.</param>
    /// <returns>In [0, 1).</returns>
    public static double Lower(ScoreSample target, ScoreSample human, ShareUnit unit, double level)
    {
        double error = (1 - level) / Nominal.Length;
        double best = 0;
        foreach (double rate in Nominal)
        {
            int j = Math.Clamp((int)Math.Round(rate * human.Count), 1, human.Count);
            int[] lengths = Flagged(target, Threshold(human, j));
            long least = LeastMachine(target.Count, lengths.Length, j, human.Count, error);
            best = Math.Max(best, unit == ShareUnit.Documents ? (double)least / target.Count : Shortest(lengths, least) / Total(target));
        }

        return best;
    }

    /// <summary>The threshold that the floor is stated for: all but <see cref="FloorRate"/> of the known human documents lie below.</summary>
    public static double FloorThreshold(ScoreSample human) => Threshold(human, Math.Clamp((int)Math.Round(FloorRate * human.Count), 1, human.Count));

    /// <summary>Greatest share if at least <paramref name="floor"/> of the machine documents passed the threshold of <see cref="FloorRate"/>.</summary>
    /// <returns>In (0, 1].</returns>
    public static double Upper(ScoreSample target, ScoreSample human, ShareUnit unit, double level, double floor)
    {
        int j = Math.Clamp((int)Math.Round(FloorRate * human.Count), 1, human.Count);
        int[] lengths = Flagged(target, Threshold(human, j));
        double error = (1 - level) / 2;
        (long possible, long impossible) = (0, target.Count + 1L);
        while (impossible - possible > 1)
        {
            long machine = (possible + impossible) / 2;
            if (IsPossible(machine, target.Count, lengths.Length, j, human.Count, error, floor))
            {
                possible = machine;
            }
            else
            {
                impossible = machine;
            }
        }

        if (unit == ShareUnit.Documents)
        {
            return (double)possible / target.Count;
        }

        // By tokens the floor is one on tokens: each machine document that passed stands for as many that did not as by documents.
        long passed = lengths.Length - LeastHuman(target.Count - possible, j, human.Count, error);
        double perDocument = passed > 0 ? Longest(lengths, passed) / passed : Total(target) / target.Count;
        return Math.Min(1, possible * perDocument / Total(target));
    }

    private static bool IsPossible(long machine, long target, long flagged, int j, int known, double error, double floor)
    {
        // As few human documents above the threshold as chance allows leave the most for machine ones.
        long human = LeastHuman(target - machine, j, known, error);
        return human <= flagged && AtMostBinomial(flagged - human, machine, floor) > error;
    }

    private static long LeastHuman(long humans, int j, int known, double error)
    {
        (long low, long high) = (0, humans);
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (BetaBinomial.AtMost(humans, j, known + 1 - j, middle) > error)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }

    private static long LeastMachine(long target, long flagged, int j, int known, double error)
    {
        (long refused, long possible) = (-1L, flagged);
        while (possible - refused > 1)
        {
            long machine = (refused + possible) / 2;
            if (BetaBinomial.AtLeast(target - machine, j, known + 1 - j, flagged - machine) > error)
            {
                possible = machine;
            }
            else
            {
                refused = machine;
            }
        }

        return possible;
    }

    private static double AtMostBinomial(long most, long trials, double probability) =>
        most >= trials ? 1 : SpecialFunctions.BetaRegularized(trials - most, most + 1, 1 - probability);

    private static double Threshold(ScoreSample human, int j)
    {
        double[] sorted = [.. human.LogOdds];
        Array.Sort(sorted);
        return sorted[^j];
    }

    /// <summary>Lengths of the documents above a threshold, shortest first. A tie lies below: it may be a human document like the one at the threshold.</summary>
    private static int[] Flagged(ScoreSample sample, double threshold)
    {
        var lengths = new List<int>();
        for (int i = 0; i < sample.Count; i++)
        {
            if (sample.LogOdds[i] > threshold)
            {
                lengths.Add(sample.Tokens[i]);
            }
        }

        lengths.Sort();
        return [.. lengths];
    }

    private static double Shortest(int[] sortedLengths, long count) => Sum(sortedLengths.AsSpan(0, (int)count));

    private static double Longest(int[] sortedLengths, long count) => Sum(sortedLengths.AsSpan(sortedLengths.Length - (int)count));

    private static double Sum(ReadOnlySpan<int> lengths)
    {
        double sum = 0;
        foreach (int length in lengths)
        {
            sum += length;
        }

        return sum;
    }

    private static double Total(ScoreSample sample) => Sum(sample.Tokens);
}
