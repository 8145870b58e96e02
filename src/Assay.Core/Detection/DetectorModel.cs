namespace Assay.Core.Detection;

/// <summary>The numbers of a detector.</summary>
internal sealed record DetectorModel
{
    /// <summary>Whether the text is taken as it is, without the normal form.</summary>
    internal required bool IsRaw { get; init; }

    /// <summary>Words.</summary>
    internal required WordModel Words { get; init; }

    /// <summary>How common words and pairs are.</summary>
    internal required Commonness Commonness { get; init; }

    /// <summary>Trees over the measures of style, then those of commonness.</summary>
    internal required BoostedTrees Style { get; init; }

    /// <summary>How the parts make a log-odds.</summary>
    internal required ScoreMix Mix { get; init; }

    /// <summary>What each measure that the trees ask is called.</summary>
    internal static string[] MeasureNames { get; } = [.. StyleFeatures.Names, .. Commonness.Names];

    /// <summary>The log-odds of a piece.</summary>
    /// <param name="words">Its word features.</param>
    /// <param name="style">Its measures of style.</param>
    internal double LogOdds(ReadOnlySpan<uint> words, ReadOnlySpan<float> style)
    {
        Span<float> measures = stackalloc float[StyleFeatures.Count + Commonness.Count];
        style.CopyTo(measures);
        Commonness.Measure(words, measures[StyleFeatures.Count..]);
        return Mix.Offset + (Mix.Word * Words.Score(words)) + (Mix.Style * Style.Score(measures));
    }
}

/// <summary>Log-odds = <paramref name="Offset"/> + <paramref name="Word"/>·(score of the words) + <paramref name="Style"/>·(score of the style).</summary>
/// <param name="Offset">Added.</param>
/// <param name="Word">Weight of the word model's score.</param>
/// <param name="Style">Weight of the trees' score.</param>
internal readonly record struct ScoreMix(double Offset, double Word, double Style);
