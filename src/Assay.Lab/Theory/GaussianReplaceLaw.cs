using Assay.Lab.Models;
using MathNet.Numerics;

namespace Assay.Lab.Theory;

/// <summary>The exact law of a normal model that is refitted to its own samples, on the line, truth N(0, 1).</summary>
/// <remarks>
/// <para>Generation t has been fitted t times, first to real data. s² is multiplied by λ·χ²/(M − c) each time, so that ln s² is a
/// random walk; λ, the decoder's variance scale, acts from generation 2 on.</para>
/// <para>Unbiased refitting keeps E s² = 1 although s² → 0 almost surely: never compare means of s² late in a chain.</para>
/// </remarks>
public sealed class GaussianReplaceLaw
{
    private readonly double _half;
    private readonly double _divisor;
    private readonly double _lambda;
    private readonly int _samples;

    /// <summary>Describes a chain.</summary>
    /// <param name="samples">M, 2 or more.</param>
    /// <param name="estimator">Maximum likelihood or unbiased.</param>
    /// <param name="varianceScale">λ, in (0, 1].</param>
    public GaussianReplaceLaw(int samples, Estimator estimator, double varianceScale = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        (_samples, _half, _lambda) = (samples, (samples - 1) / 2.0, varianceScale);
        _divisor = estimator == Estimator.Unbiased ? samples - 1 : samples;
    }

    /// <summary>E[s_t] / E[s_{t−1}] of the unbiased chain: E √χ²_{M−1} / √(M − 1) (Bertrand et al. call it α).</summary>
    /// <param name="samples">M, 2 or more.</param>
    public static double C4(int samples) =>
        Math.Sqrt(2.0 / (samples - 1)) * Math.Exp(SpecialFunctions.GammaLn(samples / 2.0) - SpecialFunctions.GammaLn((samples - 1) / 2.0));

    /// <summary>E[s_t].</summary>
    /// <param name="t">Generation, 1 or more.</param>
    public double Deviation(int t) => Power(1, t);

    /// <summary>E[s_t²].</summary>
    /// <param name="t">Generation.</param>
    public double Variance(int t) => Power(2, t);

    /// <summary>E[ln s_t²].</summary>
    /// <param name="t">Generation.</param>
    public double LogVariance(int t) =>
        (t * (SpecialFunctions.DiGamma(_half) + Math.Log(2 / _divisor))) + ((t - 1) * Math.Log(_lambda));

    /// <summary>Var[ln s_t²].</summary>
    /// <param name="t">Generation.</param>
    public double VarianceOfLogVariance(int t) => t * PolyGamma.Trigamma(_half);

    /// <summary>Fourth cumulant of ln s_t²: what the standard error of a sample variance needs.</summary>
    /// <param name="t">Generation.</param>
    public double FourthCumulantOfLogVariance(int t) => t * PolyGamma.Pentagamma(_half);

    /// <summary>E[mu_t²].</summary>
    /// <param name="t">Generation.</param>
    public double SquaredMean(int t) => Joint(t).U0;

    /// <summary>Variance of mu_t² over replicates.</summary>
    /// <param name="t">Generation.</param>
    public double VarianceOfSquaredMean(int t)
    {
        (double u0, _, _, double v) = Joint(t);
        return v - (u0 * u0);
    }

    /// <summary>Variance of s_t over replicates.</summary>
    /// <param name="t">Generation.</param>
    public double VarianceOfDeviation(int t) => Power(2, t) - (Power(1, t) * Power(1, t));

    /// <summary>Variance of s_t² over replicates.</summary>
    /// <param name="t">Generation.</param>
    public double VarianceOfVariance(int t) => Power(4, t) - (Power(2, t) * Power(2, t));

    /// <summary>E[W2²] between the fitted law and the truth.</summary>
    /// <param name="t">Generation.</param>
    public double Transport(int t) => SquaredMean(t) + Variance(t) + 1 - (2 * Deviation(t));

    /// <summary>Variance of W2² over replicates.</summary>
    /// <param name="t">Generation.</param>
    public double VarianceOfTransport(int t)
    {
        (double u0, double u1, double u2, double v) = Joint(t);
        double second = v + (2 * (u0 - (2 * u1) + u2))
            + 1 - (4 * Power(1, t)) + (6 * Power(2, t)) - (4 * Power(3, t)) + Power(4, t);
        return second - (Transport(t) * Transport(t));
    }

    /// <summary>E[ln det S_t] in several dimensions.</summary>
    /// <param name="t">Generation.</param>
    /// <param name="dimension">d, below M.</param>
    public double LogDeterminant(int t, int dimension)
    {
        double step = 0;
        for (int i = 0; i < dimension; i++)
        {
            step += SpecialFunctions.DiGamma((_samples - 1 - i) / 2.0) + Math.Log(2 / _divisor);
        }

        return (t * step) + ((t - 1) * dimension * Math.Log(_lambda));
    }

    /// <summary>Variance of ln det S_t in several dimensions: a sum of independent logarithms of χ².</summary>
    /// <param name="t">Generation.</param>
    /// <param name="dimension">d, below M.</param>
    public double VarianceOfLogDeterminant(int t, int dimension) =>
        t * Enumerable.Range(0, dimension).Sum(i => PolyGamma.Trigamma((_samples - 1 - i) / 2.0));

    /// <summary>E[(χ²/(M − c))^{k/2}].</summary>
    private double Factor(int k) =>
        Math.Pow(2 / _divisor, k / 2.0) * Math.Exp(SpecialFunctions.GammaLn(_half + (k / 2.0)) - SpecialFunctions.GammaLn(_half));

    /// <summary>E[s_t^k].</summary>
    private double Power(int k, int t) => t == 0 ? 1 : Math.Pow(Factor(k), t) * Math.Pow(_lambda, k * (t - 1) / 2.0);

    /// <summary>E[mu² s^k] for k = 0, 1, 2 and E[mu⁴], step by step: mu moves by s·√(λ/M)·z, s by a factor independent of it.</summary>
    private (double U0, double U1, double U2, double V) Joint(int t)
    {
        double u0 = 0, u1 = 0, u2 = 0, v = 0;
        for (int i = 0; i < t; i++)
        {
            double lambda = i == 0 ? 1 : _lambda;
            double step = lambda / _samples;
            v += (6 * step * u2) + (3 * step * step * Power(4, i));
            u0 += step * Power(2, i);
            u1 = Factor(1) * Math.Sqrt(lambda) * (u1 + (step * Power(3, i)));
            u2 = Factor(2) * lambda * (u2 + (step * Power(4, i)));
        }

        return (u0, u1, u2, v);
    }
}
