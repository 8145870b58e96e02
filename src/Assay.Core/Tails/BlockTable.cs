using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Assay.Core.Tails;

/// <summary>Types by their hash with the blocks they occur in, exact up to a bound and a fixed sample of types beyond it.</summary>
/// <remarks>
/// <para>Nearly all n-grams of a text occur once, and of those nothing need be kept but the block: they take 12 bytes of an open-addressing table
/// that is at most three quarters full. A type that occurs again moves to a list of whole records, and its place in the table says where. The
/// fewer bytes a type takes, the fewer pages are touched for the first time, which is what counting costs.</para>
/// <para>Beyond the bound it keeps one type in 2^<see cref="SampleLevel"/>, as <see cref="TypeTable{TSlot}"/> does. Not thread-safe.</para>
/// </remarks>
/// <param name="maxTypes">The bound.</param>
internal sealed class BlockTable(int maxTypes)
{
    private const int FirstPlaces = 1024;
    private const uint FirstRecord = BlockTypes.Blocks + 1;

    private Place[] _places = new Place[FirstPlaces];
    private BlockSlot[] _records = [];
    private int _recordCount;

    /// <summary>Types in the table.</summary>
    public int Types { get; private set; }

    /// <summary>0 while all types are kept; s where one in 2^s is.</summary>
    public int SampleLevel { get; private set; }

    /// <summary>The highest hash that the sample holds.</summary>
    public ulong HighestHash => ulong.MaxValue >> SampleLevel;

    /// <summary>All types, in an order that means nothing.</summary>
    public IEnumerable<BlockSlot> Used => _places.Where(place => place.Content != 0).Select(Slot);

    /// <summary>What is known of a type; a count of 0 where it is unknown.</summary>
    public BlockSlot this[ulong hash] => Slot(_places[Find(hash)]);

    /// <summary>Adds an occurrence.</summary>
    /// <param name="hash">The type.</param>
    /// <param name="block">The block, 0 to 63.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong hash, int block)
    {
        if (hash > HighestHash)
        {
            return;
        }
        ref Place place = ref _places[Find(hash)];
        if (place.Content == 0)
        {
            place = new(hash, (uint)block + 1);
            Count();
            return;
        }
        ref BlockSlot record = ref Record(ref place);
        ulong bit = 1UL << block;
        record.Single = (record.Single & ~bit) | (bit & ~record.Present);
        record.Present |= bit;
        record.Count++;
    }

    /// <summary>Adds all that another table knows of a type.</summary>
    /// <param name="item">What is known; its count is 1 or more.</param>
    public void Add(in BlockSlot item)
    {
        if (item.Hash > HighestHash)
        {
            return;
        }
        if (item.Count == 1)
        {
            Add(item.Hash, BitOperations.TrailingZeroCount(item.Present));
            return;
        }
        ref Place place = ref _places[Find(item.Hash)];
        if (place.Content == 0)
        {
            place = new(item.Hash, Append(item));
            Count();
            return;
        }
        Record(ref place).Merge(item);
    }

    /// <summary>Asks the memory for the place of a type that will be wanted soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: should the array move meanwhile, nothing is lost but time.
            Sse.Prefetch0(Unsafe.AsPointer(ref _places[(int)hash & (_places.Length - 1)]));
        }
    }

    /// <summary>Keeps a smaller sample; a level below the present one changes nothing.</summary>
    public void RaiseSampleLevel(int level)
    {
        if (level <= SampleLevel)
        {
            return;
        }
        SampleLevel = level;
        BlockSlot[] records = _records;
        _recordCount = 0;
        _records = new BlockSlot[records.Length];
        Rebuild(_places.Length, records);
    }

    /// <summary>The record of a type that occurs again, or is about to.</summary>
    private ref BlockSlot Record(ref Place place)
    {
        if (place.Content < FirstRecord)
        {
            place.Content = Append(Slot(place));
        }
        return ref _records[place.Content - FirstRecord];
    }

    private BlockSlot Slot(Place place)
    {
        if (place.Content >= FirstRecord)
        {
            return _records[place.Content - FirstRecord];
        }
        ulong bit = place.Content == 0 ? 0 : 1UL << (int)(place.Content - 1);
        return new BlockSlot { Hash = place.Hash, Count = bit == 0 ? 0 : 1, Present = bit, Single = bit };
    }

    private uint Append(in BlockSlot record)
    {
        if (_recordCount == _records.Length)
        {
            Array.Resize(ref _records, Math.Max(64, checked(_recordCount * 2)));
        }
        _records[_recordCount] = record;
        return FirstRecord + (uint)_recordCount++;
    }

    /// <summary>A type more.</summary>
    private void Count()
    {
        Types++;
        while (Types > maxTypes && SampleLevel < TypeSample.MostLevel)
        {
            RaiseSampleLevel(SampleLevel + 1);
        }
        if (Types > _places.Length / 4 * 3)
        {
            Rebuild(checked(_places.Length * 2), _records);
        }
    }

    /// <summary>The place of a type, or the empty one where it belongs.</summary>
    private int Find(ulong hash)
    {
        Place[] places = _places;
        int mask = places.Length - 1;
        int index = (int)hash & mask; // Hashes are mixed: their low bits are as good as any.
        while (places[index].Content != 0 && places[index].Hash != hash)
        {
            index = (index + 1) & mask;
        }
        return index;
    }

    /// <summary>Moves what the sample holds to a table of another size, and records to the present list where they come from another.</summary>
    private void Rebuild(int size, BlockSlot[] records)
    {
        Place[] old = _places;
        _places = new Place[size];
        Types = 0;
        foreach (Place place in old)
        {
            if (place.Content == 0 || place.Hash > HighestHash)
            {
                continue;
            }
            bool isMoved = place.Content >= FirstRecord && records != _records;
            _places[Find(place.Hash)] = isMoved ? place with { Content = Append(records[place.Content - FirstRecord]) } : place;
            Types++;
        }
    }

    /// <param name="Hash">The type.</param>
    /// <param name="Content">0 where the place is empty, the block and 1 for a type that occurs once, or where its record is.</param>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private record struct Place(ulong Hash, uint Content);
}
