using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Watching;

/// <summary>Compares a series of versions with a reference.</summary>
public sealed class WatchRun
{
    private readonly WatchReference _reference;
    private readonly string _name;
    private readonly RunSeed _seed;
    private readonly List<(VersionVerdict Verdict, double TypesDeviation)> _verdicts = [];
    private readonly List<WatchVersion> _versions = [];

    /// <summary>Begins with the reference.</summary>
    /// <param name="name">The reference's path.</param>
    /// <param name="sketch">The reference.</param>
    /// <param name="options">How the alarm works.</param>
    /// <param name="seed">Root of the splits' randomness.</param>
    public WatchRun(string name, CorpusSketch sketch, WatchOptions options, RunSeed seed)
    {
        _reference = new WatchReference(sketch, options, seed);
        (_name, _seed) = (name, seed);
    }

    /// <summary>Text that nobody has been trained on, for the n-gram models; null holds out documents of the reference.</summary>
    public CorpusSketch? HeldOut { get; init; }

    /// <summary>Compares the next version.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="sketch">Its sketch, which is not needed afterwards.</param>
    public void Add(string name, CorpusSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (_reference.Vectors is not null && sketch.Vectors.Count > 0 && sketch.Vectors.Dimension != _reference.Sketch.Vectors.Dimension)
        {
            throw new UserErrorException(
                $"{name} has vectors of {sketch.Vectors.Dimension} numbers, the reference {_name} of {_reference.Sketch.Vectors.Dimension}.", "Make both with the same model.");
        }

        _reference.Prepare(sketch);
        CorpusSpread spread = _reference.SpreadOf(sketch);
        VersionVerdict verdict = WatchJudge.Compare(_reference, sketch, _reference.Options.FirstPosition + _versions.Count, spread);
        _verdicts.Add((verdict, _reference.ScatterOf(spread)));
        _versions.Add(new VersionReport(_reference, sketch, spread, HeldOut).Of(name, verdict));
    }

    /// <summary>What the series says so far.</summary>
    public WatchDocument Finish()
    {
        SeriesVerdict series = SeriesVerdict.Of(_verdicts);
        return new()
        {
            Version = ProgramVersion.Current,
            Seed = _seed.Value,
            FalseAlarmRate = _reference.Options.FalseAlarmRate,
            Splits = _reference.Options.Splits,
            Reference = VersionReport.Summary(_name, _reference.Sketch),
            RareStrata = _reference.Pools,
            StrataTooSmall = _reference.TooSmall,
            Verdict = new(
                series.Kind,
                series.First + 1,
                series.First is { } first ? _versions[first].Corpus.Name : null,
                series.Quantity,
                series.Trend,
                _versions.FirstOrDefault(v => v.NoAnswer is not null)?.NoAnswer),
            Versions = _versions,
        };
    }
}
