using System.Buffers.Text;
using System.Text;

namespace Assay.Pipeline.Corpora;

/// <summary>Escapes inside JSON strings whose grammar <c>Utf8JsonReader</c> has already checked.</summary>
internal static class JsonEscapes
{
    /// <summary>Replaces every escape by the character it stands for.</summary>
    /// <param name="escaped">The inside of a JSON string.</param>
    /// <param name="target">At least as long as <paramref name="escaped"/>: no escape is shorter than its character.</param>
    /// <param name="written">Bytes written to <paramref name="target"/>.</param>
    /// <returns>-1; or the index of an escape that is half of a surrogate pair and stands for no character.</returns>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> target, out int written)
    {
        int read = 0;
        written = 0;
        while (true)
        {
            int run = escaped[read..].IndexOf((byte)'\\');
            int length = run < 0 ? escaped.Length - read : run;
            escaped.Slice(read, length).CopyTo(target[written..]);
            read += length;
            written += length;
            if (run < 0)
            {
                return -1;
            }

            int consumed = TryDecode(escaped[read..], out Rune rune);
            if (consumed == 0)
            {
                return read;
            }

            written += rune.EncodeToUtf8(target[written..]);
            read += consumed;
        }
    }

    /// <summary>Looks for an escape that is half of a surrogate pair.</summary>
    /// <param name="json">Any valid JSON: backslashes stand only inside its strings.</param>
    /// <returns>Its index; -1 when there is none.</returns>
    public static int FindLoneSurrogate(ReadOnlySpan<byte> json)
    {
        int read = 0;
        while (json[read..].IndexOf((byte)'\\') is >= 0 and var run)
        {
            read += run;
            int consumed = TryDecode(json[read..], out _);
            if (consumed == 0)
            {
                return read;
            }

            read += consumed;
        }

        return -1;
    }

    /// <returns>Bytes of the escape (of both, for a pair); 0 for half of a pair.</returns>
    private static int TryDecode(ReadOnlySpan<byte> escape, out Rune rune)
    {
        if (escape[1] != (byte)'u')
        {
            rune = new Rune(escape[1] switch
            {
                (byte)'n' => '\n',
                (byte)'t' => '\t',
                (byte)'r' => '\r',
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                byte itself => (char)itself, // ", \ and /
            });
            return 2;
        }

        char first = Unit(escape);
        if (Rune.TryCreate(first, out rune))
        {
            return 6;
        }

        bool pair = escape.Length >= 12 && escape[6] == (byte)'\\' && escape[7] == (byte)'u';
        return pair && Rune.TryCreate(first, Unit(escape[6..]), out rune) ? 12 : 0;
    }

    private static char Unit(ReadOnlySpan<byte> escape)
    {
        _ = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
        return (char)unit;
    }
}
