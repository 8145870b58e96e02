namespace Assay.Core.Tails;

/// <content>Diversity at a fixed size.</content>
public sealed partial class CountSpectrum
{
    private const double ManyTokens = 5000; // From here on the sum of the unseen types' entropy is an integral to 10⁻⁹.
    private const double DeviationsKept = 10; // Beyond, the hypergeometric law has less than 10⁻²² left.

    /// <summary>Expected Hill number of a sample of some size: the number of equally common types that would be as diverse.</summary>
    /// <param name="order">0 counts the types, 1 is the exponential of Shannon's entropy, 2 the inverse of Simpson's index.</param>
    /// <param name="size">Tokens of the sample, above 0 and at most twice <see cref="Tokens"/>; extrapolated beyond <see cref="Tokens"/>.</param>
    /// <returns>1 or more; NaN without tokens.</returns>
    public double Hill(int order, double size)
    {
        CheckSize(size);
        return Tokens == 0 ? double.NaN : order switch
        {
            0 => size <= Tokens ? RarefiedTypes(size) : Types + (UnseenTypes * (1 - Math.Pow(1 - NewTypeShare, size - Tokens))),
            1 => size <= Tokens
                ? Math.Exp(RarefiedEntropy(size))
                : Math.Exp((Tokens / size * RarefiedEntropy(Tokens)) + ((size - Tokens) / size * AsymptoticEntropy())),
            2 => 1 / ((1 / size) + ((size - 1) / size * PairsAlike())),
            _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Orders 0, 1 and 2 are known."),
        };
    }

    /// <summary>Hill number at the size that reaches a coverage, so that corpora of unlike richness compare at equal completeness.</summary>
    /// <param name="order">0, 1 or 2.</param>
    /// <param name="coverage">In (0, 1).</param>
    /// <returns>Null when twice <see cref="Tokens"/> do not reach it.</returns>
    public double? HillAtCoverage(int order, double coverage) => SizeAt(coverage) is { } size ? Hill(order, size) : null;

    private double NewTypeShare => Once == 0 ? 0 : Once / ((Tokens * UnseenTypes) + Once);

    private double RarefiedTypes(double size)
    {
        double types = 0;
        double all = LogChoose(Tokens, size);
        for (int i = 0; i < _counts.Length; i++)
        {
            double others = Tokens - _counts[i];
            types += others < size ? _types[i] : -_types[i] * double.ExpM1(LogChoose(others, size) - all);
        }
        return types;
    }

    /// <summary>Σ over k of the expected number of types that occur k times in the sample, times −(k/m) ln(k/m).</summary>
    private double RarefiedEntropy(double size)
    {
        double entropy = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            double x = _counts[i], n = Tokens;
            if (size >= n)
            {
                entropy -= _types[i] * (x / n) * Math.Log(x / n);
                continue;
            }
            double mean = size * x / n;
            double width = DeviationsKept * Math.Sqrt(Math.Max(1, mean * (1 - (size / n))));
            double first = Math.Max(Math.Max(1, Math.Ceiling(mean - width)), Math.Ceiling(size - (n - x)));
            double last = Math.Min(Math.Min(x, Math.Floor(size)), Math.Floor(mean + width) + 1);
            double all = LogChoose(n, size);
            for (double k = first; k <= last; k++)
            {
                double probability = Math.Exp(LogChoose(x, k) + LogChoose(n - x, size - k) - all);
                entropy -= _types[i] * probability * (k / size) * Math.Log(k / size);
            }
        }
        return entropy;
    }

    /// <summary>Shannon's entropy of all types, unseen ones included, in nats (Chao, Wang and Jost 2013).</summary>
    private double AsymptoticEntropy()
    {
        double n = Tokens, entropy = 0, tail = 0;
        double whole = MathNet.Numerics.SpecialFunctions.DiGamma(n);
        for (int i = 0; i < _counts.Length; i++)
        {
            double x = _counts[i];
            entropy += x < n ? _types[i] * (x / n) * (whole - MathNet.Numerics.SpecialFunctions.DiGamma(x)) : 0;
        }
        double a = Twice > 0 ? 2 * Twice / (((n - 1) * Once) + (2 * Twice)) : Once > 0 ? 2 / (((n - 1) * (Once - 1)) + 2) : 1;
        if (Once == 0 || a >= 1)
        {
            return entropy;
        }
        // (f₁/n)(1−A)^(1−n) [−ln A − Σ_{r<n} (1−A)^r / r]: the bracket is the rest of that series, summed from r = n on.
        double rate = -double.LogP1(-a);
        if (n > ManyTokens)
        {
            tail = (Math.Exp(rate * n) * MathNet.Numerics.SpecialFunctions.ExponentialIntegral(rate * n, 1)) + (1 / (2 * n)); // Euler and Maclaurin
        }
        else
        {
            for (double r = n; rate * (r - n) < 40; r++)
            {
                tail += Math.Exp(-rate * (r - n)) / r;
            }
        }
        return entropy + (Once / n * (1 - a) * tail);
    }

    /// <summary>Unbiased probability that two tokens are alike, Σ x(x − 1)/(n(n − 1)).</summary>
    private double PairsAlike()
    {
        double alike = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            alike += _types[i] * _counts[i] / Tokens * ((_counts[i] - 1) / Math.Max(1, Tokens - 1));
        }
        return alike;
    }
}
