using System.Numerics;
using System.Numerics.Tensors;

namespace Assay.Lab.Training.Kernels;

/// <summary>Sums over contiguous numbers.</summary>
/// <remarks>The order of adding up depends on the length alone. A library may let it depend on where the memory lies, and then
/// the same seed would not give the same bytes.</remarks>
internal static class Vectors
{
    /// <summary>Σ x.</summary>
    public static float Sum(ReadOnlySpan<float> x)
    {
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sum += new Vector<float>(x[i..]);
        }

        float total = Vector.Sum(sum);
        for (; i < x.Length; i++)
        {
            total += x[i];
        }

        return total;
    }

    /// <summary>Σ x · y.</summary>
    public static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        y = y[..x.Length];
        Vector<float> even = Vector<float>.Zero, odd = Vector<float>.Zero;
        int i = 0, width = Vector<float>.Count;
        for (; i <= x.Length - (2 * width); i += 2 * width)
        {
            even = Vector.FusedMultiplyAdd(new Vector<float>(x[i..]), new Vector<float>(y[i..]), even);
            odd = Vector.FusedMultiplyAdd(new Vector<float>(x[(i + width)..]), new Vector<float>(y[(i + width)..]), odd);
        }

        float total = Vector.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            total += x[i] * y[i];
        }

        return total;
    }

    /// <summary>y += x.</summary>
    public static void Add(ReadOnlySpan<float> x, Span<float> y)
    {
        x = x[..y.Length];
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(y[i..]) + new Vector<float>(x[i..])).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            y[i] += x[i];
        }
    }

    /// <summary>y += a · x.</summary>
    public static void AddScaled(float a, ReadOnlySpan<float> x, Span<float> y)
    {
        x = x[..y.Length];
        var scale = new Vector<float>(a);
        int i = 0;
        for (; i <= y.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.FusedMultiplyAdd(scale, new Vector<float>(x[i..]), new Vector<float>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < y.Length; i++)
        {
            y[i] = MathF.FusedMultiplyAdd(a, x[i], y[i]);
        }
    }

    /// <summary>The largest of one or more numbers, in whatever order they are compared.</summary>
    public static float Largest(ReadOnlySpan<float> x) => TensorPrimitives.Max(x);

    /// <summary>Replaces scores, one or more, by exp(scale · (score − largest)), which add up to the returned sum.</summary>
    public static float Exponentials(Span<float> x, float scale)
    {
        float largest = Largest(x);
        var shift = new Vector<float>(largest);
        var factor = new Vector<float>(scale);
        Vector<float> sum = Vector<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> e = Vector.Exp((new Vector<float>(x[i..]) - shift) * factor);
            e.CopyTo(x[i..]);
            sum += e;
        }

        float total = Vector.Sum(sum);
        for (; i < x.Length; i++)
        {
            x[i] = MathF.Exp((x[i] - largest) * scale);
            total += x[i];
        }

        return total;
    }

    /// <summary>x ·= a.</summary>
    public static void Scale(float a, Span<float> x)
    {
        int i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(x[i..]) * a).CopyTo(x[i..]);
        }

        for (; i < x.Length; i++)
        {
            x[i] *= a;
        }
    }
}
