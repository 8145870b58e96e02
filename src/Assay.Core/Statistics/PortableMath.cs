using System.Numerics;
using System.Runtime.CompilerServices;

namespace Assay.Core.Statistics;

/// <summary>Exponential and logarithm whose bits are the same on every machine and at every vector width.</summary>
/// <remarks>
/// <see cref="Math.Exp"/> asks the C library of the platform, so its last bit differs from system to system, and the vector forms of
/// the runtime may change with its version. What decides which document is written must not: these use additions,
/// multiplications and fused multiply-adds only, all of which IEEE 754 fixes to the bit.
/// </remarks>
public static class PortableMath
{
    /// <summary>Below this argument the exponential is given as 0 (it is smaller than 10⁻³⁰⁴).</summary>
    public const double SmallestExponent = -700;

    /// <summary>Above this argument the exponential is given as e⁷⁰⁰.</summary>
    public const double LargestExponent = 700;

    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts; the first has so many trailing zeros that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Adding and taking away 1.5·2⁵² rounds to an integer, which then stands in the low bits of the sum.
    private const double ToInteger = 6755399441055744.0;

    /// <summary>e to the power of <paramref name="x"/>, within 1 unit in the last place.</summary>
    /// <param name="x">Any number; NaN gives NaN. exp(0) is exactly 1.</param>
    /// <returns>A number in [0, e⁷⁰⁰]; 0 below <see cref="SmallestExponent"/>.</returns>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return double.NaN;
        }

        return x < SmallestExponent ? 0 : Exp(new Vector<double>(Math.Min(x, LargestExponent)))[0];
    }

    /// <summary>e to the power of each element, with the bits of <see cref="Exp(double)"/>.</summary>
    /// <param name="x">Numbers in [<see cref="SmallestExponent"/>, <see cref="LargestExponent"/>]; others give nonsense.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<double> Exp(Vector<double> x)
    {
        Vector<double> shifted = Vector.FusedMultiplyAdd(x, new Vector<double>(Log2E), new Vector<double>(ToInteger));
        Vector<double> k = shifted - new Vector<double>(ToInteger);
        Vector<double> r = Vector.FusedMultiplyAdd(k, new Vector<double>(-Ln2High), x);
        r = Vector.FusedMultiplyAdd(k, new Vector<double>(-Ln2Low), r);

        // Taylor's series to r¹³ on |r| ≤ ln(2)/2: its remainder is below 2⁻⁵⁷.
        Vector<double> p = new(1.0 / 6227020800);
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 479001600));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 39916800));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 3628800));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 362880));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 40320));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 5040));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 720));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 120));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 24));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(1.0 / 6));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<double>(0.5));
        Vector<double> e = Vector<double>.One + Vector.FusedMultiplyAdd(p, r * r, r);

        return Vector.AsVectorDouble(Vector.AsVectorInt64(e) + (Vector.AsVectorInt64(shifted) << 52));
    }

    /// <summary>The natural logarithm, within 2 units in the last place.</summary>
    /// <param name="x">A positive, finite, normal number. log(1) is exactly 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, finite and normal.</exception>
    public static double Log(double x)
    {
        if (!(double.IsNormal(x) && x > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(x), x, "The logarithm is taken of a positive, finite, normal number.");
        }

        const double HalfRootTwo = 0.70710678118654752;
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1022;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
        if (mantissa < HalfRootTwo)
        {
            mantissa *= 2;
            exponent--;
        }

        // log m = 2·artanh((m − 1)/(m + 1)), a series in f² ≤ 0.0295: twelve terms reach below 2⁻⁵⁶.
        double f = (mantissa - 1) / (mantissa + 1);
        double square = f * f;
        double series = 0;
        for (int n = 25; n >= 3; n -= 2)
        {
            series = Math.FusedMultiplyAdd(series, square, 1.0 / n);
        }

        // 2f + 2f³·series, with what the division rounded off 2f given back: m − 1 is exact.
        double twice = 2 * f;
        double lost = Math.FusedMultiplyAdd(-f, mantissa + 1, mantissa - 1) / (mantissa + 1) * 2;
        double low = Math.FusedMultiplyAdd(twice * square, series, Math.FusedMultiplyAdd(exponent, Ln2Low, lost));
        return Math.FusedMultiplyAdd(exponent, Ln2High, twice) + low;
    }
}
