using MathNet.Numerics;

namespace Assay.Core.Share;

/// <summary>Exact interval for how many of N documents are of a kind, when k of n drawn without replacement are.</summary>
internal static class Hypergeometric
{
    /// <summary>Inverts the two one-sided tests.</summary>
    /// <param name="population">N.</param>
    /// <param name="drawn">n, from 1 to N.</param>
    /// <param name="found">k, from 0 to n.</param>
    /// <param name="level">Nominal coverage, reached or passed.</param>
    /// <returns>The share found, and the ends of the interval of the share in the population.</returns>
    public static (double Value, double Low, double High) Interval(int population, int drawn, int found, double level)
    {
        double tail = (1 - level) / 2;
        (int refused, int possible) = (found - 1, population - drawn + found);
        while (possible - refused > 1)
        {
            int middle = (refused + possible) / 2;
            (refused, possible) = AtLeast(population, middle, drawn, found) > tail ? (refused, middle) : (middle, possible);
        }

        int low = possible;
        (possible, refused) = (found, population - drawn + found + 1);
        while (refused - possible > 1)
        {
            int middle = (refused + possible) / 2;
            (refused, possible) = AtMost(population, middle, drawn, found) > tail ? (refused, middle) : (middle, possible);
        }

        return ((double)found / drawn, (double)low / population, (double)possible / population);
    }

    private static double AtLeast(int population, int kind, int drawn, int found) => found <= 0 ? 1 : Sum(population, kind, drawn, found, Math.Min(kind, drawn));

    private static double AtMost(int population, int kind, int drawn, int found) => Sum(population, kind, drawn, Math.Max(0, drawn - (population - kind)), found);

    private static double Sum(int population, int kind, int drawn, int from, int to)
    {
        double sum = 0;
        for (int x = from; x <= to; x++)
        {
            sum += Math.Exp(SpecialFunctions.BinomialLn(kind, x) + SpecialFunctions.BinomialLn(population - kind, drawn - x) - SpecialFunctions.BinomialLn(population, drawn));
        }

        return Math.Min(1, sum);
    }
}
