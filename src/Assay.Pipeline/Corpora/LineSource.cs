namespace Assay.Pipeline.Corpora;

/// <summary>Lines of a file, one after the other, as bytes.</summary>
/// <remarks>Spans handed out are valid until the next <see cref="MoveNext"/>.</remarks>
internal abstract class LineSource : IDisposable
{
    /// <summary>Moves to the next line.</summary>
    /// <returns>False at the end.</returns>
    public abstract bool MoveNext();

    /// <summary>The line without its line end (LF or CRLF); after a fault, as much of it as is worth showing.</summary>
    public abstract ReadOnlySpan<byte> Line { get; }

    /// <summary>Number of the line, from 1, counted from where the source began.</summary>
    public abstract long LineNumber { get; }

    /// <summary>Length of the whole line in bytes, without its line end.</summary>
    public abstract long LineBytes { get; }

    /// <summary>What is wrong with the line before anyone looks at what it says: too long, or where a damaged stream ended.</summary>
    public abstract RecordProblem? Fault { get; }

    /// <summary>Bytes of the file (before decompression) read so far, for progress.</summary>
    public abstract long BytesConsumed { get; }

    /// <summary>Closes the file.</summary>
    public abstract void Dispose();
}
