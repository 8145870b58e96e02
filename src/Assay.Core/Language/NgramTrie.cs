namespace Assay.Core.Language;

/// <summary>Counts of n-grams: nodes are contexts, edges lead to the context one token longer and carry how often it was seen.</summary>
internal sealed class NgramTrie
{
    private readonly List<long> _totals = [0];
    private readonly Dictionary<ulong, int> _edges = [];
    private readonly List<Edge> _edgeList = [];
    private int[] _first = [];
    private int[] _tokens = [];
    private long[] _cumulative = [];

    /// <summary>Number of contexts, the empty one among them.</summary>
    public int Nodes => _totals.Count;

    /// <summary>How often a context was continued.</summary>
    public long Total(int node) => _totals[node];

    /// <summary>Counts one token after one context.</summary>
    public void Add(ReadOnlySpan<int> context, int token)
    {
        int node = 0;
        foreach (int word in context)
        {
            int edge = EdgeOf(node, word);
            if (_edgeList[edge].Child == 0)
            {
                _edgeList[edge] = _edgeList[edge] with { Child = _totals.Count };
                _totals.Add(0);
            }

            node = _edgeList[edge].Child;
        }

        int last = EdgeOf(node, token);
        _edgeList[last] = _edgeList[last] with { Count = _edgeList[last].Count + 1 };
        _totals[node]++;
    }

    /// <summary>The node of a context; −1 when it was never seen.</summary>
    public int Find(ReadOnlySpan<int> context)
    {
        int node = 0;
        foreach (int word in context)
        {
            if (!_edges.TryGetValue(Key(node, word), out int edge) || _edgeList[edge].Child == 0)
            {
                return -1;
            }

            node = _edgeList[edge].Child;
        }

        return node;
    }

    /// <summary>How often a token followed a context.</summary>
    public long Count(int node, int token) => _edges.TryGetValue(Key(node, token), out int edge) ? _edgeList[edge].Count : 0;

    /// <summary>Lays the continuations of each context side by side, for drawing.</summary>
    public void Freeze()
    {
        _first = new int[_totals.Count + 1];
        foreach (Edge edge in _edgeList)
        {
            _first[edge.Node + 1]++;
        }

        for (int node = 0; node < _totals.Count; node++)
        {
            _first[node + 1] += _first[node];
        }

        int[] place = [.. _first];
        _tokens = new int[_edgeList.Count];
        long[] counts = new long[_edgeList.Count];
        foreach (Edge edge in _edgeList)
        {
            int at = place[edge.Node]++;
            (_tokens[at], counts[at]) = (edge.Token, edge.Count);
        }

        _cumulative = counts;
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

    private static ulong Key(int node, int token) => ((ulong)(uint)node << 32) | (uint)token;

    private int EdgeOf(int node, int token)
    {
        ref int edge = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_edges, Key(node, token), out bool known);
        if (!known)
        {
            edge = _edgeList.Count;
            _edgeList.Add(new Edge(node, token, 0, 0));
        }

        return edge;
    }

    private readonly record struct Edge(int Node, int Token, long Count, int Child);
}
