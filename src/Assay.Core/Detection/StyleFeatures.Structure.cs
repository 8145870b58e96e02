using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Assay.Core.Statistics;

namespace Assay.Core.Detection;

internal sealed partial class StyleFeatures
{
    private const int LongestRun = 1024;
    private const int TableBits = 12;

    // n log2 n for the entropies of counts.
    private static readonly double[] CountLogs = MakeCountLogs();

    private readonly int[] _seen = new int[1 << TableBits];
    private readonly ulong[] _keys = new ulong[1 << TableBits];
    private readonly ushort[] _counts = new ushort[1 << TableBits];
    private readonly List<uint> _used = [];
    private readonly int[] _pairs = new int[1 << 15];
    private int _stamp;

    private static string[] SentenceNames =>
    [
        "words a sentence", "spread of sentence lengths", "relative spread of sentence lengths", "shortest sentence", "longest sentence",
        "sentences below 8 words", "sentences above 30 words", "step from sentence to sentence", "commas a sentence",
        "sentences that begin with a pronoun", "with the or a", "with a connective", "with and, but or so", "with a repeated word",
    ];

    /// <summary>A sentence ends at a run of . ! ?; what is left at the end counts as one when no other is there.</summary>
    private void Sentences(ReadOnlySpan<ulong> hashes, ReadOnlySpan<byte> kinds)
    {
        _sentences.Clear();
        (int length, int commas, int pronoun, int article, int connective, int conjunction, int repeated) = (0, 0, 0, 0, 0, 0, 0);
        ulong firstBefore = 0;
        for (int i = 0; i < kinds.Length; i++)
        {
            byte kind = kinds[i];
            if (TokenKind.IsWord(kind))
            {
                if (length++ == 0)
                {
                    Opening opening = OpeningOf(hashes[i]);
                    pronoun += opening == Opening.Pronoun ? 1 : 0;
                    article += opening == Opening.Article ? 1 : 0;
                    connective += opening == Opening.Connective ? 1 : 0;
                    conjunction += opening == Opening.Conjunction ? 1 : 0;
                    repeated += hashes[i] == firstBefore ? 1 : 0;
                    firstBefore = hashes[i];
                }
            }
            else if (kind is (byte)'.' or (byte)'!' or (byte)'?')
            {
                End(ref length);
            }
            else
            {
                commas += kind == ',' ? 1 : 0;
            }
        }

        if (_sentences.Count == 0)
        {
            End(ref length);
        }

        PutSentences(commas, pronoun, article, connective, conjunction, repeated);
    }

    private void End(ref int length)
    {
        if (length > 0)
        {
            _sentences.Add(length);
        }

        length = 0;
    }

    private void PutSentences(int commas, int pronoun, int article, int connective, int conjunction, int repeated)
    {
        int n = Math.Max(_sentences.Count, 1);
        (long sum, long squares, int shortest, int longest, int small, int large, long steps) = (0, 0, int.MaxValue, 0, 0, 0, 0);
        int before = -1;
        foreach (int length in CollectionsMarshal.AsSpan(_sentences))
        {
            sum += length;
            squares += (long)length * length;
            shortest = Math.Min(shortest, length);
            longest = Math.Max(longest, length);
            small += length < 8 ? 1 : 0;
            large += length > 30 ? 1 : 0;
            steps += before < 0 ? 0 : Math.Abs(length - before);
            before = length;
        }

        double mean = (double)sum / n;
        double spread = Math.Sqrt(Math.Max(0, ((double)squares / n) - (mean * mean)));
        Put(mean);
        Put(spread);
        Put(mean > 0 ? spread / mean : 0);
        Put(_sentences.Count == 0 ? 0 : shortest);
        Put(longest);
        Put((double)small / n);
        Put((double)large / n);
        Put(n > 1 ? (double)steps / (n - 1) : 0);
        Put((double)commas / n);
        Put((double)pronoun / n);
        Put((double)article / n);
        Put((double)connective / n);
        Put((double)conjunction / n);
        Put((double)repeated / n);
    }

    private static string[] RepetitionNames =>
    [
        "distinct words", "words that occur once", "repeat rate of words", "entropy of words", "repeated pairs", "repeated threes", "distance of repeats",
    ];

    private void Repetition(ReadOnlySpan<ulong> hashes, ReadOnlySpan<byte> kinds, int words)
    {
        _stamp++;
        (int distinct, int pairs, int threes, long squares, double gaps, int repeats, int number) = (0, 0, 0, 0, 0, 0, 0);
        (ulong one, ulong two) = (0, 0);
        _used.Clear();
        for (int i = 0; i < hashes.Length && number < LongestRun; i++)
        {
            if (!TokenKind.IsWord(kinds[i]))
            {
                continue;
            }

            ulong word = hashes[i];
            if (IsKnown(word, number, ref gaps))
            {
                repeats++;
            }
            else
            {
                distinct++;
            }

            pairs += number >= 1 && Seen((one * 0x9E3779B97F4A7C15) ^ word) ? 1 : 0;
            threes += number >= 2 && Seen((((two * 0x9E3779B97F4A7C15) ^ one) * 0xD6E8FEB86659FD93) ^ word) ? 1 : 0;
            (two, one) = (one, word);
            number++;
        }

        (int once, double logs) = (0, 0);
        foreach (uint slot in CollectionsMarshal.AsSpan(_used))
        {
            int count = _counts[slot];
            once += count == 1 ? 1 : 0;
            squares += (long)count * count;
            logs += CountLogs[count];
            _counts[slot] = 0; // Empty again for the next piece.
        }

        double n = Math.Max(number, 1);
        Put(distinct / n);
        Put(once / n);
        Put(squares / (n * n));
        Put((CountLogs[number] - logs) / n);
        Put(pairs / n);
        Put(threes / n);
        Put(repeats == 0 ? 0 : gaps / repeats / n);
    }

    /// <summary>Counts a word and tells whether it came before.</summary>
    private bool IsKnown(ulong word, int number, ref double gaps)
    {
        uint slot = (uint)word & ((1 << TableBits) - 1);
        while (_counts[slot] != 0 && _keys[slot] != word)
        {
            slot = (slot + 1) & ((1 << TableBits) - 1);
        }

        bool isKnown = _counts[slot] != 0;
        if (isKnown)
        {
            gaps += number - _seen[slot];
        }
        else
        {
            _used.Add(slot);
        }

        (_keys[slot], _seen[slot]) = (word, number);
        _counts[slot]++;
        return isKnown;
    }

    /// <summary>Whether a run of words came before, up to collisions of 15 bits.</summary>
    private bool Seen(ulong run)
    {
        ref int stamp = ref _pairs[(run * 0xD6E8FEB86659FD93) >> 49];
        bool isSeen = stamp == _stamp;
        stamp = _stamp;
        return isSeen;
    }

    private static string[] CompressionNames => ["bytes that matches cover", "matches a byte", "entropy of bytes"];

    /// <summary>A greedy match finder over 4-byte hashes at the starts of tokens: what a Lempel-Ziv coder would save, without coding.</summary>
    private void Compression(ReadOnlySpan<byte> text, ReadOnlySpan<int> starts, int first)
    {
        Array.Clear(_seen);
        (int covered, int matches, int end) = (0, 0, 0);
        foreach (int start in starts)
        {
            int at = start - first;
            if (at < end || at + sizeof(ulong) > text.Length)
            {
                continue;
            }

            ulong here = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]);
            ref int last = ref _seen[(uint)here * 2654435761u >> (32 - TableBits)];
            int from = last - 1;
            last = at + 1;
            int length = from < 0 ? 0 : BitOperations.TrailingZeroCount(here ^ BinaryPrimitives.ReadUInt64LittleEndian(text[from..])) >> 3;
            if (length >= sizeof(uint))
            {
                while (at + length < text.Length && text[at + length] == text[from + length])
                {
                    length++;
                }

                covered += length;
                matches++;
                end = at + length;
            }
        }

        double n = Math.Max(text.Length, 1);
        Put(covered / n);
        Put(matches / n);
        Put(Entropy(text));
    }

    /// <summary>Entropy of the bytes, in bits.</summary>
    private static double Entropy(ReadOnlySpan<byte> text)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (byte b in text)
        {
            counts[b]++;
        }

        double sum = 0;
        foreach (int count in counts)
        {
            sum += CountLog(count);
        }

        return text.IsEmpty ? 0 : (CountLog(text.Length) - sum) / text.Length;
    }

    private static double CountLog(int n) => n < CountLogs.Length ? CountLogs[n] : n * PortableMath.Log(n) / PortableMath.Log(2);

    private enum Opening
    {
        Other = 0,
        Pronoun,
        Article,
        Connective,
        Conjunction,
    }

    private static readonly Dictionary<ulong, Opening> Openings = MakeOpenings();

    private static Opening OpeningOf(ulong hash) => Openings.GetValueOrDefault(hash);

    private static Dictionary<ulong, Opening> MakeOpenings()
    {
        (Opening Kind, string Words)[] openings =
        [
            (Opening.Pronoun, "i you he she it we they my his her their our this that these those there"),
            (Opening.Article, "the a an"),
            (Opening.Connective, StyleLexicon.Groups[0].Words + " in as for by with while although when if"),
            (Opening.Conjunction, "and but so or because"),
        ];
        Dictionary<ulong, Opening> found = [];
        foreach ((Opening kind, string words) in openings)
        {
            foreach (string word in words.Split(' '))
            {
                found[StyleLexicon.HashOf(word)] = kind;
            }
        }

        return found;
    }

    private static double[] MakeCountLogs()
    {
        double[] logs = new double[LongestRun + 1];
        for (int n = 2; n < logs.Length; n++)
        {
            logs[n] = n * PortableMath.Log(n) / PortableMath.Log(2);
        }

        return logs;
    }
}
