namespace Assay.Pipeline.Corpora;

/// <summary>Splits one CSV record (RFC 4180) into its fields, which stay where they are.</summary>
/// <remarks>
/// A field that begins with a quote ends with one, right before a delimiter or line end; inside it a quote is doubled. In a
/// field that does not begin with a quote, quotes are ordinary characters. Lines end with LF or CRLF. Not thread-safe.
/// </remarks>
/// <param name="delimiter">What separates fields.</param>
internal sealed class CsvRecordParser(byte delimiter)
{
    private const byte Quote = (byte)'"';
    private readonly List<CsvField> _fields = [];

    /// <summary>The fields of the last record.</summary>
    internal IReadOnlyList<CsvField> Fields => _fields;

    /// <summary>Bytes of the last record, without its line end.</summary>
    internal int Length { get; private set; }

    /// <summary>Where the next record begins.</summary>
    internal int Next { get; private set; }

    /// <summary>Where a broken record is broken.</summary>
    internal int BrokenAt { get; private set; }

    /// <summary>Parses the record at the start of some bytes.</summary>
    /// <param name="source">The bytes, not empty.</param>
    /// <param name="isFinal">Whether nothing follows them.</param>
    internal CsvStatus Parse(ReadOnlySpan<byte> source, bool isFinal)
    {
        _fields.Clear();
        int at = 0;
        while (true)
        {
            CsvStatus status = at < source.Length && source[at] == Quote
                ? ParseQuoted(source, isFinal, ref at)
                : ParsePlain(source, isFinal, ref at);
            if (status != CsvStatus.FieldEnd)
            {
                return status;
            }
        }
    }

    private CsvStatus ParsePlain(ReadOnlySpan<byte> source, bool isFinal, ref int at)
    {
        int length = source[at..].IndexOfAny(delimiter, (byte)'\n');
        if (length < 0 && !isFinal)
        {
            return CsvStatus.NeedsMore;
        }

        int end = length < 0 ? source.Length : at + length;
        bool isLast = length < 0 || source[end] == (byte)'\n';
        int fieldEnd = isLast && end > at && source[end - 1] == (byte)'\r' ? end - 1 : end;
        _fields.Add(new CsvField(at, fieldEnd - at, IsQuoted: false, HasDoubledQuotes: false));
        at = end + 1;
        return isLast ? EndRecord(fieldEnd, Math.Min(at, source.Length)) : CsvStatus.FieldEnd;
    }

    private CsvStatus ParseQuoted(ReadOnlySpan<byte> source, bool isFinal, ref int at)
    {
        int start = at + 1;
        int end = start;
        bool hasDoubled = false;
        while (true)
        {
            int run = source[end..].IndexOf(Quote);
            if (run < 0)
            {
                return isFinal ? NeverClosed(source, at) : CsvStatus.NeedsMore;
            }

            end += run;
            if (end + 1 == source.Length && !isFinal)
            {
                return CsvStatus.NeedsMore;
            }

            if (end + 1 == source.Length || source[end + 1] != Quote)
            {
                break;
            }

            hasDoubled = true;
            end += 2;
        }

        _fields.Add(new CsvField(start, end - start, IsQuoted: true, hasDoubled));
        at = end + 1;
        ReadOnlySpan<byte> rest = source[at..];
        if (rest.IsEmpty || rest[0] == (byte)'\n')
        {
            return EndRecord(at, rest.IsEmpty ? at : at + 1);
        }

        if (rest[0] == delimiter)
        {
            at++;
            return CsvStatus.FieldEnd;
        }

        return rest[0] == (byte)'\r' && rest.Length < 2
            ? isFinal ? EndRecord(at, at + 1) : CsvStatus.NeedsMore
            : rest.StartsWith("\r\n"u8) ? EndRecord(at, at + 2) : TextAfterQuote(source, isFinal, at);
    }

    private CsvStatus EndRecord(int end, int next)
    {
        Length = end;
        Next = next;
        return CsvStatus.Record;
    }

    /// <summary>A quote that is never closed opened nothing: the next record begins on the next line.</summary>
    private CsvStatus NeverClosed(ReadOnlySpan<byte> source, int at)
    {
        EndBroken(source, at);
        return CsvStatus.NeverClosed;
    }

    /// <summary>The record goes on at least up to here, so the next one begins on the next line.</summary>
    private CsvStatus TextAfterQuote(ReadOnlySpan<byte> source, bool isFinal, int at)
    {
        if (!isFinal && !source[at..].Contains((byte)'\n'))
        {
            return CsvStatus.NeedsMore;
        }

        EndBroken(source, at);
        return CsvStatus.TextAfterQuote;
    }

    private void EndBroken(ReadOnlySpan<byte> source, int at)
    {
        int run = source[at..].IndexOf((byte)'\n');
        Length = run < 0 ? source.Length : at + run;
        Next = run < 0 ? source.Length : at + run + 1;
        BrokenAt = at;
    }
}

/// <summary>A field of a record.</summary>
/// <param name="Start">Its first byte, behind the quote if there is one.</param>
/// <param name="Length">Bytes up to the delimiter or the closing quote.</param>
/// <param name="IsQuoted">Whether it stands in quotes.</param>
/// <param name="HasDoubledQuotes">Whether quotes in it are doubled.</param>
internal readonly record struct CsvField(int Start, int Length, bool IsQuoted, bool HasDoubledQuotes);

/// <summary>How parsing a record went.</summary>
internal enum CsvStatus
{
    /// <summary>A whole record.</summary>
    Record = 0,

    /// <summary>More bytes are needed to tell.</summary>
    NeedsMore,

    /// <summary>A field has ended, the record goes on.</summary>
    FieldEnd,

    /// <summary>Broken: a quote that nothing closes.</summary>
    NeverClosed,

    /// <summary>Broken: something else than a delimiter behind a closing quote.</summary>
    TextAfterQuote,
}
