using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>A reference that versions are compared with, and what it says about itself.</summary>
/// <remarks>What splits show is learnt once for each ratio of sizes and kept. Not thread-safe.</remarks>
public sealed class WatchReference
{
    private static readonly int[] FreshBlocks = [4, 6, 8, 11, 16, 22, 32]; // of 64: sizes a factor 1.4 apart

    private readonly Dictionary<string, SplitNull> _nulls = new(StringComparer.Ordinal);
    private readonly Dictionary<(WatchedPart, int), BlockIncidence> _incidences = [];
    private readonly Dictionary<(WatchedPart, int), BlockHistogram> _histograms = [];
    private readonly RunSeed _seed;
    private readonly Lazy<VectorComparer?> _vectors;
    private readonly Lazy<CorpusSpread> _spread;

    /// <summary>Takes a corpus as reference.</summary>
    /// <param name="sketch">The corpus; it must not change any more.</param>
    /// <param name="options">How the alarm works.</param>
    /// <param name="seed">Root of the splits' randomness.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public WatchReference(CorpusSketch sketch, WatchOptions options, RunSeed seed)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        (Sketch, Options, _seed) = (sketch, options, seed);
        _vectors = new(() => VectorComparer.Suffices(sketch.Vectors) ? new(sketch.Vectors, options, seed) : null);
        _spread = new(() => SpreadOf(sketch));
        Pools = RareStrata.Of(sketch, options.LeastDocuments);
        HashSet<string> pooled = [.. Pools.SelectMany(p => p.Members)];
        TooSmall = [.. sketch.Strata.Where(s => s.Value.Documents < options.LeastDocuments && !pooled.Contains(s.Key)).Select(s => s.Key)];
        Prepare(sketch);
        Strata = [.. sketch.Strata.Where(s => s.Value.Documents >= options.LeastDocuments).Select(s => s.Key)];
        Shown = [.. Enumerable.Range(1, CorpusSketch.Orders).Select(n => new WatchedPart(null, n)), .. Strata.Select(s => new WatchedPart(s, 1))];
    }

    /// <summary>The corpus.</summary>
    public CorpusSketch Sketch { get; }

    /// <summary>How the alarm works.</summary>
    public WatchOptions Options { get; }

    /// <summary>Strata with documents enough to be watched.</summary>
    public IReadOnlyList<string> Strata { get; }

    /// <summary>For each field its strata that have too few documents to be watched by themselves, and are watched together.</summary>
    public IReadOnlyList<RareStrata> Pools { get; }

    /// <summary>Strata that are not watched: even together they have too few documents.</summary>
    public IReadOnlyList<string> TooSmall { get; }

    /// <summary>All parts that are measured.</summary>
    public IReadOnlyList<WatchedPart> Shown { get; }

    /// <summary>Whether a quantity can ring the alarm: where strata are declared, only what happens within them and their shares; a mere change of their mix moves all else.</summary>
    /// <param name="quantity">The quantity.</param>
    public bool IsInFamily(WatchedQuantity quantity) => Options.WatchesText && (Strata.Count == 0 || quantity.Part.Stratum is not null);

    /// <summary>How much the reference's own quantities scatter.</summary>
    public CorpusSpread Spread => _spread.Value;

    /// <summary>How much the quantities of another corpus scatter.</summary>
    /// <param name="corpus">The corpus.</param>
    public CorpusSpread SpreadOf(CorpusSketch corpus) => new(corpus, Shown, _seed);

    /// <summary>By how much a version's types scatter on the average over the family: what a trend over versions must exceed.</summary>
    /// <param name="spread">How much the version's quantities scatter.</param>
    /// <returns>A standard deviation of the logarithm; 0 where no types are in the family.</returns>
    public double ScatterOf(CorpusSpread spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        return Shown.Select(part => new WatchedQuantity(part, TailMeasure.Types))
            .Where(IsInFamily)
            .Select(types => spread.DeviationOf(types) ?? 0)
            .DefaultIfEmpty(0)
            .Average();
    }

    /// <summary>Compares vectors; null where the reference has too few.</summary>
    public VectorComparer? Vectors => _vectors.Value;

    /// <summary>Gives a version the pools of rare strata that the reference has.</summary>
    /// <param name="version">The version.</param>
    public void Prepare(CorpusSketch version)
    {
        ArgumentNullException.ThrowIfNull(version);
        foreach (RareStrata pool in Pools)
        {
            version.Pool(pool.Name, pool.Members);
        }
    }

    /// <summary>Share of a version's words that lie in documents of the reference.</summary>
    /// <param name="version">The version.</param>
    /// <returns>In [0, 1].</returns>
    public double SharedShare(CorpusSketch version)
    {
        ArgumentNullException.ThrowIfNull(version);
        int level = Math.Max(version.DocumentHashes.SampleLevel, Sketch.DocumentHashes.SampleLevel);
        double all = 0, shared = 0;
        foreach (BlockSlot document in version.DocumentHashes.Used.Where(d => TypeSample.Holds(d.Hash, level)))
        {
            all += document.Count;
            shared += Sketch.DocumentHashes[document.Hash].Count > 0 ? document.Count : 0;
        }
        return all == 0 ? 0 : shared / all;
    }

    internal BlockHistogram Histogram(WatchedPart part, int level)
    {
        if (!_histograms.TryGetValue((part, level), out BlockHistogram? histogram))
        {
            _histograms.Add((part, level), histogram = new(part.Of(Sketch)!, level));
        }
        return histogram;
    }

    /// <summary>What splits of the reference show, for versions of a size and tables of a sample level.</summary>
    /// <param name="ratio">Words of the version by words of the reference.</param>
    /// <param name="levels">The sample level at which each part is looked at.</param>
    internal SplitNull Null(double ratio, IReadOnlyDictionary<WatchedPart, int> levels)
    {
        double wanted = BlockTypes.Blocks * Math.Min(1, ratio) / (1 + Math.Min(1, ratio));
        int fresh = FreshBlocks.MinBy(blocks => Math.Abs(Math.Log(blocks / wanted)));
        string key = string.Join(' ', [fresh, .. levels.Select(l => $"{l.Key.Stratum}/{l.Key.Order}={l.Value}").Order(StringComparer.Ordinal)]);
        if (!_nulls.TryGetValue(key, out SplitNull? known))
        {
            Dictionary<WatchedPart, BlockIncidence> parts = levels.ToDictionary(l => l.Key, l => Incidence(l.Key, l.Value));
            _nulls.Add(key, known = new(Sketch, parts, Strata, fresh, Options, _seed));
        }
        return known;
    }

    private BlockIncidence Incidence(WatchedPart part, int level)
    {
        if (!_incidences.TryGetValue((part, level), out BlockIncidence? incidence))
        {
            _incidences.Add((part, level), incidence = new(part.Of(Sketch)!, level));
        }
        return incidence;
    }
}
