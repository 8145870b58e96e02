using System.Text;
using Assay.Core.Detection;
using Assay.Core.Detection.Adaptation;
using Assay.Core.Language.Scoring;
using Assay.Core.Text;

namespace Assay.Pipeline.Measure;

/// <summary>What scores the documents: the detector, text by text, or a scorer that stands in its place, in batches.</summary>
/// <param name="Detector">The detector.</param>
/// <param name="Scorer">What stands in its place; null for the detector itself.</param>
/// <param name="Adapted">The detector with what the references taught it; null where they are too few, or something else scores.</param>
internal sealed record CorpusScoring(Detector Detector, IDocumentScorer? Scorer, AdaptedDetector? Adapted)
{
    /// <summary>Documents that a scorer is given at once: enough to keep a server busy, few enough to hold.</summary>
    public const int Batch = 32;

    /// <summary>The score of a document under the detector, and the detector's own where references changed it.</summary>
    /// <param name="text">The document, UTF-8.</param>
    /// <param name="scratch">Owned by the caller.</param>
    public (DetectorScore Score, double Own) Score(ReadOnlySpan<byte> text, DetectorScratch scratch)
    {
        if (Adapted is null)
        {
            DetectorScore score = Detector.Score(text, scratch);
            return (score, score.LogOdds);
        }

        (DetectorScore own, double adapted) = Adapted.Score(text, scratch);
        return (own with { LogOdds = adapted }, own.LogOdds);
    }

    /// <summary>The scores of a batch under the scorer, in the detector's terms.</summary>
    /// <param name="texts">The documents.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public DetectorScore[] Score(IReadOnlyList<byte[]> texts, CancellationToken cancellationToken)
    {
        // Workers are threads of their own, which have nothing else to do meanwhile.
        IReadOnlyList<DocumentScore> scores = Scorer!.ScoreAsync([.. texts.Select(Encoding.UTF8.GetString)], cancellationToken).GetAwaiter().GetResult();
        var words = new WordList();
        return
        [
            .. scores.Select((score, i) =>
            {
                int count = WordSplitter.Split(texts[i], words).Words;
                // A scorer decides itself how little is too little.
                LengthClass length = !score.IsAnswer ? LengthClass.TooShort : count < ChunkPlan.FullWords ? LengthClass.Short : LengthClass.Full;
                return new DetectorScore(score.Value, length, count);
            }),
        ];
    }
}
