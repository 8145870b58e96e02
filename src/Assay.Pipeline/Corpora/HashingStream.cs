using System.Security.Cryptography;
using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Writes to a file and hashes what passes; what the system refuses becomes an error in words.</summary>
internal sealed class HashingStream : Stream
{
    private readonly Stream _target;
    private readonly string _path;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _written;

    /// <summary>Creates the stream.</summary>
    /// <param name="target">Where the bytes go; disposed with this stream.</param>
    /// <param name="path">The file's path, for messages.</param>
    public HashingStream(Stream target, string path)
    {
        _target = target;
        _path = path;
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _written;

    /// <inheritdoc/>
    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>SHA-256 of everything written so far, in hexadecimal; the hash starts anew.</summary>
    public string TakeSha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">The file cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _target.Write(buffer);
        }
        catch (IOException e)
        {
            throw PartialFile.Unwritable(_path, e);
        }

        _hash.AppendData(buffer);
        _written += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => _target.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _target.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
