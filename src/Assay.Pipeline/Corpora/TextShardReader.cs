using System.Text;
using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Reads plain text files, one document each.</summary>
/// <remarks>
/// The field in <see cref="StandardSlot.Id"/> is the file's path relative to the shard's folder; a text file has no other fields.
/// A byte order mark is allowed and no part of the text.
/// </remarks>
public sealed class TextShardReader : ShardReader
{
    private readonly Shard _shard;
    private readonly BadRecordHandler _onBadRecord;
    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _length;
    private byte[] _id = [];
    private int _index = -1;
    private long _recordBytes;
    private long _consumed;

    /// <summary>Opens a shard.</summary>
    /// <param name="shard">A shard of text files.</param>
    /// <param name="onBadRecord">Told about files that are no documents; throws to stop, returns to go on without them.</param>
    public TextShardReader(Shard shard, BadRecordHandler onBadRecord)
    {
        _shard = shard;
        _onBadRecord = onBadRecord;
    }

    /// <inheritdoc/>
    public override FieldMap Fields => _shard.Fields;

    /// <inheritdoc/>
    public override long RowIndex => _index;

    /// <inheritdoc/>
    public override long RecordBytes => _recordBytes;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Text => _buffer.AsSpan(_start, _length);

    /// <inheritdoc/>
    public override long BytesConsumed => Math.Min(_consumed, _shard.Bytes);

    /// <summary>The path of a text file as messages show it.</summary>
    /// <param name="shard">Its shard.</param>
    /// <param name="file">One of <see cref="Shard.Files"/>.</param>
    public static string DisplayPathOf(Shard shard, string file) =>
        string.Equals(shard.DisplayPath, ".", StringComparison.Ordinal) ? file : $"{shard.DisplayPath.TrimEnd('/')}/{file}";

    /// <inheritdoc/>
    public override FieldValue Field(int slot) => slot == StandardSlot.Id ? new FieldValue(FieldKind.Text, _id) : default;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (_index + 1 < _shard.Files.Count)
        {
            string file = _shard.Files[++_index];
            string displayPath = DisplayPathOf(_shard, file);
            RecordProblem? problem = Read(Path.Combine(_shard.Path, file), displayPath) ?? Check();
            _consumed += _recordBytes;
            if (problem is null)
            {
                _id = Encoding.UTF8.GetBytes(file);
                return true;
            }

            Report(displayPath, problem);
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Every file is closed as soon as it is read.
    }

    private RecordProblem? Read(string path, string displayPath)
    {
        try
        {
            using FileStream file = CorpusFile.Open(path, displayPath);
            _start = _length = 0;
            int read;
            do
            {
                if (_length == _buffer.Length)
                {
                    // One byte more than what is known to come, so that the end is seen without growing again.
                    long wanted = Math.Max(file.Length + 1, _length + 1L);
                    Array.Resize(ref _buffer, (int)Math.Clamp(wanted, _length + 1L, LineSplitter.MaxLineBytes + 1L));
                }

                read = file.Read(_buffer.AsSpan(_length));
                _length += read;
                if (_length > LineSplitter.MaxLineBytes)
                {
                    _recordBytes = Math.Max(file.Length, _length);
                    return TextProblems.TooLong(_recordBytes);
                }
            }
            while (read > 0);
        }
        catch (IOException e)
        {
            throw CorpusFile.Unreadable(displayPath, e);
        }

        _recordBytes = _length;
        return null;
    }

    private RecordProblem? Check()
    {
        if (Text.StartsWith(StrictUtf8.ByteOrderMark))
        {
            _start = StrictUtf8.ByteOrderMark.Length;
            _length -= _start;
        }

        if (StrictUtf8.FirstInvalid(Text) is >= 0 and var index)
        {
            return FileSignature.OfSupposedText(Text) is { } signature
                ? new RecordProblem(BadRecordReason.DamagedUtf8, signature.Found, signature.Remedy, index + 1)
                : TextProblems.DamagedUtf8(Text[index], index);
        }

        return StrictUtf8.IsBlank(Text) ? TextProblems.Empty : null;
    }

    /// <inheritdoc/>
    public override void Reject(string reason, string found, string remedy) => throw new NotSupportedException("A text file declares nothing that could be rejected.");

    /// <param name="displayPath">The file.</param>
    /// <param name="problem">Its column counts from the start of the text; 0 means the file as a whole.</param>
    private void Report(string displayPath, RecordProblem problem)
    {
        var at = new SourceLine(displayPath);
        if (problem.Column > 0)
        {
            ReadOnlySpan<byte> before = _buffer.AsSpan(0, _start + (int)problem.Column - 1);
            at = new SourceLine(displayPath, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
        }

        byte[] raw = Text[..Math.Min(_length, LineSplitter.ShownBytes)].ToArray();
        _onBadRecord(new BadRecord(at, _index, problem.Reason, problem.Found, problem.Remedy, raw, _recordBytes));
    }
}
