namespace Assay.Core.Detection;

/// <summary>Pieces of text as word features, one after the other, to train on.</summary>
internal sealed class WordExamples
{
    private readonly List<int> _ends = [];
    private uint[] _entries = new uint[1 << 16];
    private int _used;

    /// <summary>Pieces.</summary>
    internal int Count => _ends.Count;

    /// <summary>Adds a piece.</summary>
    /// <param name="features">Its features.</param>
    internal void Add(ReadOnlySpan<uint> features)
    {
        if (_entries.Length - _used < features.Length)
        {
            Array.Resize(ref _entries, Math.Max(_entries.Length * 2, _used + features.Length));
        }

        features.CopyTo(_entries.AsSpan(_used));
        _used += features.Length;
        _ends.Add(_used);
    }

    /// <summary>The features of a piece.</summary>
    /// <param name="index">0-based.</param>
    internal ReadOnlySpan<uint> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : _ends[index - 1];
            return _entries.AsSpan(start, _ends[index] - start);
        }
    }
}
