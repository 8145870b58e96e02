using System.Runtime.InteropServices;

namespace Assay.Core.Detection;

/// <summary>Measures of style of a piece of text: rates of function words and signs, lengths of words and sentences, repetition, compressibility.</summary>
/// <remarks>docs/metrics.md has the formulas. A worker owns one.</remarks>
internal sealed partial class StyleFeatures
{
    private static readonly string[] FeatureNames = MakeNames();

    private readonly float[] _values = new float[FeatureNames.Length];
    private readonly List<int> _sentences = [];
    private int _next;

    /// <summary>What each measure is called.</summary>
    internal static ReadOnlySpan<string> Names => FeatureNames;

    /// <summary>How many there are.</summary>
    internal static int Count => FeatureNames.Length;

    /// <summary>The measures of the last piece.</summary>
    internal ReadOnlySpan<float> Values => _values;

    /// <summary>Measures a piece.</summary>
    /// <param name="text">The whole text in normal form.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="range">The piece; at least one word.</param>
    internal void Read(ReadOnlySpan<byte> text, DetectorTokens tokens, TokenRange range)
    {
        _next = 0;
        ReadOnlySpan<byte> kinds = tokens.Kinds.Slice(range.Start, range.Count);
        ReadOnlySpan<ulong> hashes = tokens.Hashes.Slice(range.Start, range.Count);
        ReadOnlySpan<int> starts = tokens.Starts.Slice(range.Start, range.Count);
        ReadOnlySpan<int> lengths = tokens.Lengths.Slice(range.Start, range.Count);
        int words = 0;
        foreach (byte kind in kinds)
        {
            words += TokenKind.IsWord(kind) ? 1 : 0;
        }

        double perWord = words == 0 ? 0 : 1.0 / words;
        Lexicon(hashes, kinds, perWord);
        WordLengths(kinds, lengths, words, perWord);
        Endings(text, kinds, starts, lengths, perWord);
        Shapes(kinds, perWord);
        Signs(kinds, perWord);
        Sentences(hashes, kinds);
        Repetition(hashes, kinds, words);
        int end = starts[^1] + lengths[^1];
        Compression(text[starts[0]..end], starts, starts[0]);
    }

    private void Put(double value) => _values[_next++] = (float)value;

    private static string[] MakeNames() =>
    [
        .. StyleLexicon.Singles.Select(word => $"\"{word}\""),
        .. StyleLexicon.Groups.Select(group => group.Name),
        .. LengthNames, .. EndingNames, .. ShapeNames, .. SignNames, .. SentenceNames, .. RepetitionNames, .. CompressionNames,
    ];

    private void Lexicon(ReadOnlySpan<ulong> hashes, ReadOnlySpan<byte> kinds, double perWord)
    {
        Span<float> singles = _values.AsSpan(0, StyleLexicon.Singles.Length);
        Span<float> groups = _values.AsSpan(singles.Length, StyleLexicon.Groups.Length);
        singles.Clear();
        groups.Clear();
        for (int i = 0; i < hashes.Length; i++)
        {
            if (TokenKind.IsWord(kinds[i]))
            {
                (int single, int group) = StyleLexicon.Find(hashes[i]);
                if (single >= 0)
                {
                    singles[single]++;
                }

                if (group >= 0)
                {
                    groups[group]++;
                }
            }
        }

        _next = singles.Length + groups.Length;
        foreach (ref float value in _values.AsSpan(0, _next))
        {
            value = (float)(value * perWord);
        }
    }

    private static string[] LengthNames =>
    [
        "mean word length", "spread of word lengths",
        "words of 1 letter", "words of 2", "words of 3", "words of 4", "words of 5", "words of 6", "words of 7", "words of 8", "words of 9", "words of 10",
        "words of 11 or 12", "words of 13 or more",
    ];

    private void WordLengths(ReadOnlySpan<byte> kinds, ReadOnlySpan<int> lengths, int words, double perWord)
    {
        Span<int> bins = stackalloc int[12];
        bins.Clear();
        (long sum, long squares) = (0, 0);
        for (int i = 0; i < kinds.Length; i++)
        {
            if (TokenKind.IsWord(kinds[i]))
            {
                int length = Math.Min(lengths[i], 30);
                sum += length;
                squares += length * length;
                bins[length <= 10 ? length - 1 : length <= 12 ? 10 : 11]++;
            }
        }

        double mean = sum * perWord;
        Put(mean);
        Put(words == 0 ? 0 : Math.Sqrt(Math.Max(0, (squares * perWord) - (mean * mean))));
        foreach (int bin in bins)
        {
            Put(bin * perWord);
        }
    }

    private const int SuffixCount = 15;

    private static string[] Suffixes => ["ing", "ed", "ly", "tion", "ment", "ness", "ity", "ive", "al", "ous", "er", "s", "est", "ance", "able"];

    private static string[] EndingNames => [.. Suffixes.Select(suffix => $"words in -{suffix}")];

    private void Endings(ReadOnlySpan<byte> text, ReadOnlySpan<byte> kinds, ReadOnlySpan<int> starts, ReadOnlySpan<int> lengths, double perWord)
    {
        Span<int> counts = stackalloc int[16];
        counts.Clear();
        for (int i = 0; i < kinds.Length; i++)
        {
            if (TokenKind.IsWord(kinds[i]) && lengths[i] >= 5)
            {
                uint ending = MemoryMarshal.Read<uint>(text[(starts[i] + lengths[i] - 4)..]);
                int suffix = SuffixOf(ending | 0x20202020);
                if (suffix >= 0)
                {
                    counts[suffix]++;
                }
            }
        }

        for (int suffix = 0; suffix < SuffixCount; suffix++)
        {
            Put(counts[suffix] * perWord);
        }
    }

    private static int SuffixOf(uint ending) => (byte)(ending >> 24) switch
    {
        (byte)'g' when ending >> 8 == ('i' | 'n' << 8 | 'g' << 16) => 0,
        (byte)'d' when ending >> 16 == ('e' | 'd' << 8) => 1,
        (byte)'y' when ending >> 16 == ('l' | 'y' << 8) => 2,
        (byte)'n' when ending == ('t' | 'i' << 8 | 'o' << 16 | 'n' << 24) => 3,
        (byte)'t' when ending == ('m' | 'e' << 8 | 'n' << 16 | 't' << 24) => 4,
        (byte)'s' when ending == ('n' | 'e' << 8 | 's' << 16 | 's' << 24) => 5,
        (byte)'y' when ending >> 8 == ('i' | 't' << 8 | 'y' << 16) => 6,
        (byte)'e' when ending >> 8 == ('i' | 'v' << 8 | 'e' << 16) => 7,
        (byte)'l' when ending >> 16 == ('a' | 'l' << 8) => 8,
        (byte)'s' when ending >> 8 == ('o' | 'u' << 8 | 's' << 16) => 9,
        (byte)'r' when ending >> 16 == ('e' | 'r' << 8) => 10,
        (byte)'s' => 11,
        (byte)'t' when ending >> 8 == ('e' | 's' << 8 | 't' << 16) => 12,
        (byte)'e' when ending == ('a' | 'n' << 8 | 'c' << 16 | 'e' << 24) => 13,
        (byte)'e' when ending == ('a' | 'b' << 8 | 'l' << 16 | 'e' << 24) => 14,
        _ => -1,
    };

    private static string[] ShapeNames => ["capitalised words", "words in capitals", "words in mixed case", "numbers", "capitals inside sentences"];

    private void Shapes(ReadOnlySpan<byte> kinds, double perWord)
    {
        Span<int> counts = stackalloc int[8];
        counts.Clear();
        int inside = 0;
        byte before = (byte)'.';
        foreach (byte kind in kinds)
        {
            if (TokenKind.IsWord(kind))
            {
                counts[kind - TokenKind.Lower]++;
                inside += kind == TokenKind.Capitalised && (TokenKind.IsWord(before) || before == ',') ? 1 : 0;
            }

            before = kind;
        }

        for (int shape = 1; shape <= 4; shape++)
        {
            Put(counts[shape] * perWord);
        }

        Put(inside * perWord);
    }

    private const string CountedSigns = ",.;:!?()\"'-/%$&";

    private static string[] SignNames => [.. CountedSigns.Select(sign => $"sign {sign}"), "other signs", "double hyphens", "several dots", "kinds of signs"];

    private void Signs(ReadOnlySpan<byte> kinds, double perWord)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        (int dashes, int dots) = (0, 0);
        byte before = 0;
        foreach (byte kind in kinds)
        {
            if (!TokenKind.IsWord(kind))
            {
                counts[kind]++;
                dashes += kind == '-' && before == '-' ? 1 : 0;
                dots += kind == '.' && before == '.' ? 1 : 0;
            }

            before = kind;
        }

        (int total, int distinct, int counted) = (0, 0, 0);
        foreach (int count in counts)
        {
            total += count;
            distinct += count > 0 ? 1 : 0;
        }

        foreach (char sign in CountedSigns)
        {
            counted += counts[sign];
            Put(counts[sign] * perWord);
        }

        Put((total - counted) * perWord);
        Put(dashes * perWord);
        Put(dots * perWord);
        Put(distinct);
    }
}
