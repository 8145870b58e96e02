using System.Collections.Immutable;
using System.Text;
using Assay.Core.Detection;
using Assay.Core.Detection.Adaptation;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Core.Share;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Measure;

/// <summary>Measures how much of a corpus is machine-made: reads, scores, lays references and labels beside, estimates.</summary>
public sealed class MeasureRun
{
    private readonly MeasureOptions _options;
    private readonly IRunProgress _progress;

    /// <summary>Prepares a run.</summary>
    /// <param name="options">What is asked.</param>
    /// <param name="progress">Told how far it is.</param>
    public MeasureRun(MeasureOptions options, IRunProgress progress)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _progress) = (options, progress);
    }

    /// <summary>The documents to label; null where none were asked for. Known after <see cref="Run"/>.</summary>
    public SuggestedLabels? Suggested { get; private set; }

    /// <summary>Runs.</summary>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="Core.Errors.UserErrorException">A path leads nowhere, or a record or label cannot be read.</exception>
    public MeasureResult Run(CancellationToken cancellationToken)
    {
        // Labels first: a mistake in their file must not cost a scan.
        LabelSet? labels = ReadLabels();
        using var external = new ScorerLease(CreateScorer(new CorpusScorer(_options, _progress, cancellationToken)));
        bool calibratesByLabels = labels is { Count: >= SourceShare.LeastLabels };
        AdaptedDetector? adapted = external.Scorer is null && !calibratesByLabels ? Adapt(cancellationToken) : null;
        Reading reading = Read(external.Scorer, adapted, cancellationToken);
        if (adapted is not null && !reading.HasReferences(AdaptedDetector.LeastDocuments))
        {
            // Most of the known documents are copies, or stand in the corpus too: what they taught must not be used without them.
            _progress.Note("note: fewer known documents are left than the detector may learn from; the corpus is scored again by the detector alone.");
            adapted = null;
            reading = Read(external.Scorer, adapted, cancellationToken);
        }

        (CorpusScorer scorer, MeasuredDocuments corpus, MeasuredDocuments? human, MeasuredDocuments? machine) = reading;
        var estimator = new PartEstimator(_options, corpus, human, machine, labels);
        (MeasuredPart whole, ShareAnswer answer) = estimator.Whole();
        if (_options.SuggestLabels > 0)
        {
            Suggested = Suggest(scorer, corpus, answer, estimator.Calibration);
        }

        (IReadOnlyList<DocumentShown> most, IReadOnlyList<DocumentShown> least) =
            new ExtremeDocuments(external.Scorer is null ? _options.Detector : null, estimator.Calibration is "nothing" ? null : answer.Posterior, estimator.CalibratedBy).Show(corpus.Remembered);
        ScoreSample humanScores = human?.Sample() ?? ScoreSample.Empty;
        return new MeasureResult
        {
            Version = ProgramVersion.Current,
            Seed = _options.Seed.Value,
            Detector = external.Scorer is { } used
                ? new DetectorUsed(used.Id, used.Name, "und", ["What this scorer cannot see is not known: only its scores of the known documents tell."])
                : new DetectorUsed(_options.Detector.Id, _options.Detector.Card.Name, _options.Detector.Card.Language, _options.Detector.Card.CannotSee),
            Calibration = estimator.Calibration,
            DetectionFloor = _options.Share.DetectionFloor,
            Corpus = whole,
            Sources = estimator.Sources(),
            Strata = estimator.Strata(),
            Human = Summary(human, scorer),
            Machine = Summary(machine, scorer),
            Labels = labels is null ? null : new LabelSummary(labels.Count, labels.Found(estimator.ScoredIds), labels.Machine, labels.Reviewers, labels.Agreement),
            Histogram = ScoreHistogram.Of(corpus.Sample(), humanScores, machine?.Sample() ?? ScoreSample.Empty),
            Drift = external.Scorer is null ? FalsePositiveDrift.Measure(human?.OwnSample() ?? ScoreSample.Empty, _options.Detector.Card.Threshold, NominalRate) : null,
            Adaptation = adapted is null ? null : Gain(human!, machine!),
            Most = most,
            Least = least,
            Notes = [.. scorer.Notes, .. estimator.Notes()],
        };
    }

    /// <summary>What was read, and what reads it again.</summary>
    private sealed record Reading(CorpusScorer Scorer, MeasuredDocuments Corpus, MeasuredDocuments? Human, MeasuredDocuments? Machine)
    {
        public bool HasReferences(int least) => Human?.Sample().Count >= least && Machine?.Sample().Count >= least;
    }

    private Reading Read(IDocumentScorer? external, AdaptedDetector? adapted, CancellationToken cancellationToken)
    {
        var scorer = new CorpusScorer(_options, _progress, cancellationToken) { Scoring = new CorpusScoring(_options.Detector, external, adapted) };
        MeasuredDocuments corpus = scorer.Read("score", _options.Paths, remember: true, ImmutableHashSet<DocumentId>.Empty);
        HashSet<DocumentId> known = [.. corpus.Ids];
        return new Reading(scorer, corpus, ReadReferences(scorer, "score human", _options.Human, known), ReadReferences(scorer, "score machine", _options.Machine, known));
    }

    /// <summary>Lets the detector learn from references of both kinds.</summary>
    private AdaptedDetector? Adapt(CancellationToken cancellationToken)
    {
        if (_options.Human.IsEmpty || _options.Machine.IsEmpty)
        {
            return null;
        }

        var reader = new CorpusScorer(_options, _progress, cancellationToken);
        IEnumerable<ReadOnlyMemory<byte>> Texts(ImmutableArray<string> paths) => reader.AllTexts(paths).Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text));

        const int Kinds = 2;
        _progress.StepStarted("learn from known documents", Kinds, "kinds");
        var adapted = AdaptedDetector.Train(_options.Detector, Texts(_options.Human), Texts(_options.Machine), _options.Workers, cancellationToken);
        _progress.Advanced(Kinds);
        _progress.StepFinished();
        return adapted;
    }

    private static Adaptation? Gain(MeasuredDocuments human, MeasuredDocuments machine) =>
        RankStatistics.Auroc(human.OwnSample().Scores, machine.OwnSample().Scores) is { } before && RankStatistics.Auroc(human.Sample().Scores, machine.Sample().Scores) is { } after
            ? new Adaptation(before, after)
            : null;

    private IDocumentScorer? CreateScorer(CorpusScorer reader)
    {
        if (_options.Scorer is not { } spec)
        {
            return null;
        }

        return spec.NeedsAnchor && _options.Human.IsEmpty
            ? throw new UserErrorException($"The scorer {spec} learns from known human documents, and there are none.", "Give them with --human.")
            : spec.Create(spec.NeedsAnchor ? reader.AllTexts(_options.Human) : [], _options.ScorerOptions);
    }

    /// <summary>The false-positive rate that the detector's threshold promises: its mean over the sources it was chosen on, each weighing alike.</summary>
    /// <remarks>Rounded: a threshold lies between two scores, so that the mean misses what was asked for by a hair.</remarks>
    private double NominalRate =>
        Math.Max(0.001, Math.Round(_options.Detector.Card.LeaveOneSourceOut.Select(figure => figure.FprAtThreshold).OfType<double>().DefaultIfEmpty(0.01).Average(), 3));

    private LabelSet? ReadLabels() => _options.Labels.IsEmpty
        ? null
        : new LabelSet([.. _options.Labels.SelectMany(path => LabelFile.Read(Path.Combine(_options.Folder, path), path))], _options.LabelsAreRandom);

    private static MeasuredDocuments? ReadReferences(CorpusScorer scorer, string name, ImmutableArray<string> paths, IReadOnlySet<DocumentId> known) =>
        paths.IsEmpty ? null : scorer.Read(name, paths, remember: false, known);

    private static ReferenceSummary? Summary(MeasuredDocuments? documents, CorpusScorer scorer) =>
        documents is null ? null : new ReferenceSummary(documents.Count, documents.Lengths.Count(length => length != LengthClass.TooShort), scorer.LeftOut(documents));

    private SuggestedLabels Suggest(CorpusScorer scorer, MeasuredDocuments corpus, ShareAnswer answer, string calibration)
    {
        _ = corpus.Sample(Enumerable.Range(0, corpus.Count), out int[] scored);
        DocumentId[] ids = [.. scored.Select(i => corpus.Ids[i])];
        double[] probabilities = [.. scored.Select(i => calibration is "nothing" ? (_options.Scorer is null ? SharePosterior.OfLogOdds(corpus.Scores[i]) : 0.5) : answer.Posterior.Of(corpus.Scores[i]))];
        IReadOnlyList<(int Index, double InclusionProbability)> chosen = ids.Length == 0 ? [] : LabelSuggestion.Choose(ids, probabilities, _options.SuggestLabels, _options.Seed.For("measure/suggest"));
        Dictionary<DocumentId, byte[]> texts = scorer.Texts([.. chosen.Select(c => ids[c.Index])]);
        return new SuggestedLabels(
        [
            .. chosen.Select(c => new SuggestedLabel(
                ids[c.Index].ToString(), "", "", c.InclusionProbability, corpus.SourceNames[corpus.Sources[scored[c.Index]]], Encoding.UTF8.GetString(texts[ids[c.Index]]))),
        ]);
    }
}
