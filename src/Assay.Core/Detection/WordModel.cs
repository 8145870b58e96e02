using System.Runtime.CompilerServices;
using Assay.Core.Text;

namespace Assay.Core.Detection;

/// <summary>Hashed word 1- and 2-grams under a logistic regression.</summary>
/// <remarks>
/// A feature is a word (or sign), or two that follow each other, hashed to <see cref="Bits"/> bits. A piece of text has the value
/// 1 + ln(count) at each feature that occurs in it, and the vector has length 1. Weights are bytes times one scale.
/// </remarks>
internal sealed class WordModel(sbyte[] weights, double scale, double bias)
{
    /// <summary>Bits of a feature.</summary>
    internal const int Bits = 20;

    /// <summary>Features.</summary>
    internal const int Size = 1 << Bits;

    /// <summary>What a count is worth: 1 + ln(count), up to 255.</summary>
    internal static readonly float[] CountValues = MakeCountValues();

    /// <summary>Weights, to be multiplied with <see cref="Scale"/>.</summary>
    internal ReadOnlySpan<sbyte> Weights => weights;

    /// <summary>Worth of a weight of 1.</summary>
    internal double Scale => scale;

    /// <summary>Added to every score.</summary>
    internal double Bias => bias;

    /// <summary>Rounds weights to bytes.</summary>
    /// <param name="weights">The weights of all features, and the bias last.</param>
    /// <remarks>The largest weights are clipped at 8 times the root of the mean square of those that are not 0: a few rare n-grams would
    /// else take the room of all others.</remarks>
    internal static WordModel Quantise(ReadOnlySpan<float> weights)
    {
        (double square, int used, double largest) = (0, 0, 0);
        foreach (float weight in weights[..Size])
        {
            square += (double)weight * weight;
            used += weight != 0 ? 1 : 0;
            largest = Math.Max(largest, Math.Abs(weight));
        }

        double limit = Math.Min(largest, 8 * Math.Sqrt(square / Math.Max(used, 1)));
        double scale = limit > 0 ? limit / sbyte.MaxValue : 1;
        sbyte[] rounded = new sbyte[Size];
        for (int i = 0; i < Size; i++)
        {
            rounded[i] = (sbyte)Math.Clamp(Math.Round(weights[i] / scale), -sbyte.MaxValue, sbyte.MaxValue);
        }

        return new WordModel(rounded, scale, weights[Size]);
    }

    /// <summary>The score of a piece.</summary>
    /// <param name="entries">Its features, as <see cref="WordFeatures.Entries"/>.</param>
    internal double Score(ReadOnlySpan<uint> entries)
    {
        float sum = 0;
        float square = 0;
        foreach (uint entry in entries)
        {
            float value = CountValues[entry >> WordFeatures.CountShift];
            sum += value * weights[entry & (Size - 1)];
            square += value * value;
        }

        return square == 0 ? bias : bias + (scale * sum / Math.Sqrt(square));
    }

    /// <summary>The feature of one token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Unigram(ulong hash) => (uint)(hash >> (64 - Bits));

    /// <summary>The feature of two tokens.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Bigram(ulong first, ulong second) => (uint)(((first * 0x9E3779B97F4A7C15) + (second ^ WordHash.K0)) * 0xD6E8FEB86659FD93 >> (64 - Bits));

    private static float[] MakeCountValues()
    {
        float[] values = new float[256];
        for (int count = 1; count < values.Length; count++)
        {
            values[count] = (float)(1 + Statistics.PortableMath.Log(count));
        }

        return values;
    }
}
