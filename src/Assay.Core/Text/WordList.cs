using System.Runtime.CompilerServices;

namespace Assay.Core.Text;

/// <summary>The word hashes of one document after the other: a worker owns one, and it grows to the longest document.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class WordList
{
    private ulong[] _hashes = new ulong[1024];
    private int _count;

    /// <summary>The hashes (<c>word-hash-1</c>) of the words, in the order of the text. Valid until the next document.</summary>
    public ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>Forgets the words and keeps the memory.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a word.</summary>
    /// <param name="hash">Its hash.</param>
    public void Add(ulong hash)
    {
        Room(1)[0] = hash;
        Advance(1);
    }

    /// <summary>The room behind the last word.</summary>
    /// <param name="words">The least that is wanted.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<ulong> Room(int words)
    {
        if (_hashes.Length - _count < words)
        {
            Array.Resize(ref _hashes, checked(_hashes.Length * 2 + words));
        }
        return _hashes.AsSpan(_count);
    }

    /// <summary>Counts words that were written into the room.</summary>
    internal void Advance(int words) => _count += words;
}
