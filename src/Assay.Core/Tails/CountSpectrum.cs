using MathNet.Numerics;

namespace Assay.Core.Tails;

/// <summary>How many types occur once, twice, and so on: all that richness, coverage and diversity at a fixed size depend on.</summary>
/// <remarks>
/// Size-based and coverage-based rarefaction and extrapolation as in Chao and Jost (Ecology 93, 2012) and Chao et al. (Ecological
/// Monographs 84, 2014). The unit is the token: text is clumped within documents, so intervals come from blocks of documents, not from here.
/// Extrapolation beyond twice the size is refused, because the asymptotic richness of Zipf-like text cannot be estimated. Immutable.
/// </remarks>
public sealed partial class CountSpectrum
{
    private readonly long[] _counts; // ascending
    private readonly double[] _types; // with that count

    private CountSpectrum(SortedDictionary<long, double> spectrum)
    {
        _counts = [.. spectrum.Keys];
        _types = [.. spectrum.Values];
        for (int i = 0; i < _counts.Length; i++)
        {
            Types += _types[i];
            Tokens += _types[i] * _counts[i];
        }
        Once = spectrum.GetValueOrDefault(1);
        Twice = spectrum.GetValueOrDefault(2);
    }

    /// <summary>Different types.</summary>
    public double Types { get; }

    /// <summary>Tokens.</summary>
    public double Tokens { get; }

    /// <summary>Types that occur once: hapax legomena.</summary>
    public double Once { get; }

    /// <summary>Types that occur twice.</summary>
    public double Twice { get; }

    /// <summary>Hapax legomena among the types, in [0, 1]; NaN without types.</summary>
    public double HapaxShare => Once / Types;

    /// <summary>Probability that the next token is of a type not seen yet: f₁/n (Good 1953), in [0, 1]; NaN without tokens.</summary>
    public double UnseenMass => Once / Tokens;

    /// <summary>The spectrum of counts.</summary>
    /// <param name="counts">How often each type occurs; zeros are no types.</param>
    /// <param name="scale">Types that each of them stands for, 1 unless a sample of types was counted.</param>
    public static CountSpectrum Of(IEnumerable<long> counts, double scale = 1)
    {
        ArgumentNullException.ThrowIfNull(counts);
        SortedDictionary<long, double> spectrum = [];
        foreach (long count in counts.Where(c => c > 0))
        {
            spectrum[count] = spectrum.GetValueOrDefault(count) + scale;
        }
        return new(spectrum);
    }

    /// <summary>The spectrum of a table of types.</summary>
    /// <param name="types">The table; a sample of types stands for all.</param>
    public static CountSpectrum Of(BlockTypes types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return Of(types.Used.Select(slot => slot.Count), types.Scale);
    }

    /// <summary>Types of a Chao1 estimate that were not seen: (n − 1)/n · f₁²/(2 f₂), or f₁(f₁ − 1)/2 where f₂ = 0. A lower bound.</summary>
    public double UnseenTypes => Tokens == 0 ? 0
        : (Tokens - 1) / Tokens * (Twice > 0 ? Once * Once / (2 * Twice) : Once * (Once - 1) / 2);

    /// <summary>Share of the mass of all types, seen and unseen, that the types in a sample of some size hold on average.</summary>
    /// <param name="size">Tokens of the sample, from 0 to twice <see cref="Tokens"/>.</param>
    /// <returns>In [0, 1].</returns>
    public double Coverage(double size)
    {
        CheckSize(size);
        double n = Tokens;
        if (size >= n)
        {
            return 1 - (Once / n * Math.Pow(Shrink, size - n + 1));
        }
        double missing = 0;
        double all = LogChoose(n - 1, size);
        for (int i = 0; i < _counts.Length; i++)
        {
            double others = n - _counts[i];
            missing += others < size ? 0 : _types[i] * _counts[i] / n * Math.Exp(LogChoose(others, size) - all);
        }
        return Math.Clamp(1 - missing, 0, 1);
    }

    /// <summary>The size of sample that reaches a coverage.</summary>
    /// <param name="coverage">In (0, 1).</param>
    /// <returns>Tokens, 1 or more and not always whole; null when twice <see cref="Tokens"/> are not enough.</returns>
    public double? SizeAt(double coverage)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(coverage);
        double low = 1, high = 2 * Tokens;
        if (Tokens < 1 || Coverage(high) < coverage)
        {
            return null;
        }
        if (Coverage(low) >= coverage)
        {
            return low; // One word over and over: no sample is too small.
        }
        while (high - low > 1e-9 * high)
        {
            double middle = (low + high) / 2;
            (low, high) = Coverage(middle) < coverage ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>By how much one more token shrinks the missing coverage.</summary>
    private double Shrink => Twice > 0 ? (Tokens - 1) * Once / (((Tokens - 1) * Once) + (2 * Twice))
        : Once > 1 ? (Tokens - 1) * (Once - 1) / (((Tokens - 1) * (Once - 1)) + 2)
        : 0;

    private void CheckSize(double size)
    {
        if (size is not >= 0 || size > 2 * Tokens * (1 + 1e-12))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A sample of {Tokens} tokens says nothing about that size.");
        }
    }

    private static double LogChoose(double n, double k) =>
        SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}
