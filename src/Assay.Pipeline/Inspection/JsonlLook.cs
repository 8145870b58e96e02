using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at JSON lines, plain or compressed.</summary>
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

        long records = 0;
        long bytes = 0;
        bool isWhole = true;
        for (int place = 0; place < Places; place++)
        {
            FileLook look = LookFrom(file, file.Bytes * place / Places, file.Bytes * (place + 1) / Places, (quota + Places - 1) / Places, profile, cancellationToken);
            records += look.Records;
            bytes += look.Bytes;
            isWhole &= look.IsWhole;
        }

        return new FileLook(records, bytes, isWhole, isWhole ? records : null);
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
