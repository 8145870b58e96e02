using System.Globalization;
using Assay.Core.Detection;
using Assay.Core.Documents;
using Assay.Core.Share;

namespace Assay.Pipeline.Measure;

/// <summary>Estimates the share of the corpus and of its parts.</summary>
internal sealed class PartEstimator
{
    /// <summary>Smaller strata are not estimated on their own: an interval would say nothing.</summary>
    private const int LeastDocuments = 50;
    private const int MostStrata = 200;
    private readonly MeasureOptions _options;
    private readonly MeasuredDocuments _corpus;
    private readonly MeasuredDocuments? _human;
    private readonly MeasuredDocuments? _machine;
    private readonly LabelSet? _labels;
    private readonly List<string> _notes = [];
    private ShareAnswer? _answer;

    public PartEstimator(MeasureOptions options, MeasuredDocuments corpus, MeasuredDocuments? human, MeasuredDocuments? machine, LabelSet? labels)
    {
        (_options, _corpus, _human, _machine, _labels) = (options, corpus, human, machine, labels);
        _ = corpus.Sample(Enumerable.Range(0, corpus.Count), out int[] scored);
        ScoredIds = [.. scored.Select(i => corpus.Ids[i])];
    }

    /// <summary>Documents that have a score.</summary>
    public IReadOnlyList<DocumentId> ScoredIds { get; }

    /// <summary>What calibrates the whole corpus.</summary>
    public string Calibration => _answer?.Documents.Method switch
    {
        ShareMethods.PredictionPowered or ShareMethods.ExactCount or ShareMethods.WeightedCount => "labels",
        ShareMethods.MixtureLikelihood => "references",
        ShareMethods.HumanAnchor => "human",
        _ => "nothing",
    };

    /// <summary>How many known documents stand behind it; of two kinds, the fewer.</summary>
    public int CalibratedBy => Calibration switch
    {
        "labels" => _labels!.Found(ScoredIds),
        "references" => Math.Min(Of(_human, null, null).Count, Of(_machine, null, null).Count),
        "human" => Of(_human, null, null).Count,
        _ => 0,
    };

    /// <summary>The whole corpus.</summary>
    public (MeasuredPart Part, ShareAnswer Answer) Whole()
    {
        (MeasuredPart part, ShareAnswer answer) = Estimate("corpus", null, [.. Enumerable.Range(0, _corpus.Count)], Evidence(null, null));
        _answer = answer;
        return (part with { OwnReferences = null }, answer);
    }

    /// <summary>Each source, where there are several.</summary>
    public IReadOnlyList<MeasuredPart> Sources() => _corpus.SourceNames.Count < 2
        ? []
        : [.. Enumerable.Range(0, _corpus.SourceNames.Count).Select(s => Estimate(_corpus.SourceNames[s], null, Rows(i => _corpus.Sources[i] == s), Evidence(null, null)).Part)];

    /// <summary>Each stratum with enough documents.</summary>
    public IReadOnlyList<MeasuredPart> Strata()
    {
        List<MeasuredPart> parts = [];
        for (int d = 0; d < _options.Strata.Length; d++)
        {
            string?[] values = _corpus.Strata[d];
            (string Value, int[] Rows)[] groups =
                [.. Enumerable.Range(0, _corpus.Count).Where(i => values[i] is not null).GroupBy(i => values[i]!, StringComparer.Ordinal).Select(g => (g.Key, g.ToArray())).OrderBy(g => g.Key, StringComparer.Ordinal)];
            (string Value, int[] Rows)[] large = [.. groups.Where(g => g.Rows.Length >= LeastDocuments).Take(MostStrata)];
            if (large.Length < groups.Length)
            {
                _notes.Add($"{groups.Length - large.Length} of {groups.Length} values of {_options.Strata[d]} have fewer than {LeastDocuments} documents (or come after the first {MostStrata}) and are not shown.");
            }

            foreach ((string value, int[] rows) in large)
            {
                parts.Add(Estimate(value, _options.Strata[d], rows, Evidence(d, value)).Part);
            }
        }

        return parts;
    }

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<string> Notes()
    {
        List<string> notes = [.. _notes];
        if (_corpus.Copies > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{_corpus.Copies:N0} records repeat the content of another and are counted once."));
        }

        if (_labels is { } labels && labels.Found(ScoredIds) is var found && found < labels.Count)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{labels.Count - found:N0} of {labels.Count:N0} labelled documents are not among the corpus's scored ones."));
        }

        if (_labels is { Count: > 0 and < SourceShare.LeastLabels } few)
        {
            notes.Add($"{few.Count} labels are too few to be used; {SourceShare.LeastLabels} are the least, and some 200 give a useful interval.");
        }

        if (_options.Strata.Length > 0 || _corpus.SourceNames.Count > 1)
        {
            notes.Add("Each interval holds by itself: of twenty parts, one is expected to lie outside its 95% interval.");
        }

        return notes;
    }

    private int[] Rows(Func<int, bool> belongs) => [.. Enumerable.Range(0, _corpus.Count).Where(belongs)];

    private (MeasuredPart Part, ShareAnswer Answer) Estimate(string name, string? dimension, int[] rows, (ShareEvidence Evidence, bool Own) references)
    {
        ScoreSample sample = _corpus.Sample(rows, out int[] scored);
        ShareEvidence evidence = references.Evidence with { Labels = _labels?.Of([.. scored.Select(i => _corpus.Ids[i])]) ?? [] };
        ShareAnswer answer = SourceShare.Estimate(sample, evidence, _options.Share);
        int[] tooShort = [.. rows.Where(i => _corpus.Lengths[i] == LengthClass.TooShort)];
        return (
            new MeasuredPart
            {
                Name = name,
                Dimension = dimension,
                Documents = rows.Length,
                Tokens = rows.Sum(i => (long)_corpus.Tokens[i]),
                TooShortDocuments = tooShort.Length,
                TooShortTokens = tooShort.Sum(i => (long)_corpus.Tokens[i]),
                ShortDocuments = rows.Count(i => _corpus.Lengths[i] == LengthClass.Short),
                ByDocuments = answer.Documents,
                ByTokens = answer.Tokens,
                Fit = answer.Fit,
                OwnReferences = evidence.Human.Count > 0 && answer.Documents.Method is ShareMethods.MixtureLikelihood or ShareMethods.HumanAnchor ? references.Own : null,
            },
            answer);
    }

    /// <summary>References of the same stratum where there are enough, else all.</summary>
    private (ShareEvidence Evidence, bool Own) Evidence(int? dimension, string? value)
    {
        ScoreSample human = Of(_human, dimension, value);
        ScoreSample machine = Of(_machine, dimension, value);
        bool own = dimension is not null && human.Count >= _options.Share.LeastReferences && (_machine is null || machine.Count >= _options.Share.LeastReferences);
        return (
            new ShareEvidence
            {
                Human = own ? human : Of(_human, null, null),
                Machine = own ? machine : Of(_machine, null, null),
                // How far domains shift a score is known of the detector alone.
                Observed = _options.Scorer is null ? ObservedSources.Of(_options.Detector.Card) : [],
            },
            own);
    }

    private static ScoreSample Of(MeasuredDocuments? documents, int? dimension, string? value) => documents is null
        ? ScoreSample.Empty
        : dimension is { } d
            ? documents.Sample(Enumerable.Range(0, documents.Count).Where(i => string.Equals(documents.Strata[d][i], value, StringComparison.Ordinal)), out _)
            : documents.Sample();
}
