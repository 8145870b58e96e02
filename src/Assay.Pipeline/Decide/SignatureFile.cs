using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Core.Duplicates;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Decide;

/// <summary>All signatures in one mapped file: the system pages them in as they are compared, so memory does not bound the corpus.</summary>
internal sealed unsafe class SignatureFile : ISignatures, IDisposable
{
    private readonly string _path;
    private readonly int _length;
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private SignatureFile(string path, int length)
    {
        _path = path;
        _length = length;
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        _view = _map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>Spools the signatures of a corpus into a file that is deleted on disposal.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="length">Values of one signature.</param>
    /// <param name="load">Calls its argument once for each document, in order.</param>
    public static SignatureFile Spool(RunFolder folder, int length, Action<FactLoader.SignatureReceiver> load)
    {
        _ = Directory.CreateDirectory(folder.Spill);
        string path = Path.Combine(folder.Spill, "signatures");
        using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
        {
            load((_, signature) => stream.Write(signature));
        }

        return new SignatureFile(path, length);
    }

    /// <summary>The signature of a document.</summary>
    /// <param name="document">0-based document.</param>
    public ReadOnlySpan<ushort> this[int document] => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AsRef<ushort>(_start + (long)document * _length * sizeof(ushort)), _length);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
        File.Delete(_path);
    }
}
