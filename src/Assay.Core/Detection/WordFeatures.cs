namespace Assay.Core.Detection;

/// <summary>The distinct features of a piece of text with their counts. A worker owns one.</summary>
internal sealed class WordFeatures
{
    /// <summary>Where the count starts in an entry; below it is the feature.</summary>
    internal const int CountShift = 24;

    private const int Slots = 2048;
    private const int MostEntries = Slots / 2;

    private readonly ushort[] _slots = new ushort[Slots];
    private readonly uint[] _entries = new uint[MostEntries];
    private int _count;

    /// <summary>Feature | count &lt;&lt; <see cref="CountShift"/>, in order of first occurrence.</summary>
    internal ReadOnlySpan<uint> Entries => _entries.AsSpan(0, _count);

    /// <summary>Reads the features of a run of tokens.</summary>
    /// <param name="hashes">Hash of each token. After 1,024 distinct features no new ones are taken: a piece of 250 words has fewer.</param>
    internal void Read(ReadOnlySpan<ulong> hashes)
    {
        Array.Clear(_slots);
        _count = 0;
        ulong previous = 0;
        foreach (ulong hash in hashes)
        {
            Add(WordModel.Unigram(hash));
            Add(WordModel.Bigram(previous, hash));
            previous = hash;
        }
    }

    private void Add(uint feature)
    {
        uint slot = (feature * 0x9E3779B1u) >> 21;
        while (true)
        {
            int index = _slots[slot];
            if (index == 0)
            {
                if (_count < MostEntries)
                {
                    _entries[_count++] = feature | (1u << CountShift);
                    _slots[slot] = (ushort)_count;
                }

                return;
            }

            ref uint entry = ref _entries[index - 1];
            if ((entry & (WordModel.Size - 1)) == feature)
            {
                entry += entry >> CountShift == 255 ? 0 : 1u << CountShift;
                return;
            }

            slot = (slot + 1) & (Slots - 1);
        }
    }
}
