using System.Runtime.CompilerServices;

namespace Assay.Core.Language;

/// <summary>Counts of n-grams: nodes are contexts, edges lead to the context one token longer and carry how often it was seen.</summary>
/// <remarks>One hash table holds all edges, sixteen bytes each, so that a step along the trie touches one line of memory.</remarks>
internal sealed class NgramTrie
{
    private readonly List<long> _totals = [0];
    private Slot[] _slots = new Slot[1024];
    private int _used;
    private int[] _first = [];
    private int[] _tokens = [];
    private long[] _cumulative = [];

    /// <summary>How often a context was continued.</summary>
    public long Total(int node) => _totals[node];

    /// <summary>Counts a token after a context.</summary>
    /// <param name="node">The context.</param>
    /// <param name="token">The token.</param>
    /// <param name="deeper">Whether the context longer by this token is needed.</param>
    /// <returns>Its node; 0 when not needed.</returns>
    public int Add(int node, int token, bool deeper)
    {
        _totals[node]++;
        ref Slot slot = ref Place(Key(node, token));
        slot.Count = checked(slot.Count + 1);
        if (deeper && slot.Child == 0)
        {
            slot.Child = _totals.Count;
            _totals.Add(0);
        }

        return slot.Child;
    }

    /// <summary>The node of a context; −1 when it was never seen.</summary>
    public int Find(ReadOnlySpan<int> context)
    {
        int node = 0;
        foreach (int word in context)
        {
            node = Child(node, word);
            if (node < 0)
            {
                return -1;
            }
        }

        return node;
    }

    /// <summary>The context longer by a token; −1 when it was never seen.</summary>
    public int Child(int node, int token)
    {
        ref readonly Slot slot = ref Find(Key(node, token));
        return slot.Child == 0 ? -1 : slot.Child;
    }

    /// <summary>How often a token followed a context.</summary>
    public long Count(int node, int token) => Find(Key(node, token)).Count;

    /// <summary>Lays the continuations of each context side by side, for drawing.</summary>
    public void Freeze()
    {
        _first = new int[_totals.Count + 1];
        foreach (Slot slot in _slots)
        {
            if (slot.Key != 0)
            {
                _first[slot.Node + 1]++;
            }
        }

        for (int node = 0; node < _totals.Count; node++)
        {
            _first[node + 1] += _first[node];
        }

        int[] place = [.. _first];
        _tokens = new int[_used];
        _cumulative = new long[_used];
        foreach (Slot slot in _slots)
        {
            if (slot.Key != 0)
            {
                int at = place[slot.Node]++;
                (_tokens[at], _cumulative[at]) = (slot.Token, slot.Count);
            }
        }

        for (int node = 0; node < _totals.Count; node++)
        {
            for (int i = _first[node] + 1; i < _first[node + 1]; i++)
            {
                _cumulative[i] += _cumulative[i - 1];
            }
        }
    }

    /// <summary>Tokens that followed a context.</summary>
    public ReadOnlySpan<int> Tokens(int node) => _tokens.AsSpan(_first[node].._first[node + 1]);

    /// <summary>Running sums of how often they did.</summary>
    public ReadOnlySpan<long> Cumulative(int node) => _cumulative.AsSpan(_first[node].._first[node + 1]);

    /// <summary>One more than the pair, so that zero means empty.</summary>
    private static ulong Key(int node, int token) => (((ulong)(uint)node << 32) | (uint)token) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Home(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> (64 - System.Numerics.BitOperations.Log2((uint)_slots.Length)));

    private ref Slot Find(ulong key)
    {
        int mask = _slots.Length - 1;
        int at = Home(key);
        while (_slots[at].Key != key && _slots[at].Key != 0)
        {
            at = (at + 1) & mask;
        }

        return ref _slots[at];
    }

    private ref Slot Place(ulong key)
    {
        ref Slot slot = ref Find(key);
        if (slot.Key == key)
        {
            return ref slot;
        }

        if (2 * (_used + 1) > _slots.Length)
        {
            Slot[] old = _slots;
            _slots = new Slot[2 * old.Length];
            foreach (Slot moved in old)
            {
                if (moved.Key != 0)
                {
                    Find(moved.Key) = moved;
                }
            }

            slot = ref Find(key);
        }

        _used++;
        slot.Key = key;
        return ref slot;
    }

    private struct Slot
    {
        public ulong Key;
        public int Count;
        public int Child;

        public readonly int Node => (int)((Key - 1) >> 32);

        public readonly int Token => (int)(Key - 1);
    }
}
