using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Says whether versions have lost tails that the reference has.</summary>
public static class WatchJudge
{
    /// <summary>Compares one version with the reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="version">The version.</param>
    /// <param name="position">Its place in the series that this reference is compared with, from 1.</param>
    /// <param name="spread">How much its quantities scatter (<see cref="WatchReference.SpreadOf"/>), where that is known already.</param>
    public static VersionVerdict Compare(WatchReference reference, CorpusSketch version, int position, CorpusSpread? spread = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        VersionVerdict text = new VersionComparer(reference).Compare(version, position, spread);
        if (reference.Vectors is not { } vectors || !VectorComparer.Suffices(version.Vectors))
        {
            return text;
        }
        VectorComparison seen = vectors.Compare(version.Vectors);
        if (!reference.Options.WatchesText)
        {
            return text with { Vectors = seen, Chance = seen.Chance, IsLate = seen.IsLate, NoAnswer = null };
        }
        // Two families: each may spend half of the rate.
        return text with { Vectors = seen, Chance = Math.Min(1, 2 * Math.Min(text.Chance, seen.Chance)), IsLate = text.IsLate || seen.IsLate };
    }
}
