namespace Assay.Core.Statistics;

/// <summary>Two nested grids of numbers on which a sum comes out the same, to the bit, in whatever order its terms are added.</summary>
/// <remarks>
/// <para>A term x is split into its nearest point of the coarse grid and the nearest point of the fine grid to what is left
/// (Demmel and Nguyen 2013 call it pre-rounding). Points of one grid add without any rounding as long as the stated bound holds, so
/// the two partial sums depend only on the set of terms: not on their order, the number of threads, the width of the
/// vector registers, or how the terms are dealt out to machines.</para>
/// <para>What rounding to the fine grid loses is below bound × 2⁻¹⁰⁰ × count² in total: for ten million terms 2⁻⁵³ of the
/// bound, that is, nothing a double could hold.</para>
/// </remarks>
/// <param name="Coarse">Adding and taking away this number rounds to the coarse grid.</param>
/// <param name="Fine">Adding and taking away this number rounds to the fine grid.</param>
public readonly record struct SumGrid(double Coarse, double Fine)
{
    /// <summary>The grids for a sum.</summary>
    /// <param name="bound">What the sum of the terms' absolute values cannot exceed; finite, 0 or more.</param>
    /// <param name="count">How many terms there can be; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative or not finite, or the count is below 1.</exception>
    public static SumGrid For(double bound, long count)
    {
        if (!(bound >= 0 && double.IsFinite(bound)))
        {
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "The bound is a finite number, 0 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // One bit above the bound is room for what rounding to the grid adds.
        int top = Math.Max(bound > 0 ? Math.ILogB(bound) : 0, -800) + 2;
        int countBits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)count);
        double coarse = Math.ScaleB(1.5, top);
        double fine = Math.ScaleB(1.5, top - 53 + countBits + 1);
        return new SumGrid(coarse, fine);
    }
}
