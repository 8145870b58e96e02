using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>What an arm leaves of a stratum that the policy guards, in its last generation.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="Documents">Human documents of it that mixes are composed from.</param>
/// <param name="HeldOutDocuments">Human documents of it that models are judged on.</param>
/// <param name="Kept">Share of its human tokens that the mix holds, on average over replicates; null where it has none.</param>
/// <param name="IsLost">Whether at least half of the mixes hold none of them.</param>
/// <param name="Rise">How far the loss on its held-out documents is above the control's, in pairs; null where there are none.</param>
public sealed record RehearsedStratum(string Name, int Documents, int HeldOutDocuments, double? Kept, bool IsLost, PairedMean? Rise)
{
    internal static RehearsedStratum Of(RehearsalStratum stratum, int index, IReadOnlyList<RehearsalCourse> courses, IReadOnlyList<RehearsalCourse> control)
    {
        double[] kept = [.. courses.Select(c => c.Generations[^1].StratumKept[index]).OfType<double>()];
        double[] rise = [.. courses.Zip(control, (own, human) => own.Generations[^1].StratumBits[index] - human.Generations[^1].StratumBits[index]).OfType<double>()];
        return new RehearsedStratum(
            stratum.Name,
            stratum.Documents.Count,
            stratum.HeldOut.Count,
            kept.Length > 0 ? kept.Average() : null,
            kept.Length > 0 && 2 * kept.Count(k => k == 0) >= kept.Length,
            rise.Length > 0 ? PairedMean.Of(rise) : null);
    }
}
