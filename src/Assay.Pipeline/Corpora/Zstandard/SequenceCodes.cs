namespace Assay.Pipeline.Corpora.Zstandard;

/// <summary>The constant tables of RFC 8878, section 3.1.1.3.2: what literal length, match length and offset codes stand for.</summary>
internal static class SequenceCodes
{
    private const int LengthAccuracyLog = 9;
    private const int OffsetAccuracyLog = 8;

    private static readonly byte[] LiteralExtra =
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    private static readonly byte[] MatchExtra =
        [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
        ];

    private static readonly byte[] OffsetExtra = [.. Enumerable.Range(0, 32).Select(code => (byte)code)];

    /// <summary>The distribution of literal length codes where a block brings none; 2^6 states.</summary>
    internal static ReadOnlySpan<short> LiteralDefaults =>
        [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1];

    /// <summary>The distribution of match length codes where a block brings none; 2^6 states.</summary>
    internal static ReadOnlySpan<short> MatchDefaults =>
        [
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
        ];

    /// <summary>The distribution of offset codes where a block brings none; 2^5 states.</summary>
    internal static ReadOnlySpan<short> OffsetDefaults =>
        [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1];

    /// <summary>An empty table of literal lengths.</summary>
    internal static FseTable LiteralTable() => new(LengthAccuracyLog, Values(LiteralExtra, first: 0), LiteralExtra);

    /// <summary>An empty table of match lengths.</summary>
    internal static FseTable MatchTable() => new(LengthAccuracyLog, Values(MatchExtra, first: 3), MatchExtra);

    /// <summary>An empty table of offsets.</summary>
    internal static FseTable OffsetTable() => new(OffsetAccuracyLog, [.. OffsetExtra.Select(bits => 1u << bits)], OffsetExtra);

    // Each code begins where the one before ends; codes with extra bits begin at a power of two in the end.
    private static uint[] Values(byte[] extra, uint first)
    {
        uint[] values = new uint[extra.Length];
        uint value = first;
        for (int code = 0; code < extra.Length; code++)
        {
            values[code] = value;
            value += 1u << extra[code];
        }

        return values;
    }
}
