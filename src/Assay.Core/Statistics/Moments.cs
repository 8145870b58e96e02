using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Statistics;

/// <summary>Sums over numbers, in a fixed order of lanes: the width of the machine's registers must not change the rounding.</summary>
public static class Moments
{
    /// <summary>Mean and sum of squared deviations, in two passes: the one-pass formula cancels once the spread has collapsed.</summary>
    /// <param name="values">The numbers, one or more.</param>
    public static (double Mean, double SquaredDeviations) Of(ReadOnlySpan<double> values)
    {
        double mean = Sum(values) / values.Length;
        return (mean, SquaredDeviations(values, mean));
    }

    // Optimised at once: a short run would end before the runtime has noticed that these loops are hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(ReadOnlySpan<double> values)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            low += Vector256.Create(values.Slice(i, 4));
            high += Vector256.Create(values.Slice(i + 4, 4));
        }

        double total = Vector256.Sum(low + high);
        for (; i < values.Length; i++)
        {
            total += values[i];
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SquaredDeviations(ReadOnlySpan<double> values, double mean)
    {
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero, means = Vector256.Create(mean);
        int i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            Vector256<double> first = Vector256.Create(values.Slice(i, 4)) - means;
            Vector256<double> second = Vector256.Create(values.Slice(i + 4, 4)) - means;
            low += first * first;
            high += second * second;
        }

        double total = Vector256.Sum(low + high);
        for (; i < values.Length; i++)
        {
            total += (values[i] - mean) * (values[i] - mean);
        }

        return total;
    }
}
