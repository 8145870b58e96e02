using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Assay.Lab.Theory;

/// <summary>Exact laws of relative frequencies that are refitted to their own draws (Seddik et al. 2404.05090, Wright and Fisher before them).</summary>
public static class DiscreteLaw
{
    /// <summary>E Σ p² in generation t: 1 − (1 − 1/n)^t (1 − S₀).</summary>
    /// <param name="samples">n.</param>
    /// <param name="initial">S₀ of the truth.</param>
    /// <param name="t">Generation.</param>
    public static double Collision(int samples, double initial, int t) => 1 - (Math.Pow(1 - (1.0 / samples), t) * (1 - initial));

    /// <summary>E Σ p² in generation t when N real draws stay and n new ones join them.</summary>
    /// <param name="real">N.</param>
    /// <param name="synthetic">n.</param>
    /// <param name="initial">S₀ of the truth.</param>
    /// <param name="t">Generation; the first is fitted to the real draws alone.</param>
    /// <remarks>The closed form as printed has a sign turned (−(α/N)βᵐ for +); this is the authors' own recursion.</remarks>
    public static double MixedCollision(int real, int synthetic, double initial, int t)
    {
        double a = real / (double)(real + synthetic), b = 1 - a;
        double first = (1.0 / real) + ((1 - (1.0 / real)) * initial);
        double value = first;
        for (int i = 1; i < t; i++)
        {
            value = (a * a * first) + (2 * a * b * first) + (b * b * ((1.0 / synthetic) + ((1 - (1.0 / synthetic)) * value)));
        }

        return value;
    }

    /// <summary>The closed form of <see cref="MixedCollision"/>, with the sign that follows from the recursion.</summary>
    /// <param name="real">N.</param>
    /// <param name="synthetic">n.</param>
    /// <param name="initial">S₀.</param>
    /// <param name="t">Generation.</param>
    public static double MixedCollisionClosed(int real, int synthetic, double initial, int t)
    {
        double n = real, alpha = synthetic / (n + synthetic);
        double beta = alpha * (((1 + (1 / n)) * alpha) - (1 / n));
        double d = 1 + ((1 + (1 / n)) * alpha), power = Math.Pow(beta, t - 1);
        return ((1 + (2 * alpha) - ((1 - (1 / n)) * alpha * power)) / d / n)
            + ((1 - (1 / n)) * initial / d * (1 + alpha + (alpha / n * power)));
    }

    /// <summary>E Σ (p_t − p₁)² in the loop of <see cref="MixedCollision"/>: how far generation t has moved from the fit to the real draws.</summary>
    /// <param name="real">N.</param>
    /// <param name="synthetic">n.</param>
    /// <param name="initial">S₀ of the truth.</param>
    /// <param name="t">Generation.</param>
    /// <remarks>Given p₁ the expectation of p_t is p₁, so that the cross term is Σ p₁² and S_t − S₁ is left.</remarks>
    public static double SquaredDrift(int real, int synthetic, double initial, int t) =>
        MixedCollision(real, synthetic, initial, t) - MixedCollision(real, synthetic, initial, 1);

    /// <summary>The drift ε that theorem 3 of Seddik et al. allows: E Σ |p_t − p₁| stays below it in every generation.</summary>
    /// <param name="real">N.</param>
    /// <param name="synthetic">n; small beside the number of states.</param>
    /// <param name="states">s.</param>
    /// <returns>The least ε with n ≤ 2π e⁻² min(s − 2, ln(√(2π) N ε / (6 e s))); null where the theorem says nothing.</returns>
    public static double? AllowedDrift(int real, int synthetic, int states)
    {
        double rounds = synthetic * Math.E * Math.E / (2 * Math.PI), c0 = Math.Pow(Math.E, 3) / (2 * Math.PI);
        return rounds <= states - 2 && (c0 * synthetic / Math.E) + 2 <= states
            ? 6 * Math.E * states * Math.Exp(rounds) / (Math.Sqrt(2 * Math.PI) * real)
            : null;
    }

    /// <summary>Bounds on the probability that one state is left by generation t.</summary>
    /// <param name="samples">n.</param>
    /// <param name="initial">S₀.</param>
    /// <param name="states">Number of states.</param>
    /// <param name="t">Generation.</param>
    public static (double Low, double High) CollapseBounds(int samples, double initial, int states, int t)
    {
        double power = Math.Pow(1 - (1.0 / samples), t) * (1 - initial);
        return (Math.Max(0, 1 - (samples * power)), Math.Min(1, 1 - (power / (1 - (1.0 / states)))));
    }

    /// <summary>Bounds on the expected generation of collapse.</summary>
    /// <param name="samples">n.</param>
    /// <param name="initial">S₀.</param>
    /// <param name="states">Number of states.</param>
    public static (double Low, double High) CollapseTimeBounds(int samples, double initial, int states) =>
        (1 + ((1 - initial) / (1 - (1.0 / states)) * (samples - 1)), 1 + ((1 - initial) * samples * (samples - 1)));

    /// <summary>Expected generation in which one of two states is left, by the exact chain, and its variance.</summary>
    /// <param name="samples">n, 2 or more; the work grows with its cube.</param>
    /// <param name="first">Probability of the first state in the truth, in (0, 1).</param>
    public static (double Mean, double Variance) CollapseTime(int samples, double first)
    {
        int inner = samples - 1;
        Matrix<double> system = Matrix<double>.Build.Dense(inner, inner, (i, j) =>
            (i == j ? 1.0 : 0.0) - Binomial.PMF((i + 1.0) / samples, samples, j + 1));
        Vector<double> ones = Vector<double>.Build.Dense(inner, 1);
        var lu = system.LU();
        Vector<double> mean = lu.Solve(ones);
        Vector<double> second = lu.Solve((2 * mean) - ones); // E T² = 2(I − Q)⁻¹E T − E T
        double first1 = 0, second1 = 0;
        for (int k = 1; k < samples; k++)
        {
            double p = Binomial.PMF(first, samples, k);
            first1 += p * mean[k - 1];
            second1 += p * (second[k - 1] + (2 * mean[k - 1]));
        }

        double expected = 1 + first1;
        return (expected, 1 + second1 - (expected * expected));
    }

    /// <summary>Probability that a state of the truth is still there in generation t, by the exact chain.</summary>
    /// <param name="samples">n; the work grows with its square.</param>
    /// <param name="probability">Of the state, in the truth.</param>
    /// <param name="t">Generation.</param>
    public static double Survival(int samples, double probability, int t)
    {
        // Backwards: gone(k) is the probability that k copies now are none after i more rounds.
        double[] gone = new double[samples + 1];
        gone[0] = 1;
        for (int i = 0; i < t - 1; i++)
        {
            double[] before = new double[samples + 1];
            for (int k = 0; k <= samples; k++)
            {
                before[k] = Mix(samples, (double)k / samples, gone);
            }

            gone = before;
        }

        return 1 - Mix(samples, probability, gone);
    }

    /// <summary>Temperature without sampling error: p_t ∝ p₀^(1/τ)^t after t rounds.</summary>
    /// <param name="mass">p₀.</param>
    /// <param name="temperature">τ, above 0.</param>
    /// <param name="rounds">t.</param>
    public static double[] Temperature(ReadOnlySpan<double> mass, double temperature, int rounds)
    {
        double power = Math.Pow(1 / temperature, rounds);
        double[] bent = [.. mass];
        double largest = bent.Max();
        for (int i = 0; i < bent.Length; i++)
        {
            bent[i] = Math.Pow(bent[i] / largest, power);
        }

        double sum = bent.Sum();
        return [.. bent.Select(b => b / sum)];
    }

    /// <summary>Where temperature and a real share hold each other, p = a·p₀ + (1 − a)·T(p).</summary>
    /// <param name="mass">p₀.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="realShare">a, in (0, 1].</param>
    public static double[] TemperatureFixedPoint(ReadOnlySpan<double> mass, double temperature, double realShare)
    {
        double[] truth = [.. mass];
        double[] p = truth;
        for (int i = 0; i < 100_000; i++)
        {
            double[] bent = Temperature(p, temperature, 1);
            double[] after = [.. truth.Select((m, j) => (realShare * m) + ((1 - realShare) * bent[j]))];
            double moved = after.Zip(p, (a, b) => Math.Abs(a - b)).Sum();
            p = after;
            if (moved < 1e-14)
            {
                break;
            }
        }

        return p;
    }

    private static double Mix(int samples, double p, double[] gone)
    {
        if (p is 0 or 1)
        {
            return gone[p == 0 ? 0 : samples];
        }

        double logP = Math.Log(p), logQ = Math.Log(1 - p), sum = 0;
        for (int k = 0; k <= samples; k++)
        {
            sum += Math.Exp(SpecialFunctions.BinomialLn(samples, k) + (k * logP) + ((samples - k) * logQ)) * gone[k];
        }

        return sum;
    }
}
