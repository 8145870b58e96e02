using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Duplicates;

/// <summary>Permutations side by side in one vector, in whatever width the machine has. Each width gives the same numbers.</summary>
/// <typeparam name="TSelf">The implementation.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Permutations in one vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads one vector.</summary>
    static abstract TSelf Load(ref uint source);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf All(uint value);

    /// <summary>The lesser of this and the image of a shingle (see <see cref="MinHasher"/>), lane by lane.</summary>
    TSelf MinWithImage(TSelf low, TSelf high, TSelf mask, TSelf multiplier);

    /// <summary>Writes one vector.</summary>
    void Store(ref uint target);
}

/// <summary>16 permutations.</summary>
internal readonly struct Lanes512(Vector512<uint> lanes) : ILanes<Lanes512>
{
    private readonly Vector512<uint> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref uint source) => new(Vector512.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 All(uint value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes512 MinWithImage(Lanes512 low, Lanes512 high, Lanes512 mask, Lanes512 multiplier)
    {
        Vector512<uint> image = (low._lanes ^ mask._lanes) * multiplier._lanes;
        image ^= Vector512.ShiftRightLogical(image, MinHasher.Shift);
        return new(Vector512.Min(_lanes, image * Vector512.Create(MinHasher.Multiplier) + high._lanes));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint target) => _lanes.StoreUnsafe(ref target);
}

/// <summary>8 permutations.</summary>
internal readonly struct Lanes256(Vector256<uint> lanes) : ILanes<Lanes256>
{
    private readonly Vector256<uint> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref uint source) => new(Vector256.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 All(uint value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes256 MinWithImage(Lanes256 low, Lanes256 high, Lanes256 mask, Lanes256 multiplier)
    {
        Vector256<uint> image = (low._lanes ^ mask._lanes) * multiplier._lanes;
        image ^= Vector256.ShiftRightLogical(image, MinHasher.Shift);
        return new(Vector256.Min(_lanes, image * Vector256.Create(MinHasher.Multiplier) + high._lanes));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint target) => _lanes.StoreUnsafe(ref target);
}

/// <summary>4 permutations; in software where the machine has no vectors.</summary>
internal readonly struct Lanes128(Vector128<uint> lanes) : ILanes<Lanes128>
{
    private readonly Vector128<uint> _lanes = lanes;

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref uint source) => new(Vector128.LoadUnsafe(ref source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 All(uint value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes128 MinWithImage(Lanes128 low, Lanes128 high, Lanes128 mask, Lanes128 multiplier)
    {
        Vector128<uint> image = (low._lanes ^ mask._lanes) * multiplier._lanes;
        image ^= Vector128.ShiftRightLogical(image, MinHasher.Shift);
        return new(Vector128.Min(_lanes, image * Vector128.Create(MinHasher.Multiplier) + high._lanes));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref uint target) => _lanes.StoreUnsafe(ref target);
}
