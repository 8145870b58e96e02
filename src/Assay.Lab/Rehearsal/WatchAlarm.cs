using System.Collections.Concurrent;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;

namespace Assay.Lab.Rehearsal;

/// <summary>The alarm of <c>assay watch</c> over the mixes of a rehearsal; its reference is the human text that no mix holds.</summary>
/// <remarks>
/// Under fresh human text every mix is a sample of the source that the reference comes from, which is what the alarm is calibrated on: it
/// rings at most at its rate. A mix of more than a few times the reference is looked at in part, whole documents by a seeded choice.
/// </remarks>
public sealed class WatchAlarm : IMixAlarm
{
    // The larger the mix beside its reference, the more it says; beyond this it says next to nothing more and takes longer.
    private const int LargestRatio = 4;

    private static readonly SketchOptions s_sketch = new() { MaxTypes = 1 << 18, ProbeWords = 0 };

    private readonly ConcurrentBag<WatchReference> _idle = [];
    private readonly IReadOnlyList<int[]> _heldOut;
    private readonly WatchOptions _options;
    private readonly RunSeed _seed;
    private readonly long _most;

    /// <summary>Takes held-out human text as reference.</summary>
    /// <param name="heldOut">Its documents; with fewer than the alarm's least there is no answer.</param>
    /// <param name="falseAlarmRate">Chance that a course of fresh human mixes ever rings, in (0, .5].</param>
    /// <param name="seed">Root of the splits' randomness.</param>
    public WatchAlarm(IReadOnlyList<int[]> heldOut, double falseAlarmRate, RunSeed seed)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        (_heldOut, _options, _seed) = (heldOut, new WatchOptions { FalseAlarmRate = falseAlarmRate }, seed);
        _most = LargestRatio * heldOut.Sum(document => (long)document.Length);
        NoAnswer = heldOut.Count >= _options.LeastDocuments
            ? null
            : FormattableString.Invariant($"Only {heldOut.Count} documents are held out; the alarm needs {_options.LeastDocuments} to know how fresh text varies.");
    }

    /// <inheritdoc/>
    public string? NoAnswer { get; }

    /// <inheritdoc/>
    public MixesVerdict Judge(IReadOnlyList<IReadOnlyList<int[]>> mixes)
    {
        ArgumentNullException.ThrowIfNull(mixes);
        if (NoAnswer is not null)
        {
            return new MixesVerdict(SeriesVerdict.Of([]), NoAnswer);
        }

        // What splits show is learnt once and kept, by an instance that one thread uses at a time; all instances learn the same.
        WatchReference reference = _idle.TryTake(out WatchReference? idle) ? idle : new WatchReference(Sketch(_heldOut), _options, _seed.For("reference"));
        var verdicts = new List<(VersionVerdict Verdict, double)>();
        string? silence = null;
        for (int t = 0; t < mixes.Count; t++)
        {
            CorpusSketch sketch = Sketch(Part(mixes[t], t));
            CorpusSpread spread = reference.SpreadOf(sketch);
            verdicts.Add((WatchJudge.Compare(reference, sketch, t + 1, spread), reference.ScatterOf(spread)));
            silence ??= verdicts[t].Verdict.NoAnswer is null ? null : Reason(sketch, reference.Sketch, t + 1);
        }

        _idle.Add(reference);
        SeriesVerdict series = SeriesVerdict.Of(verdicts);
        return new MixesVerdict(series, series.First is null ? silence : null);
    }

    /// <summary>Why a mix cannot be compared, in the words of a rehearsal.</summary>
    private string Reason(CorpusSketch mix, CorpusSketch heldOut, int generation) => mix.Documents < _options.LeastDocuments
        ? FormattableString.Invariant($"The mix of generation {generation} has {mix.Documents} documents; the alarm needs {_options.LeastDocuments}.")
        : FormattableString.Invariant($"The mix of generation {generation} has {mix.Words} words and the held-out text {heldOut.Words}: sizes too far apart to compare.");

    private IReadOnlyList<int[]> Part(IReadOnlyList<int[]> mix, int generation)
    {
        if (mix.Sum(document => (long)document.Length) <= _most)
        {
            return mix;
        }

        var prng = new Prng(_seed.For(FormattableString.Invariant($"part/{generation}")));
        int[] order = [.. Enumerable.Range(0, mix.Count)];
        List<int[]> part = [];
        long words = 0;
        for (int i = 0; words < _most; i++)
        {
            int j = i + prng.NextInt32(order.Length - i);
            (order[i], order[j]) = (order[j], order[i]);
            part.Add(mix[order[i]]);
            words += part[^1].Length;
        }

        return part;
    }

    private static CorpusSketch Sketch(IReadOnlyList<int[]> documents)
    {
        var sketch = new CorpusSketch(s_sketch);
        foreach (int[] document in documents)
        {
            sketch.Add([], [.. document.Select(Hash)]);
        }

        return sketch;
    }

    /// <summary>Words are numbers here; the sketch samples and throws into buckets by hashes, whose bits must all be random.</summary>
    private static ulong Hash(int word) => new Prng(new RunSeed((ulong)word)).NextUInt64();
}
