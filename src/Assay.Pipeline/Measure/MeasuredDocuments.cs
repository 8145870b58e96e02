using Assay.Core.Detection;
using Assay.Core.Documents;
using Assay.Core.Share;

namespace Assay.Pipeline.Measure;

/// <summary>Documents by column, each content once, in the order of the corpus.</summary>
internal sealed class MeasuredDocuments
{
    /// <summary>Identity by content.</summary>
    public required DocumentId[] Ids { get; init; }

    /// <summary>Scores; NaN where the document is too short.</summary>
    public required double[] Scores { get; init; }

    /// <summary>The detector's own scores, before references changed them; NaN where the document is too short.</summary>
    public required double[] OwnScores { get; init; }

    /// <summary>Lengths in tokens, 1 or more.</summary>
    public required int[] Tokens { get; init; }

    /// <summary>How much text there was.</summary>
    public required LengthClass[] Lengths { get; init; }

    /// <summary>Source of each, an index into <see cref="SourceNames"/>.</summary>
    public required int[] Sources { get; init; }

    /// <summary>Value of each stratum dimension, dimension after dimension; null where a document does not say.</summary>
    public required string?[][] Strata { get; init; }

    /// <summary>The sources.</summary>
    public required IReadOnlyList<string> SourceNames { get; init; }

    /// <summary>Records whose content was met before.</summary>
    public required long Copies { get; init; }

    /// <summary>Candidates for the most and the least machine-like documents.</summary>
    public required IReadOnlyList<RememberedDocument> Remembered { get; init; }

    /// <summary>Number of documents.</summary>
    public int Count => Ids.Length;

    /// <summary>The scored documents among some.</summary>
    /// <param name="rows">Indices of documents.</param>
    /// <param name="scored">Receives the indices of those that have a score, in order.</param>
    public ScoreSample Sample(IEnumerable<int> rows, out int[] scored)
    {
        scored = [.. rows.Where(i => Lengths[i] != LengthClass.TooShort)];
        return new ScoreSample([.. scored.Select(i => Scores[i])], [.. scored.Select(i => Tokens[i])]);
    }

    /// <summary>The scored documents.</summary>
    public ScoreSample Sample() => Sample(Enumerable.Range(0, Count), out _);

    /// <summary>The scored documents under the detector's own scores.</summary>
    public ScoreSample OwnSample()
    {
        int[] scored = [.. Enumerable.Range(0, Count).Where(i => Lengths[i] != LengthClass.TooShort)];
        return new ScoreSample([.. scored.Select(i => OwnScores[i])], [.. scored.Select(i => Tokens[i])]);
    }
}

/// <summary>A document kept with its text, to be shown.</summary>
/// <param name="Id">Identity by content.</param>
/// <param name="LogOdds">Its score.</param>
/// <param name="Source">Its source.</param>
/// <param name="Place">File and record.</param>
/// <param name="Text">Its text, or as much as is kept.</param>
internal sealed record RememberedDocument(DocumentId Id, double LogOdds, string Source, string Place, byte[] Text);
