using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at JSON lines: in four places of a long plain file, the end among them; at the start of a compressed one.</summary>
internal static class JsonlLook
{
    private const int Places = 4;
    private const int MaxLineBytes = 16 << 20;
    private const int BufferBytes = 64 << 10;

    /// <summary>Looks at a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="quota">Records to look at.</param>
    /// <param name="profile">Where they go.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static FileLook Look(CandidateFile file, int quota, RecordProfile profile, CancellationToken cancellationToken)
    {
        if (file.Format != CorpusFormat.Jsonl || quota == int.MaxValue)
        {
            return LookFrom(file, 0, file.Bytes, quota, profile, cancellationToken);
        }

        // The first place tells how many bytes a quarter of the records takes; the last place ends where the file does.
        int quarter = (quota + Places - 1) / Places;
        FileLook first = LookFrom(file, 0, file.Bytes, quarter, profile, cancellationToken);
        if (first.IsWhole)
        {
            return first;
        }

        (long records, long bytes) = (first.Records, first.Bytes);
        long span = Math.Min(first.Bytes, file.Bytes - first.Bytes);
        for (int place = 1; place < Places; place++)
        {
            long start = Math.Max(StartOf(place, span), first.Bytes);
            long end = place == Places - 1 ? file.Bytes : StartOf(place + 1, span);
            FileLook look = start < end ? LookFrom(file, start, end, place == Places - 1 ? 2 * quarter : quarter, profile, cancellationToken) : default;
            (records, bytes) = (records + look.Records, bytes + look.Bytes);
        }

        return new FileLook(records, bytes, IsWhole: false, Counted: null);

        long StartOf(int place, long length) => (file.Bytes - length) * place / (Places - 1);
    }

    private static FileLook LookFrom(CandidateFile file, long start, long end, int quota, RecordProfile profile, CancellationToken cancellationToken)
    {
        FileStream opened = CorpusFile.Open(file.FullPath, file.PolicyPath);
        using LineSplitter lines = Open(opened, start, end);
        long first = lines.NextOffset;
        long records = 0;
        bool isWhole = false;
        while (records < quota)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!lines.MoveNext())
            {
                isWhole = true;
                break;
            }

            ReadOnlySpan<byte> line = lines.Line;
            line = line.StartsWith(StrictUtf8.ByteOrderMark) ? line[StrictUtf8.ByteOrderMark.Length..] : line;
            if (lines.Fault is null && line.TrimStart(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            records++;
            if ((lines.Fault ?? profile.AddJson(line)) is { } problem)
            {
                profile.AddBad(new SourceLine(file.PolicyPath, start == 0 ? lines.LineNumber : 0, problem.Column).ToString(), problem);
            }
        }

        long bytes = isWhole ? end - start
            : file.Format == CorpusFormat.Jsonl ? lines.NextOffset - first
            : opened.Position;
        return new FileLook(records, bytes, isWhole, isWhole ? records : null);
    }

    private static LineSplitter Open(FileStream file, long start, long end)
    {
        if (start == 0)
        {
            Stream stream = Decompressed.Open(file);
            return new LineSplitter(stream, end: ReferenceEquals(stream, file) ? end : long.MaxValue, file: file, maxLineBytes: MaxLineBytes, bufferBytes: BufferBytes);
        }

        // One byte early: when it is a line end, a record begins exactly here.
        file.Position = start - 1;
        var lines = new LineSplitter(file, start - 1, end, maxLineBytes: MaxLineBytes, bufferBytes: BufferBytes);
        lines.SkipToLineStart();
        return lines;
    }
}
