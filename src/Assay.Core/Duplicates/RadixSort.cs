namespace Assay.Core.Duplicates;

/// <summary>Sorts 64-bit keys with an index each, in time proportional to their number.</summary>
internal static class RadixSort
{
    private const int Bits = 8;
    private const int Buckets = 1 << Bits;
    private const int Digits = 64 / Bits;

    /// <summary>Sorts by key; equal keys keep their order.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="values">The value of each key.</param>
    /// <param name="keyScratch">As many keys, owned by the caller.</param>
    /// <param name="valueScratch">As many values, owned by the caller.</param>
    internal static void Sort(Span<ulong> keys, Span<int> values, Span<ulong> keyScratch, Span<int> valueScratch)
    {
        Span<int> counts = stackalloc int[Digits * Buckets];
        counts.Clear();
        foreach (ulong key in keys)
        {
            for (int digit = 0; digit < Digits; digit++)
            {
                counts[digit * Buckets + (byte)(key >> (digit * Bits))]++;
            }
        }

        Span<ulong> fromKeys = keys;
        Span<int> fromValues = values;
        Span<ulong> toKeys = keyScratch[..keys.Length];
        Span<int> toValues = valueScratch[..keys.Length];
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> starts = counts.Slice(digit * Buckets, Buckets);
            if (keys.Length == 0 || starts[(byte)(fromKeys[0] >> (digit * Bits))] == keys.Length)
            {
                continue; // All keys have the same digit here.
            }
            int start = 0;
            foreach (ref int count in starts)
            {
                (count, start) = (start, start + count);
            }
            for (int i = 0; i < fromKeys.Length; i++)
            {
                int to = starts[(byte)(fromKeys[i] >> (digit * Bits))]++;
                toKeys[to] = fromKeys[i];
                toValues[to] = fromValues[i];
            }
            Span<ulong> keySwap = fromKeys;
            fromKeys = toKeys;
            toKeys = keySwap;
            Span<int> valueSwap = fromValues;
            fromValues = toValues;
            toValues = valueSwap;
        }
        if (!fromKeys.Overlaps(keys))
        {
            fromKeys.CopyTo(keys);
            fromValues.CopyTo(values);
        }
    }
}
