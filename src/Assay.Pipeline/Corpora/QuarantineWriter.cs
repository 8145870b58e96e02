using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Puts a shard's bad records aside, one JSON object a line: where, why, what to do, and the record itself.</summary>
/// <remarks>
/// Keys: <c>at, path, line, column, row, reason, found, remedy, bytes</c>, then <c>raw</c>, or <c>raw_base64</c> where the record is
/// not UTF-8. Of a record longer than 64 KiB only the start is kept; <c>bytes</c> tells its length. Until <see cref="Complete"/> the
/// file's name ends in <c>.partial</c>; without bad records there is no file. Not thread-safe.
/// </remarks>
public sealed class QuarantineWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _name;
    private readonly ArrayBufferWriter<byte> _line = new();
    private PartialFile? _file;

    /// <summary>Creates a writer.</summary>
    /// <param name="folder">Full path of the folder; created with the first bad record.</param>
    /// <param name="baseName">Name of the file without <c>.jsonl</c>.</param>
    public QuarantineWriter(string folder, string baseName)
    {
        _folder = folder;
        _name = $"{baseName}.jsonl";
    }

    /// <summary>Bad records written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Writes a bad record: a <see cref="BadRecordHandler"/>.</summary>
    /// <param name="record">The bad record.</param>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Write(BadRecord record)
    {
        _line.ResetWrittenCount();
        Text("{\"at\":", record.At.ToString());
        Text(",\"path\":", record.At.Path);
        Number(",\"line\":", record.At.Line);
        Number(",\"column\":", record.At.Column);
        Number(",\"row\":", record.RowIndex);
        Text(",\"reason\":", record.Reason);
        Text(",\"found\":", record.Found);
        Text(",\"remedy\":", record.Remedy);
        Number(",\"bytes\":", record.RecordBytes);
        ReadOnlySpan<byte> raw = record.Raw.Span;
        ReadOnlySpan<byte> whole = raw.Length < record.RecordBytes ? StrictUtf8.TrimCutCharacter(raw) : raw;
        if (Utf8.IsValid(whole))
        {
            _line.Write(",\"raw\":"u8);
            JsonText.WriteString(_line, whole);
        }
        else
        {
            Text(",\"raw_base64\":", Convert.ToBase64String(raw));
        }

        _line.Write("}\n"u8);
        _file ??= new PartialFile(_folder, _name);
        _file.Stream.Write(_line.WrittenSpan);
        Count++;
    }

    /// <summary>Gives the file its name; without bad records, takes away the file of an earlier run.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Complete()
    {
        string path = Path.Combine(_folder, _name);
        if (_file is not null)
        {
            _file.Publish();
        }
        else if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private void Text(string key, string value)
    {
        Key(key);
        JsonText.WriteString(_line, value);
    }

    private void Number(string key, long value)
    {
        Key(key);
        JsonText.WriteNumber(_line, value);
    }

    private void Key(string key) => _line.Write(Encoding.ASCII.GetBytes(key));
}
