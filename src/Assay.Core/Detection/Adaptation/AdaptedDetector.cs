namespace Assay.Core.Detection.Adaptation;

/// <summary>A detector that has also learned from known human and machine documents of the source that it scores.</summary>
/// <remarks>
/// <para>A detector knows what parts machine text from human text in the sources of its training. Known documents tell which words and
/// habits part them in this one: a regression over words and a discriminant over measures of style are learned from them and added to its score.</para>
/// <para>References must be scored as the corpus is, and a model flatters what it has learned from. So documents are dealt into ten folds
/// by their first words, and each, known or not, is scored by what the known documents of the other nine taught: then known and unknown
/// documents of one label have scores of the same distribution, and estimators may take the known ones as references.</para>
/// <para>Immutable, and thread-safe with one <see cref="DetectorScratch"/> a thread. docs/metrics.md has the formulas.</para>
/// </remarks>
public sealed class AdaptedDetector
{
    /// <summary>Known documents of each kind that there must be: fewer teach less than their folds blur.</summary>
    public const int LeastDocuments = 100;

    /// <summary>The most pieces of a kind that are learned from, the first ones.</summary>
    public const int MostPieces = 20_000;

    internal const int Folds = 10;

    private readonly Detector _detector;
    private readonly AdaptedModel _model;

    private AdaptedDetector(Detector detector, AdaptedModel model) => (_detector, _model) = (detector, model);

    /// <summary>Learns.</summary>
    /// <param name="detector">The detector that knows other sources.</param>
    /// <param name="human">Known human documents, UTF-8.</param>
    /// <param name="machine">Known machine documents, UTF-8.</param>
    /// <param name="workers">Threads, 1 or more; the numbers do not depend on them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>
    /// Null where nothing is learned: fewer than <see cref="LeastDocuments"/> of a kind are long enough to be scored, half of a kind begins
    /// alike, or the known documents would be parted no better.
    /// </returns>
    public static AdaptedDetector? Train(
        Detector detector, IEnumerable<ReadOnlyMemory<byte>> human, IEnumerable<ReadOnlyMemory<byte>> machine, int workers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(human);
        ArgumentNullException.ThrowIfNull(machine);
        var examples = new AdaptationExamples();
        var scratch = new DetectorScratch();
        return Add(examples, detector, human, isMachine: false, scratch) >= LeastDocuments
            && Add(examples, detector, machine, isMachine: true, scratch) >= LeastDocuments
            && examples.AreSpread(Folds)
            && AdaptedModel.Fit(examples, Folds, workers, cancellationToken) is { Helps: true } model
            ? new AdaptedDetector(detector, model)
            : null;
    }

    /// <summary>Scores a document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="scratch">Owned by the caller.</param>
    /// <returns>The detector's own score, and the mean log-odds of the document's pieces in this source, weighted by their tokens.</returns>
    public (DetectorScore Own, double Adapted) Score(ReadOnlySpan<byte> utf8, DetectorScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        (double sum, double tokens) = (0, 0);
        int fold = 0;
        DetectorScore own = _detector.ScorePieces(utf8, scratch, (range, logOdds) =>
        {
            fold = tokens == 0 ? FoldOf(scratch) : fold;
            sum += range.Count * _model.LogOdds(scratch.Words.Entries, AdaptedFold.Measures(scratch.Style.Values, logOdds), fold);
            tokens += range.Count;
        });
        return (own, tokens == 0 ? double.NaN : sum / tokens);
    }

    /// <summary>The fold of a document: copies, and texts that go on from one beginning, are of one.</summary>
    internal static int FoldOf(ulong opening) => (int)(opening % Folds);

    private static int FoldOf(DetectorScratch scratch) => FoldOf(TrainingSet.Opening(scratch.Tokens));

    private static int Add(AdaptationExamples examples, Detector detector, IEnumerable<ReadOnlyMemory<byte>> texts, bool isMachine, DetectorScratch scratch)
    {
        (int documents, int pieces) = (0, 0);
        foreach (ReadOnlyMemory<byte> text in texts)
        {
            DetectorScore score = detector.ScorePieces(text.Span, scratch, (_, logOdds) =>
            {
                examples.Add(scratch.Words.Entries, scratch.Style.Values, logOdds, isMachine, FoldOf(scratch));
                pieces++;
            });
            documents += score.LengthClass == LengthClass.TooShort ? 0 : 1;
            if (pieces >= MostPieces)
            {
                break;
            }
        }

        return documents;
    }
}
