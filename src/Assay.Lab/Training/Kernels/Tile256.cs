using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Lab.Training.Kernels;

/// <summary>A tile of 6 × 16 in registers of 256 bits: 12 sums, two rows of b and one number of a, of 16.</summary>
/// <remarks>Written out by hand: sums in an array would live in memory, not in registers.</remarks>
internal readonly unsafe struct Tile256 : ITile
{
    /// <inheritdoc/>
    public static int Rows => 6;

    /// <inheritdoc/>
    public static int Columns => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
#pragma warning disable MA0051 // One kernel, to be read in one piece.
    public static void Multiply(int depth, float* a, float* b, float* c, nint stride, bool add)
#pragma warning restore MA0051
    {
        Vector256<float> s0L = default, s0R = default;
        Vector256<float> s1L = default, s1R = default;
        Vector256<float> s2L = default, s2R = default;
        Vector256<float> s3L = default, s3R = default;
        Vector256<float> s4L = default, s4R = default;
        Vector256<float> s5L = default, s5R = default;
        for (int k = 0; k < depth; k++, a += 6, b += 16)
        {
            Vector256<float> left = Vector256.Load(b), right = Vector256.Load(b + 8);
            Vector256<float> a0 = Vector256.Create(a[0]);
            s0L = Vector256.FusedMultiplyAdd(a0, left, s0L);
            s0R = Vector256.FusedMultiplyAdd(a0, right, s0R);
            Vector256<float> a1 = Vector256.Create(a[1]);
            s1L = Vector256.FusedMultiplyAdd(a1, left, s1L);
            s1R = Vector256.FusedMultiplyAdd(a1, right, s1R);
            Vector256<float> a2 = Vector256.Create(a[2]);
            s2L = Vector256.FusedMultiplyAdd(a2, left, s2L);
            s2R = Vector256.FusedMultiplyAdd(a2, right, s2R);
            Vector256<float> a3 = Vector256.Create(a[3]);
            s3L = Vector256.FusedMultiplyAdd(a3, left, s3L);
            s3R = Vector256.FusedMultiplyAdd(a3, right, s3R);
            Vector256<float> a4 = Vector256.Create(a[4]);
            s4L = Vector256.FusedMultiplyAdd(a4, left, s4L);
            s4R = Vector256.FusedMultiplyAdd(a4, right, s4R);
            Vector256<float> a5 = Vector256.Create(a[5]);
            s5L = Vector256.FusedMultiplyAdd(a5, left, s5L);
            s5R = Vector256.FusedMultiplyAdd(a5, right, s5R);
        }

        Store(c, s0L, s0R, add);
        Store(c + stride, s1L, s1R, add);
        Store(c + (2 * stride), s2L, s2R, add);
        Store(c + (3 * stride), s3L, s3R, add);
        Store(c + (4 * stride), s4L, s4R, add);
        Store(c + (5 * stride), s5L, s5R, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* row, Vector256<float> left, Vector256<float> right, bool add)
    {
        if (add)
        {
            left += Vector256.Load(row);
            right += Vector256.Load(row + 8);
        }

        left.Store(row);
        right.Store(row + 8);
    }
}
