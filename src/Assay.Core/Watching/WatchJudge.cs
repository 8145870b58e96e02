using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>Says whether versions have lost tails that the reference has.</summary>
public static class WatchJudge
{
    /// <summary>Compares one version with the reference.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="version">The version.</param>
    /// <param name="position">Its place in the series that this reference is compared with, from 1.</param>
    public static VersionVerdict Compare(WatchReference reference, CorpusSketch version, int position)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(version);
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        return new VersionComparer(reference).Compare(version, position);
    }
}
