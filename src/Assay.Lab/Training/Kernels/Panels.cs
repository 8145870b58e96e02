using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Assay.Lab.Training.Kernels;

/// <summary>Lays a block of a matrix out in the order in which a tile reads it; here every transpose is straightened out.</summary>
internal static unsafe class Panels
{
    /// <summary>Packs lines into panels of equal width: for each depth, the panel's lines side by side; missing lines are zeros.</summary>
    /// <param name="source">Element (line 0, depth 0).</param>
    /// <param name="lines">Rows of a, or columns of b.</param>
    /// <param name="depth">Length of each line.</param>
    /// <param name="lineStride">From one line to the next.</param>
    /// <param name="depthStride">From one element of a line to the next.</param>
    /// <param name="width">Lines to a panel.</param>
    /// <param name="target">Receives ⌈lines / width⌉ · width · depth numbers.</param>
    public static void Pack(float* source, int lines, int depth, nint lineStride, nint depthStride, int width, float* target)
    {
        for (int first = 0; first < lines; first += width, target += (nint)width * depth)
        {
            int count = Math.Min(width, lines - first);
            float* start = source + (first * lineStride);
            if (lineStride == 1)
            {
                Copy(start, count, depth, depthStride, width, target);
            }
            else if (depthStride == 1)
            {
                Transpose(start, count, depth, lineStride, width, target);
            }
            else
            {
                Gather(start, count, depth, lineStride, depthStride, width, target);
            }

            if (count < width)
            {
                Pad(count, depth, width, target);
            }
        }
    }

    private static void Copy(float* source, int count, int depth, nint depthStride, int width, float* target)
    {
        for (int k = 0; k < depth; k++, source += depthStride, target += width)
        {
            int i = 0;
            for (; i + 4 <= count; i += 4)
            {
                Vector128.Load(source + i).Store(target + i);
            }

            for (; i < count; i++)
            {
                target[i] = source[i];
            }
        }
    }

    /// <summary>Four lines at a time, in squares of four by four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* source, int count, int depth, nint lineStride, int width, float* target)
    {
        int line = 0;
        for (; line + 4 <= count; line += 4)
        {
            float* l0 = source + (line * lineStride), l1 = l0 + lineStride, l2 = l1 + lineStride, l3 = l2 + lineStride;
            float* to = target + line;
            int k = 0;
            for (; k + 4 <= depth; k += 4, to += 4 * width)
            {
                Vector128<float> r0 = Vector128.Load(l0 + k), r1 = Vector128.Load(l1 + k), r2 = Vector128.Load(l2 + k), r3 = Vector128.Load(l3 + k);
                Vector128<float> low01 = ZipLow(r0, r1), low23 = ZipLow(r2, r3), high01 = ZipHigh(r0, r1), high23 = ZipHigh(r2, r3);
                LowerHalves(low01, low23).Store(to);
                UpperHalves(low01, low23).Store(to + width);
                LowerHalves(high01, high23).Store(to + (2 * width));
                UpperHalves(high01, high23).Store(to + (3 * width));
            }

            for (; k < depth; k++, to += width)
            {
                (to[0], to[1], to[2], to[3]) = (l0[k], l1[k], l2[k], l3[k]);
            }
        }

        if (line < count)
        {
            Gather(source + (line * lineStride), count - line, depth, lineStride, 1, width, target + line);
        }
    }

    private static void Gather(float* source, int count, int depth, nint lineStride, nint depthStride, int width, float* target)
    {
        for (int line = 0; line < count; line++)
        {
            float* from = source + (line * lineStride);
            for (int k = 0; k < depth; k++)
            {
                target[(k * (nint)width) + line] = from[k * depthStride];
            }
        }
    }

    private static void Pad(int count, int depth, int width, float* target)
    {
        for (int k = 0; k < depth; k++)
        {
            new Span<float>(target + (k * (nint)width) + count, width - count).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowerHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveLowToHigh(a, b) : Vector128.Create(a.GetLower(), b.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> UpperHalves(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.MoveHighToLow(b, a) : Vector128.Create(a.GetUpper(), b.GetUpper());
}
