using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Lab.Training.Kernels;

/// <summary>A tile of 12 × 32 in registers of 512 bits: 24 sums, two rows of b and one number of a, of 32.</summary>
/// <remarks>Written out by hand: sums in an array would live in memory, not in registers.</remarks>
internal readonly unsafe struct Tile512 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 12;

    /// <inheritdoc/>
    public static int Columns => 32;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
#pragma warning disable MA0051 // One kernel, to be read in one piece.
    public static void Multiply(int depth, float* a, float* b, float* c, nint stride, bool add)
#pragma warning restore MA0051
    {
        Vector512<float> s0L = default, s0R = default;
        Vector512<float> s1L = default, s1R = default;
        Vector512<float> s2L = default, s2R = default;
        Vector512<float> s3L = default, s3R = default;
        Vector512<float> s4L = default, s4R = default;
        Vector512<float> s5L = default, s5R = default;
        Vector512<float> s6L = default, s6R = default;
        Vector512<float> s7L = default, s7R = default;
        Vector512<float> s8L = default, s8R = default;
        Vector512<float> s9L = default, s9R = default;
        Vector512<float> s10L = default, s10R = default;
        Vector512<float> s11L = default, s11R = default;
        for (int k = 0; k < depth; k++, a += 12, b += 32)
        {
            Vector512<float> left = Vector512.Load(b), right = Vector512.Load(b + 16);
            Vector512<float> a0 = Vector512.Create(a[0]);
            s0L = Vector512.FusedMultiplyAdd(a0, left, s0L);
            s0R = Vector512.FusedMultiplyAdd(a0, right, s0R);
            Vector512<float> a1 = Vector512.Create(a[1]);
            s1L = Vector512.FusedMultiplyAdd(a1, left, s1L);
            s1R = Vector512.FusedMultiplyAdd(a1, right, s1R);
            Vector512<float> a2 = Vector512.Create(a[2]);
            s2L = Vector512.FusedMultiplyAdd(a2, left, s2L);
            s2R = Vector512.FusedMultiplyAdd(a2, right, s2R);
            Vector512<float> a3 = Vector512.Create(a[3]);
            s3L = Vector512.FusedMultiplyAdd(a3, left, s3L);
            s3R = Vector512.FusedMultiplyAdd(a3, right, s3R);
            Vector512<float> a4 = Vector512.Create(a[4]);
            s4L = Vector512.FusedMultiplyAdd(a4, left, s4L);
            s4R = Vector512.FusedMultiplyAdd(a4, right, s4R);
            Vector512<float> a5 = Vector512.Create(a[5]);
            s5L = Vector512.FusedMultiplyAdd(a5, left, s5L);
            s5R = Vector512.FusedMultiplyAdd(a5, right, s5R);
            Vector512<float> a6 = Vector512.Create(a[6]);
            s6L = Vector512.FusedMultiplyAdd(a6, left, s6L);
            s6R = Vector512.FusedMultiplyAdd(a6, right, s6R);
            Vector512<float> a7 = Vector512.Create(a[7]);
            s7L = Vector512.FusedMultiplyAdd(a7, left, s7L);
            s7R = Vector512.FusedMultiplyAdd(a7, right, s7R);
            Vector512<float> a8 = Vector512.Create(a[8]);
            s8L = Vector512.FusedMultiplyAdd(a8, left, s8L);
            s8R = Vector512.FusedMultiplyAdd(a8, right, s8R);
            Vector512<float> a9 = Vector512.Create(a[9]);
            s9L = Vector512.FusedMultiplyAdd(a9, left, s9L);
            s9R = Vector512.FusedMultiplyAdd(a9, right, s9R);
            Vector512<float> a10 = Vector512.Create(a[10]);
            s10L = Vector512.FusedMultiplyAdd(a10, left, s10L);
            s10R = Vector512.FusedMultiplyAdd(a10, right, s10R);
            Vector512<float> a11 = Vector512.Create(a[11]);
            s11L = Vector512.FusedMultiplyAdd(a11, left, s11L);
            s11R = Vector512.FusedMultiplyAdd(a11, right, s11R);
        }

        Store(c, s0L, s0R, add);
        Store(c + stride, s1L, s1R, add);
        Store(c + (2 * stride), s2L, s2R, add);
        Store(c + (3 * stride), s3L, s3R, add);
        Store(c + (4 * stride), s4L, s4R, add);
        Store(c + (5 * stride), s5L, s5R, add);
        Store(c + (6 * stride), s6L, s6R, add);
        Store(c + (7 * stride), s7L, s7R, add);
        Store(c + (8 * stride), s8L, s8R, add);
        Store(c + (9 * stride), s9L, s9R, add);
        Store(c + (10 * stride), s10L, s10R, add);
        Store(c + (11 * stride), s11L, s11R, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* row, Vector512<float> left, Vector512<float> right, bool add)
    {
        if (add)
        {
            left += Vector512.Load(row);
            right += Vector512.Load(row + 16);
        }

        left.Store(row);
        right.Store(row + 16);
    }
}
