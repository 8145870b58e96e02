using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes parts of a mix through DuckDB: rows are gathered in a table in memory, which one statement then writes as a file.</summary>
/// <remarks>Memory is bounded by the size of a part. One thread, so that the same records give the same bytes.</remarks>
public abstract class TableMixWriter : MixWriter
{
    private const string Table = "part";

    // Parts beyond this spill into the folder.
    private const long MemoryBytes = 2L << 30;

    private readonly string _folder;
    private readonly string _baseName;
    private readonly string _suffix;
    private readonly long _targetBytes;
    private readonly string _relativeFolder;
    private readonly string _spillFolder;
    private readonly DuckDatabase _database;
    private readonly DuckConnection _connection;
    private readonly List<Part> _parts = [];
    private DuckAppender? _appender;
    private Part? _open;

    private protected TableMixWriter(
        string folder, string baseName, string suffix, long targetBytes, ImmutableArray<string> keep, string relativeFolder)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetBytes, 1);
        MixColumns.Check(keep);
        Keep = keep;
        _folder = folder;
        _baseName = baseName;
        _suffix = suffix;
        _targetBytes = targetBytes;
        _relativeFolder = relativeFolder;
        _spillFolder = Path.Combine(folder, $"{baseName}.spill");
        _database = DuckDatabase.OpenInMemory(new DuckOptions { MemoryLimitBytes = MemoryBytes, TempDirectory = _spillFolder });
        _connection = _database.Connect();
    }

    /// <summary>Fields to keep.</summary>
    private protected ImmutableArray<string> Keep { get; }

    /// <summary>The columns of the table, in SQL.</summary>
    private protected abstract string Columns { get; }

    /// <inheritdoc/>
    public sealed override void Write(in MixRecord record, ShardReader fields)
    {
        Part part = _open ??= OpenPart();
        long bytes = Append(_appender!, record, fields);
        part.Count(bytes, record.Copies, record.Tokens);
        if (part.TextBytes > _targetBytes)
        {
            ClosePart(part);
        }
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<OutputFile> Complete()
    {
        if (_open is { } part)
        {
            ClosePart(part);
        }

        foreach (Part whole in _parts)
        {
            Guard(whole.Path, whole.Publish);
        }

        return [.. _parts.Select(p => p.Describe(_relativeFolder))];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _appender?.Dispose();
            _connection.Dispose();
            _database.Dispose();
            foreach (Part part in _parts)
            {
                part.Discard();
            }

            if (Directory.Exists(_spillFolder))
            {
                Directory.Delete(_spillFolder, recursive: true);
            }
        }
    }

    /// <summary>Appends a document to the table.</summary>
    /// <returns>Bytes that it takes before compression.</returns>
    private protected abstract long Append(DuckAppender rows, in MixRecord record, ShardReader fields);

    /// <summary>Appends what is still held back: the part ends here.</summary>
    private protected virtual void AppendRest(DuckAppender rows)
    {
    }

    /// <summary>How DuckDB is to write the table: the options of COPY, in SQL.</summary>
    /// <param name="documents">Documents of the part.</param>
    /// <param name="bytes">Their bytes.</param>
    private protected abstract string CopyOptions(long documents, long bytes);

    /// <summary>Reads the file again and compares it with what was written: nobody promised that DuckDB writes just that.</summary>
    /// <param name="connection">A connection without an open reader.</param>
    /// <param name="path">The file.</param>
    /// <param name="documents">Documents that it must hold.</param>
    /// <returns>Whether it holds them.</returns>
    private protected abstract bool Verify(DuckConnection connection, string path, long documents);

    private static void Guard(string path, Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw PartialFile.Unwritable(path, e);
        }
        catch (DuckException e) when (e.Failure == DuckFailure.File)
        {
            throw PartialFile.Unwritable(path, new IOException(e.FirstLine, e));
        }
        catch (DuckException e) when (e.Failure == DuckFailure.Memory)
        {
            throw new UserErrorException(
                new SourceLine(path), "there is too little memory to write this file.", "Use fewer workers (`--workers N`), or smaller files (`output.shard-bytes`).", e);
        }
    }

    private Part OpenPart()
    {
        Guard(_folder, () => Directory.CreateDirectory(_folder));
        _ = _connection.Execute($"CREATE OR REPLACE TABLE {Table} ({Columns})");
        _appender = _connection.Append(Table);
        var part = new Part(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_baseName}-{_parts.Count:D3}.{_suffix}")));
        _parts.Add(part);
        return part;
    }

    private void ClosePart(Part part)
    {
        _open = null;
        Guard(part.Path, () =>
        {
            AppendRest(_appender!);
            _appender!.Complete();
            _ = _connection.Execute($"COPY {Table} TO {DuckSql.Text(part.PartialPath)} ({CopyOptions(part.Documents, part.TextBytes)})");
            _ = _connection.Execute($"DROP TABLE {Table}"); // The memory is needed for the next part.
            part.BringToDisk();
            if (!Verify(_connection, part.PartialPath, part.Documents))
            {
                throw new IOException("it does not hold what was written to it");
            }
        });
    }

    /// <summary>A file and what is in it.</summary>
    private sealed class Part(string path)
    {
        private long _copies;
        private long _tokens;
        private long _bytes;
        private string _sha256 = "";
        private bool _isPublished;

        internal string Path { get; } = path;

        internal string PartialPath { get; } = path + ".partial";

        internal long Documents { get; private set; }

        /// <summary>Bytes before compression.</summary>
        internal long TextBytes { get; private set; }

        internal void Count(long bytes, int copies, long tokens)
        {
            TextBytes += bytes;
            Documents++;
            _copies += copies;
            _tokens = checked(_tokens + (tokens * copies));
        }

        internal void BringToDisk()
        {
            using var file = new FileStream(PartialPath, FileMode.Open, FileAccess.ReadWrite);
            file.Flush(flushToDisk: true);
            _bytes = file.Length;
            _sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        }

        internal void Publish()
        {
            File.Move(PartialPath, Path, overwrite: true);
            _isPublished = true;
        }

        internal OutputFile Describe(string folder)
        {
            string name = System.IO.Path.GetFileName(Path);
            return new OutputFile(folder.Length == 0 ? name : $"{folder.TrimEnd('/')}/{name}", _sha256, _bytes, Documents, _copies, _tokens);
        }

        internal void Discard()
        {
            if (_isPublished)
            {
                return;
            }

            try
            {
                File.Delete(PartialPath);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Where even that is not allowed, an error was told already; the name says that the file is partial.
            }
        }
    }
}
