using System.Collections.Immutable;
using System.Globalization;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes a mix as Parquet, compressed with Zstandard.</summary>
/// <remarks>Kept fields are text; numbers, lists and objects are their JSON. A field that the record does not have is null.</remarks>
public sealed class ParquetMixWriter : TableMixWriter
{
    // Readers and the writer hold one row group in memory: of long documents it must not be DuckDB's usual 122,880 rows.
    private const long RowGroupBytes = 64L << 20;
    private const long RowGroupStep = 2048;
    private const long MaxRowGroupRows = 122_880;

    /// <summary>Creates a writer; files appear with the first document.</summary>
    /// <param name="folder">Full path of the folder for the files; created when absent.</param>
    /// <param name="baseName">Start of their names: <c>{baseName}-000.parquet</c>, <c>{baseName}-001.parquet</c>, …</param>
    /// <param name="targetBytes">A file ends with the document that takes it past this many bytes before compression; 1 or more.</param>
    /// <param name="keep">Fields to keep.</param>
    /// <param name="relativeFolder">The folder relative to the run folder, with forward slashes, as manifests name it.</param>
    /// <exception cref="UserErrorException">Two kept fields would share a column.</exception>
    public ParquetMixWriter(string folder, string baseName, long targetBytes, ImmutableArray<string> keep, string relativeFolder)
        : base(folder, baseName, OutputFormat.Parquet.Word, targetBytes, keep, relativeFolder)
    {
        Columns = string.Join(", ", ((IEnumerable<string>)
            [
                "id VARCHAR", "text VARCHAR", "source VARCHAR", "origin VARCHAR", "synthetic_probability DOUBLE", "depth INTEGER",
                "weight DOUBLE", "copies INTEGER", "tokens BIGINT", "license VARCHAR", "source_id VARCHAR",
            ]).Concat(keep.Select(name => $"{DuckSql.Name(MixColumns.OfKept(name))} VARCHAR")));
    }

    /// <inheritdoc/>
    private protected override string Columns { get; }

    /// <summary>Rows of a row group, for documents of this size.</summary>
    /// <param name="documents">Documents of the part, 1 or more.</param>
    /// <param name="bytes">Their bytes.</param>
    internal static long RowGroupRows(long documents, long bytes)
    {
        long rows = RowGroupBytes / Math.Max(1, bytes / documents);
        return Math.Clamp(rows / RowGroupStep * RowGroupStep, RowGroupStep, MaxRowGroupRows);
    }

    /// <inheritdoc/>
    private protected override long Append(DuckAppender rows, in MixRecord record, ShardReader fields)
    {
        Span<byte> id = stackalloc byte[32];
        _ = record.Id.Value.TryFormat(id, out _, "x32", CultureInfo.InvariantCulture);
        rows.Append(id);
        rows.Append(record.Text);
        rows.Append(record.Source);
        rows.Append(record.Origin.Word);
        rows.Append(record.SyntheticProbability);
        if (record.Depth is { } depth)
        {
            rows.Append(depth);
        }
        else
        {
            rows.AppendNull();
        }

        rows.Append(record.Weight);
        rows.Append(record.Copies);
        rows.Append(record.Tokens);
        AppendOrNull(rows, record.License, record.License.IsEmpty);
        AppendOrNull(rows, record.SourceId, record.SourceId.IsEmpty);
        long bytes = record.Text.Length + id.Length;
        foreach (string name in Keep)
        {
            int slot = fields.Fields.SlotOf(name);
            FieldValue value = slot < 0 ? default : fields.Field(slot);
            AppendOrNull(rows, value.Utf8, !value.HasValue);
            bytes += value.Utf8.Length;
        }

        rows.EndRow();
        return bytes;
    }

    /// <inheritdoc/>
    private protected override string CopyOptions(long documents, long bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {RowGroupRows(documents, bytes)}");

    /// <inheritdoc/>
    private protected override bool Verify(DuckConnection connection, string path, long documents) =>
        connection.Scalar<long>($"SELECT num_rows FROM parquet_file_metadata({DuckSql.FilePath(path)})") == documents;

    private static void AppendOrNull(DuckAppender rows, ReadOnlySpan<byte> utf8, bool isNull)
    {
        if (isNull)
        {
            rows.AppendNull();
        }
        else
        {
            rows.Append(utf8);
        }
    }
}
