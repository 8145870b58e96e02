using Assay.Core.Detection;
using Assay.Core.Share;
using Assay.Pipeline.Write;

namespace Assay.Pipeline.Measure;

/// <summary>The most and the least machine-like documents, with what their scores rest on.</summary>
internal sealed class ExtremeDocuments(Detector? detector, SharePosterior? posterior, int calibratedBy)
{
    private const int Shown = 8;
    private const int Reasons = 8;
    private const int ExcerptBytes = 600;

    /// <summary>Picks and explains.</summary>
    /// <param name="candidates">Candidates of all shards; copies of one content count once.</param>
    public (IReadOnlyList<DocumentShown> Most, IReadOnlyList<DocumentShown> Least) Show(IReadOnlyList<RememberedDocument> candidates)
    {
        RememberedDocument[] ordered = [.. candidates.DistinctBy(document => document.Id).OrderByDescending(document => document.LogOdds).ThenBy(document => document.Id)];
        int each = Math.Min(Shown, (ordered.Length + 1) / 2);
        return ([.. ordered.Take(each).Select(Of)], [.. ordered.Reverse().Take(Math.Min(each, ordered.Length - each)).Select(Of)]);
    }

    private DocumentShown Of(RememberedDocument document) => new()
    {
        Id = document.Id.ToString(),
        Source = document.Source,
        Place = document.Place,
        LogOdds = document.LogOdds,
        Probability = posterior is null ? null : Told(posterior.Of(document.LogOdds)),
        Excerpt = Excerpt.Of(document.Text, ExcerptBytes),
        Reasons = ReasonsOf(document.Text),
    };

    /// <summary>No n known documents can tell a chance from certainty when it is smaller than one of them would show.</summary>
    private double Told(double probability) => Math.Clamp(probability, 0.5 / (calibratedBy + 1), 1 - 0.5 / (calibratedBy + 1));

    /// <summary>Words and measures of style, the loudest first.</summary>
    private IReadOnlyList<ReasonShown> ReasonsOf(byte[] text)
    {
        if (detector is null)
        {
            return []; // Another scorer does not say what its number rests on.
        }

        var scratch = new DetectorScratch();
        IEnumerable<ReasonShown> words = detector.Explain(text, scratch, Reasons).Select(reason => new ReasonShown($"“{reason.Text}”", reason.LogOdds));
        IEnumerable<ReasonShown> style = StyleReasons.Find(detector, text, scratch).Select(reason => new ReasonShown(reason.Measure, reason.LogOdds));
        return [.. words.Concat(style).OrderByDescending(reason => Math.Abs(reason.LogOdds)).ThenBy(reason => reason.Feature, StringComparer.Ordinal).Take(Reasons)];
    }
}
