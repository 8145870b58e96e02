namespace Assay.Pipeline.Corpora;

/// <summary>Reads the records of one shard, one after the other, without making strings of them.</summary>
/// <remarks>
/// Spans handed out are valid until the next <see cref="MoveNext"/>. Every record has a row, bad ones too, so that scan and write
/// number them alike. Not thread-safe.
/// </remarks>
public abstract class ShardReader : IDisposable
{
    /// <summary>Moves to the next good record; bad ones go to the handler that the reader was opened with.</summary>
    /// <returns>False at the end of the shard.</returns>
    /// <exception cref="ShardFormatException">A record is bad and the handler does not allow it, or the file cannot be read.</exception>
    public abstract bool MoveNext();

    /// <summary>Which field carries what, and which slot it has.</summary>
    public abstract FieldMap Fields { get; }

    /// <summary>0-based number of the record within its shard, counting bad records.</summary>
    public abstract long RowIndex { get; }

    /// <summary>Bytes of the record as stored before compression: the JSONL line without its line end, the text file, or (Parquet and CSV) the bytes of its text.</summary>
    public abstract long RecordBytes { get; }

    /// <summary>The document's text: valid UTF-8, never empty.</summary>
    public abstract ReadOnlySpan<byte> Text { get; }

    /// <summary>The value of a field.</summary>
    /// <param name="slot">0-based slot, see <see cref="FieldMap.Names"/>.</param>
    public abstract FieldValue Field(int slot);

    /// <summary>Tells the handler that the current record is bad after all, for a reason that only its user can see.</summary>
    /// <param name="reason">One of <see cref="BadRecordReason"/>.</param>
    /// <param name="found">What was found, as a sentence.</param>
    /// <param name="remedy">What the user can do about it, as a sentence.</param>
    public abstract void Reject(string reason, string found, string remedy);

    /// <summary>Bytes of <see cref="Shard.Bytes"/> consumed so far, for progress.</summary>
    public abstract long BytesConsumed { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Whether managed objects may be touched.</param>
    protected abstract void Dispose(bool disposing);
}
