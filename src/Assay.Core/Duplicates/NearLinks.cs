namespace Assay.Core.Duplicates;

/// <summary>Joins documents that share a band and are alike enough into components.</summary>
/// <remarks>
/// <para>Documents are numbered by rank here, the best first, so that nothing depends on the order of the input. Within a run of
/// equal band keys all pairs are compared up to <see cref="AllPairs"/> documents. In a longer run each document is compared with
/// the run's leaders, of which the first is the best-ranked, and becomes a leader itself when it is like none of them; beyond
/// <see cref="MostLeaders"/> leaders this run links it to nothing. A band so costs at most N·<see cref="MostLeaders"/>
/// comparisons, and in practice about one a document in a run.</para>
/// </remarks>
internal sealed class NearLinks
{
    internal const int AllPairs = 32;
    internal const int MostLeaders = 64;

    private readonly ISignatures _signatures;
    private readonly int[] _documents;
    private readonly MinHasher _hasher;
    private readonly int _leastAgreement;
    private readonly int[] _parents;
    private readonly int[] _bestLinks;

    /// <param name="documents">The document of each number.</param>
    /// <param name="signatures">The signatures, by document.</param>
    /// <param name="hasher">What made them.</param>
    /// <param name="near">The threshold.</param>
    internal NearLinks(int[] documents, ISignatures signatures, MinHasher hasher, double near)
    {
        _documents = documents;
        _signatures = signatures;
        _hasher = hasher;
        _leastAgreement = hasher.LeastAgreement(near);
        _parents = new int[documents.Length];
        _bestLinks = new int[documents.Length];
        for (int i = 0; i < documents.Length; i++)
        {
            _parents[i] = i;
        }
        Array.Fill(_bestLinks, -1);
    }

    /// <summary>Pairs compared so far.</summary>
    internal long Comparisons { get; private set; }

    /// <summary>The best-ranked document that was found like a document; -1 when none was.</summary>
    internal int BestLink(int number) => _bestLinks[number];

    /// <summary>The best-ranked document of a document's component.</summary>
    internal int Root(int number)
    {
        while (_parents[number] != number)
        {
            _parents[number] = _parents[_parents[number]]; // Halves the path.
            number = _parents[number];
        }
        return number;
    }

    /// <summary>Equal rows of two documents, or -1 when they are too few.</summary>
    internal int Compare(int a, int b)
    {
        Comparisons++;
        int agreement = MinHasher.Agreement(_signatures[_documents[a]], _signatures[_documents[b]]);
        return agreement >= _leastAgreement ? agreement : -1;
    }

    /// <summary>Joins band after band; keys of one band at a time are in memory.</summary>
    internal void JoinAllBands()
    {
        int count = _documents.Length;
        ulong[] keys = new ulong[count];
        int[] numbers = new int[count];
        ulong[] keyScratch = new ulong[count];
        int[] numberScratch = new int[count];
        for (int band = 0; band < _hasher.Options.Bands; band++)
        {
            for (int i = 0; i < count; i++)
            {
                keys[i] = _hasher.BandKey(_signatures[_documents[i]], band);
                numbers[i] = i;
            }
            RadixSort.Sort(keys, numbers, keyScratch, numberScratch);
            for (int start = 0, end; start < count; start = end)
            {
                for (end = start + 1; end < count && keys[end] == keys[start]; end++)
                {
                }
                ReadOnlySpan<int> run = numbers.AsSpan(start, end - start);
                if (run.Length <= AllPairs)
                {
                    LinkPairs(run);
                }
                else
                {
                    LinkToLeaders(run);
                }
            }
        }
    }

    private void LinkPairs(ReadOnlySpan<int> run)
    {
        for (int later = 1; later < run.Length; later++)
        {
            for (int earlier = 0; earlier < later; earlier++)
            {
                if (Root(run[earlier]) != Root(run[later]) && Compare(run[earlier], run[later]) >= 0)
                {
                    Link(run[earlier], run[later]);
                }
            }
        }
    }

    private void LinkToLeaders(ReadOnlySpan<int> run)
    {
        Span<int> leaders = stackalloc int[MostLeaders];
        int leaderCount = 0;
        foreach (int number in run)
        {
            bool linked = false;
            for (int leader = 0; leader < leaderCount && !linked; leader++)
            {
                linked = Compare(leaders[leader], number) >= 0;
                if (linked)
                {
                    Link(leaders[leader], number);
                }
            }
            if (!linked && leaderCount < MostLeaders)
            {
                leaders[leaderCount++] = number;
            }
        }
    }

    /// <param name="better">The better-ranked of the two.</param>
    /// <param name="worse">The other.</param>
    private void Link(int better, int worse)
    {
        if (_bestLinks[worse] < 0 || better < _bestLinks[worse])
        {
            _bestLinks[worse] = better;
        }
        int a = Root(better);
        int b = Root(worse);
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }
}
