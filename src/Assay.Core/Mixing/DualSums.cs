using System.Numerics.Tensors;

namespace Assay.Core.Mixing;

/// <summary>Partial sums of the dual over some documents: value, first and second moments. Sums of parts are exact.</summary>
/// <remarks>
/// <para>With φᵢ(s) = max over l ≤ w ≤ R of s·w − [w ln(w/bᵢ) − w + bᵢ], the negated dual is Σ tᵢ φᵢ(sᵢ) − λ·m. Its gradient
/// needs the sums of tᵢ wᵢ times (1, qᵢ, groups of i), its curvature those of tᵢ wᵢ, over documents that no clip holds, times
/// the products of these. Every term was rounded to a common grid before it was added (<see cref="Statistics.SumGrid"/>).</para>
/// <para>Not thread-safe.</para>
/// </remarks>
public sealed class DualSums
{
    // The kernel adds into these places: single numbers first, then a stripe of numbers for each group, then pairs of groups.
    internal const int ValueCoarse = 0;
    internal const int ValueFine = 1;
    internal const int Weight = 2;
    internal const int WeightFine = 3;
    internal const int Synthetic = 4;
    internal const int SyntheticFine = 5;
    internal const int Free = 6;
    internal const int FreeSynthetic = 7;
    internal const int FreeSyntheticSquare = 8;
    internal const int Recession = 9;
    internal const int Groups = 10;

    internal const int GroupWeight = 0;
    internal const int GroupWeightFine = 1;
    internal const int GroupFree = 2;
    internal const int GroupFreeSynthetic = 3;
    internal const int GroupStripe = 4;

    private readonly double[] _sums;

    /// <summary>Sums over no documents.</summary>
    /// <param name="groups">Number of floors.</param>
    public DualSums(int groups)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(groups);
        GroupCount = groups;
        _sums = new double[Groups + (groups * GroupStripe) + (groups * groups)];
    }

    /// <summary>Number of floors.</summary>
    public int GroupCount { get; }

    /// <summary>Σ tᵢ φᵢ(sᵢ), in token-nats.</summary>
    public double Value => _sums[ValueCoarse] + _sums[ValueFine];

    /// <summary>Σ tᵢ wᵢ: tokens written in expectation.</summary>
    public double Tokens => _sums[Weight] + _sums[WeightFine];

    /// <summary>Σ tᵢ wᵢ qᵢ: those of them that count as synthetic.</summary>
    public double SyntheticTokens => _sums[Synthetic] + _sums[SyntheticFine];

    /// <summary>Tokens × weight of one floor's group.</summary>
    /// <param name="floor">The floor, from 0.</param>
    public double GroupTokens(int floor)
    {
        ReadOnlySpan<double> stripe = Stripe(floor);
        return stripe[GroupWeight] + stripe[GroupWeightFine];
    }

    /// <summary>The numbers themselves, for sending; <see cref="FromNumbers"/> reads them back.</summary>
    public ReadOnlySpan<double> Numbers => _sums;

    /// <summary>The places that the kernel adds into.</summary>
    internal double[] Raw => _sums;

    /// <summary>Σ tᵢ max(lᵢ sᵢ, R sᵢ): what the value grows by, at most, when every score is multiplied.</summary>
    internal double RecessionValue => _sums[Recession];

    /// <summary>Sums as sent by another machine.</summary>
    /// <param name="groups">Number of floors.</param>
    /// <param name="numbers">What <see cref="Numbers"/> was there.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as the floors require.</exception>
    public static DualSums FromNumbers(int groups, ReadOnlySpan<double> numbers)
    {
        var sums = new DualSums(groups);
        if (numbers.Length != sums._sums.Length)
        {
            throw new ArgumentException($"Sums over {groups} floors are {sums._sums.Length} numbers; there are {numbers.Length}.", nameof(numbers));
        }

        numbers.CopyTo(sums._sums);
        return sums;
    }

    /// <summary>Adds the sums over other documents, exactly.</summary>
    /// <param name="other">The other sums, at the same point.</param>
    public void Add(DualSums other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TensorPrimitives.Add(_sums, other._sums, _sums);
    }

    /// <summary>The four sums of one floor's group.</summary>
    internal ReadOnlySpan<double> Stripe(int floor) => _sums.AsSpan(Groups + (floor * GroupStripe), GroupStripe);

    /// <summary>Σ tᵢ wᵢ over documents in both groups that no clip holds.</summary>
    internal double FreePair(int floor, int otherFloor) =>
        _sums[Groups + (GroupCount * GroupStripe) + (Math.Min(floor, otherFloor) * GroupCount) + Math.Max(floor, otherFloor)];

    internal void Clear() => Array.Clear(_sums);
}
