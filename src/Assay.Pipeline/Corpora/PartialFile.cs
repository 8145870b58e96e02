using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>A file that comes into being by one rename: under a name ending in <c>.partial</c> until it is whole and on the disk.</summary>
/// <remarks>Disposing before <see cref="Publish"/> leaves nothing. Not thread-safe.</remarks>
internal sealed class PartialFile : IDisposable
{
    private const string Suffix = ".partial";

    private readonly string _partialPath;
    private readonly FileStream _file;
    private readonly HashingStream _hashing;
    private bool _isClosed;
    private bool _isPublished;

    /// <summary>Creates the file; one that an interrupted run left is written anew.</summary>
    /// <param name="folder">Its folder; created when absent.</param>
    /// <param name="name">Its final name.</param>
    /// <exception cref="UserErrorException">The system does not allow it.</exception>
    public PartialFile(string folder, string name)
    {
        Path = System.IO.Path.Combine(folder, name);
        _partialPath = Path + Suffix;
        try
        {
            Directory.CreateDirectory(folder);
            _file = new FileStream(_partialPath, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 128 << 10);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, e);
        }

        _hashing = new HashingStream(_file, Path);
    }

    /// <summary>Where the bytes go.</summary>
    public Stream Stream => _hashing;

    /// <summary>Its final path.</summary>
    public string Path { get; }

    /// <summary>Its final name, without the folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>SHA-256 of the file in hexadecimal, once it is closed.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The error for a file that cannot be written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cause">What the system answered.</param>
    public static UserErrorException Unwritable(string path, Exception cause) => new(
        new SourceLine(path),
        $"this file cannot be written: {cause.Message.TrimEnd('.')}.",
        "Make room or give yourself the right to write there, then start the same command again: it goes on where it stopped.",
        cause);

    /// <summary>Brings the bytes onto the disk and closes the file, still under its partial name.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        Guard(() => _file.Flush(flushToDisk: true));
        Bytes = _hashing.Length;
        Sha256 = _hashing.TakeSha256();
        _isClosed = true;
        _hashing.Dispose();
    }

    /// <summary>Closes the file and gives it its name.</summary>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public void Publish()
    {
        Close();
        Guard(() => File.Move(_partialPath, Path, overwrite: true));
        _isPublished = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            try
            {
                _hashing.Dispose();
            }
            catch (IOException)
            {
                // What could not be written is not wanted any more.
            }
        }

        if (!_isPublished)
        {
            File.Delete(_partialPath);
        }
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Path, e);
        }
    }
}
