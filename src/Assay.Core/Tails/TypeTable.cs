using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Assay.Core.Tails;

/// <summary>What a table keeps of a type.</summary>
/// <typeparam name="TSelf">The slot itself.</typeparam>
internal interface ITypeSlot<TSelf>
    where TSelf : struct
{
    /// <summary>The type.</summary>
    ulong Hash { get; }

    /// <summary>How often it occurred; 0 in an empty slot.</summary>
    long Count { get; }

    /// <summary>Adds what another table, or another occurrence, says of the same type.</summary>
    /// <param name="other">A slot of the same hash. The order of additions must not matter.</param>
    void Merge(in TSelf other);
}

/// <summary>Types by their hash, exact up to a bound and a fixed sample of types beyond it: the one table behind every count of types.</summary>
/// <remarks>
/// <para>Open addressing, at most three quarters full. Beyond the bound it keeps one type in 2^<see cref="SampleLevel"/>, those whose hash
/// begins with so many zero bits, and all that it keeps of a type stays exact. The level follows from the types alone, so that neither
/// the order of the text nor the number of shards changes the result.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <param name="maxTypes">The bound.</param>
internal sealed class TypeTable<TSlot>(int maxTypes)
    where TSlot : struct, ITypeSlot<TSlot>
{
    private const int FirstSlots = 1024;

    private TSlot[] _slots = new TSlot[FirstSlots];

    /// <summary>Types in the table.</summary>
    public int Types { get; private set; }

    /// <summary>0 while all types are kept; s where one in 2^s is.</summary>
    public int SampleLevel { get; private set; }

    /// <summary>The highest hash that the sample holds.</summary>
    public ulong HighestHash => ulong.MaxValue >> SampleLevel;

    /// <summary>The used slots, in an order that means nothing.</summary>
    public IEnumerable<TSlot> Used => _slots.Where(slot => slot.Count > 0);

    /// <summary>Adds an occurrence, or all that another table knows of a type.</summary>
    /// <param name="item">What is known; its count is 1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in TSlot item)
    {
        if (item.Hash > HighestHash)
        {
            return;
        }
        ref TSlot slot = ref _slots[Find(item.Hash)];
        if (slot.Count > 0)
        {
            slot.Merge(item);
            return;
        }
        slot = item;
        Types++;
        if (Types > maxTypes || Types > _slots.Length / 4 * 3)
        {
            Grow();
        }
    }

    /// <summary>What is known of a type; the default where it is unknown.</summary>
    public TSlot this[ulong hash] => _slots[Find(hash)];

    /// <summary>Asks the memory for the slot of a type that will be wanted soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong hash)
    {
        if (Sse.IsSupported)
        {
            // Only a hint: should the array move meanwhile, nothing is lost but time.
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[(int)hash & (_slots.Length - 1)]));
        }
    }

    /// <summary>Keeps a smaller sample; a level below the present one changes nothing.</summary>
    public void RaiseSampleLevel(int level)
    {
        if (level > SampleLevel)
        {
            SampleLevel = level;
            Rebuild(_slots.Length);
        }
    }

    private void Grow()
    {
        while (Types > maxTypes && SampleLevel < TypeSample.MostLevel)
        {
            RaiseSampleLevel(SampleLevel + 1);
        }
        if (Types > _slots.Length / 4 * 3)
        {
            Rebuild(checked(_slots.Length * 2));
        }
    }

    /// <summary>The slot of a type, or the empty one where it belongs.</summary>
    private int Find(ulong hash)
    {
        TSlot[] slots = _slots;
        int mask = slots.Length - 1;
        int index = (int)hash & mask; // Hashes are mixed: their low bits are as good as any.
        while (slots[index].Count > 0 && slots[index].Hash != hash)
        {
            index = (index + 1) & mask;
        }
        return index;
    }

    private void Rebuild(int size)
    {
        TSlot[] old = _slots;
        _slots = new TSlot[size];
        Types = 0;
        foreach (ref readonly TSlot slot in old.AsSpan())
        {
            if (slot.Count > 0 && slot.Hash <= HighestHash)
            {
                _slots[Find(slot.Hash)] = slot;
                Types++;
            }
        }
    }
}
