using System.Buffers;
using System.Collections.Immutable;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora.Zstandard;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes a mix as JSONL, compressed with Zstandard.</summary>
/// <remarks>
/// .NET has no Zstandard before version 11. DuckDB writes the lines as CSV of one column without quotes and escapes, which
/// leaves them as they are; every finished file is decompressed again and compared.
/// </remarks>
public sealed class ZstandardMixWriter : TableMixWriter
{
    // Short lines share a value, but not too many: DuckDB takes 2,048 values at a time, and with 256 KB each needed 1.2 GB.
    private const int RunBytes = 8 << 10;

    private readonly ArrayBufferWriter<byte> _run = new(RunBytes * 2);
    private readonly XxHash64 _hash = new();

    /// <summary>Creates a writer; files appear with the first document.</summary>
    /// <param name="folder">Full path of the folder for the files; created when absent.</param>
    /// <param name="baseName">Start of their names: <c>{baseName}-000.jsonl.zst</c>, <c>{baseName}-001.jsonl.zst</c>, …</param>
    /// <param name="targetBytes">A file ends with the document that takes it past this many bytes before compression; 1 or more.</param>
    /// <param name="keep">Fields to keep.</param>
    /// <param name="relativeFolder">The folder relative to the run folder, with forward slashes, as manifests name it.</param>
    /// <exception cref="UserErrorException">Two kept fields would share a column.</exception>
    public ZstandardMixWriter(string folder, string baseName, long targetBytes, ImmutableArray<string> keep, string relativeFolder)
        : base(folder, baseName, OutputFormat.JsonlZstandard.Word, targetBytes, keep, relativeFolder)
    {
    }

    /// <inheritdoc/>
    private protected override string Columns => "lines VARCHAR";

    /// <inheritdoc/>
    private protected override long Append(DuckAppender rows, in MixRecord record, ShardReader fields)
    {
        int before = _run.WrittenCount;
        MixRecordJson.Write(_run, record, fields, Keep);
        _run.Write("\n"u8);
        int bytes = _run.WrittenCount - before;
        if (_run.WrittenCount >= RunBytes)
        {
            AppendRest(rows);
        }

        return bytes;
    }

    /// <inheritdoc/>
    private protected override void AppendRest(DuckAppender rows)
    {
        if (_run.WrittenCount > 0)
        {
            _hash.Append(_run.WrittenSpan);
            rows.Append(_run.WrittenSpan[..^1]); // DuckDB writes the last line end.
            rows.EndRow();
            _run.ResetWrittenCount();
        }
    }

    /// <inheritdoc/>
    private protected override string CopyOptions(long documents, long bytes) =>
        "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', COMPRESSION zstd";

    /// <inheritdoc/>
    private protected override bool Verify(DuckConnection connection, string path, long documents)
    {
        ulong expected = _hash.Value();
        _hash.Reset();
        byte[] buffer = new byte[128 << 10];
        using var stream = new ZstandardStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            _hash.Append(buffer.AsSpan(0, read));
        }

        ulong found = _hash.Value();
        _hash.Reset();
        return found == expected;
    }
}
