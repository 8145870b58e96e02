namespace Assay.Core.Detection;

/// <summary>The distinct features of a piece of text with their counts. A worker owns one.</summary>
internal sealed class WordFeatures
{
    /// <summary>Where the count starts in an entry; below it is the feature.</summary>
    internal const int CountShift = 24;

    /// <summary>Set in entries of single words in small letters.</summary>
    internal const uint WordFlag = 1u << 20;

    /// <summary>Set in entries of two words in small letters.</summary>
    internal const uint PairFlag = 1u << 21;

    private const int Slots = 2048;
    private const int MostEntries = Slots / 2;

    private readonly ushort[] _slots = new ushort[Slots];
    private readonly uint[] _entries = new uint[MostEntries];
    private int _count;

    /// <summary>Feature | flag | count &lt;&lt; <see cref="CountShift"/>, in order of first occurrence.</summary>
    internal ReadOnlySpan<uint> Entries => _entries.AsSpan(0, _count);

    /// <summary>Reads the features of a run of tokens.</summary>
    /// <param name="hashes">Hash of each token. After 1,024 distinct features no new ones are taken: a piece of 250 words has fewer.</param>
    /// <param name="kinds">Kind of each.</param>
    internal void Read(ReadOnlySpan<ulong> hashes, ReadOnlySpan<byte> kinds)
    {
        Array.Clear(_slots);
        _count = 0;
        ulong previous = 0;
        bool isPreviousLower = false;
        for (int i = 0; i < hashes.Length; i++)
        {
            ulong hash = hashes[i];
            bool isLower = kinds[i] == TokenKind.Lower;
            Add(WordModel.Unigram(hash), isLower ? WordFlag : 0);
            Add(WordModel.Bigram(previous, hash), isLower && isPreviousLower ? PairFlag : 0);
            (previous, isPreviousLower) = (hash, isLower);
        }
    }

    private void Add(uint feature, uint flag)
    {
        uint slot = (feature * 0x9E3779B1u) >> 21;
        while (true)
        {
            int index = _slots[slot];
            if (index == 0)
            {
                if (_count < MostEntries)
                {
                    _entries[_count++] = feature | flag | (1u << CountShift);
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
