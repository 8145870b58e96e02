using Assay.Core.Errors;
using Assay.Pipeline.Results;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes documents of the mix into files of a given size.</summary>
/// <remarks>
/// Until <see cref="Complete"/> the files have names that end in <c>.partial</c>; disposing before that leaves nothing. The same
/// records give the same bytes. Not thread-safe.
/// </remarks>
public abstract class MixWriter : IDisposable
{
    /// <summary>Writes a document.</summary>
    /// <param name="record">The document.</param>
    /// <param name="fields">The reader at the document's record: it gives the kept fields.</param>
    /// <exception cref="UserErrorException">The file cannot be written, for instance because the disk is full.</exception>
    public abstract void Write(in MixRecord record, ShardReader fields);

    /// <summary>Brings everything onto the disk and gives the files their names.</summary>
    /// <returns>The files in order of their parts; none when nothing was written.</returns>
    /// <exception cref="UserErrorException">A file cannot be written.</exception>
    public abstract IReadOnlyList<OutputFile> Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the files and removes what was not completed.</summary>
    /// <param name="disposing">Whether managed objects may be touched.</param>
    protected abstract void Dispose(bool disposing);
}
