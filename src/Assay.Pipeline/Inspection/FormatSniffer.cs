using System.Text.Json;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Tells a file's format by its name and by its first bytes; where they differ, the bytes are right.</summary>
internal static class FormatSniffer
{
    private const int StartBytes = 4096;

    /// <summary>Looks at a file.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SniffedFormat Sniff(string path)
    {
        CorpusFormat? named = File.Exists(path) ? CorpusFormats.Detect(path) : null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        byte[] buffer = new byte[StartBytes];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        bool isWhole = start.Length < StartBytes;
        if (start.IsEmpty)
        {
            return SniffedFormat.None("empty");
        }

        if (start.StartsWith("PAR1"u8))
        {
            return SniffedFormat.Of(CorpusFormat.Parquet, named);
        }

        bool isGzip = GzipInput.LooksLikeGzip(start);
        if (isGzip || ZstandardLines.LooksLikeZstandard(start))
        {
            byte[] inside = new byte[StartBytes];
            file.Position = 0;
            int read = ReadInside(file, inside);
            return OfCompressed(inside.AsSpan(0, read), isGzip, named, path);
        }

        SniffedFormat sniffed = OfText(start, isWhole, named);
        bool isCalledCompressed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase);
        return isCalledCompressed && sniffed.Format is CorpusFormat.Jsonl
            ? SniffedFormat.None("compressed by name but not by content; rename")
            : sniffed;
    }

    private static int ReadInside(FileStream file, byte[] target)
    {
        using Stream stream = Decompressed.Open(file);
        int read = 0;
        try
        {
            read = stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (DamagedStreamException)
        {
            // What is damaged further on is told when the records are looked at.
        }

        return read;
    }

    private static SniffedFormat OfCompressed(ReadOnlySpan<byte> inside, bool isGzip, CorpusFormat? named, string path)
    {
        if (named is CorpusFormat.Csv)
        {
            return OfText(inside, isWhole: false, CorpusFormat.Csv);
        }

        SniffedFormat sniffed = OfText(inside, isWhole: false, CorpusFormat.Jsonl);
        string word = isGzip ? "gzip" : "Zstandard";
        return sniffed.Format is not CorpusFormat.Jsonl ? SniffedFormat.None($"{word} data that are no JSON lines")
            : isGzip ? SniffedFormat.Of(CorpusFormat.JsonlGzip, named)
            : SniffedFormat.Of(CorpusFormat.JsonlZstandard, named);
    }

    private static SniffedFormat OfText(ReadOnlySpan<byte> start, bool isWhole, CorpusFormat? named)
    {
        if (FileSignature.OfSupposedText(start) is { } other)
        {
            return SniffedFormat.None(other.Found.TrimEnd('.'));
        }

        ReadOnlySpan<byte> whole = isWhole ? start : StrictUtf8.TrimCutCharacter(start);
        bool isText = whole.IndexOf((byte)0) < 0 && StrictUtf8.FirstInvalid(whole) < 0;
        if (!isText && named is not CorpusFormat.Jsonl and not CorpusFormat.Csv)
        {
            return SniffedFormat.None(named is CorpusFormat.Parquet ? "no Parquet file, or its start is missing"
                : whole.IndexOf((byte)0) >= 0 ? "binary" : "not UTF-8");
        }

        ReadOnlySpan<byte> text = whole.TrimStart(StrictUtf8.ByteOrderMark).TrimStart(" \t\r\n"u8);
        bool isObject = text is [(byte)'{', ..];
        return named switch
        {
            CorpusFormat.Parquet => SniffedFormat.None("no Parquet file, or its start is missing"),
            CorpusFormat.Csv or CorpusFormat.Text => SniffedFormat.Of(named.Value, named),
            null when !isObject || !BeginsWithRecord(text, isWhole) => new SniffedFormat(null, NameTells: false, "neither name nor content tells that there are documents", IsPlainText: true),
            _ when text is [(byte)'[', ..] => SniffedFormat.None("one JSON array; `jq -c '.[]' FILE` writes it an object a line"),
            _ when !isObject => SniffedFormat.None("no JSON objects, one a line"),
            _ when text[1..].TrimStart(" \t\r"u8) is [] or [(byte)'\n', ..] => SniffedFormat.None("JSON spread over lines; `jq -c . FILE` writes an object a line"),
            _ => SniffedFormat.Of(CorpusFormat.Jsonl, named),
        };
    }

    /// <summary>Whether a file of unknown kind begins with a JSON object on a line of its own; a longer line gets the benefit of the doubt.</summary>
    private static bool BeginsWithRecord(ReadOnlySpan<byte> text, bool isWhole)
    {
        int end = text.IndexOf((byte)'\n');
        if (end < 0 && !isWhole)
        {
            return true;
        }

        var reader = new Utf8JsonReader(end < 0 ? text : text[..end], new JsonReaderOptions { MaxDepth = JsonlRecordParser.MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>What a look at a file told.</summary>
/// <param name="Format">How it is stored; null when it holds no documents that can be read.</param>
/// <param name="NameTells">Whether the name alone would have told.</param>
/// <param name="Why">Why it holds none, in a few words.</param>
/// <param name="IsPlainText">Whether it is text of an unknown kind, which may yet be a document.</param>
internal readonly record struct SniffedFormat(CorpusFormat? Format, bool NameTells, string Why = "", bool IsPlainText = false)
{
    /// <summary>A format, next to what the name says.</summary>
    public static SniffedFormat Of(CorpusFormat format, CorpusFormat? named) => new(format, format == named);

    /// <summary>No documents.</summary>
    public static SniffedFormat None(string why) => new(null, NameTells: false, why);
}
