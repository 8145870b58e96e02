namespace Assay.Core.Detection;

/// <summary>The numbers of a detector.</summary>
internal sealed record DetectorModel
{
    /// <summary>Whether the text is taken as it is, without the normal form.</summary>
    internal required bool IsRaw { get; init; }

    /// <summary>Words.</summary>
    internal required WordModel Words { get; init; }

    /// <summary>Style.</summary>
    internal required BoostedTrees Style { get; init; }

    /// <summary>How the parts make a log-odds.</summary>
    internal required ScoreMix Mix { get; init; }

    /// <summary>The log-odds of a piece.</summary>
    /// <param name="words">Its word features.</param>
    /// <param name="measures">Its measures of style.</param>
    internal double LogOdds(ReadOnlySpan<uint> words, ReadOnlySpan<float> measures) =>
        Mix.Offset + (Mix.Word * Words.Score(words)) + (Mix.Style * Style.Score(measures));
}

/// <summary>Log-odds = <paramref name="Offset"/> + <paramref name="Word"/>·(score of the words) + <paramref name="Style"/>·(score of the style).</summary>
/// <param name="Offset">Added.</param>
/// <param name="Word">Weight of the word model's score.</param>
/// <param name="Style">Weight of the trees' score.</param>
internal readonly record struct ScoreMix(double Offset, double Word, double Style);
