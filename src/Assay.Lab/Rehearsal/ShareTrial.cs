namespace Assay.Lab.Rehearsal;

/// <summary>What one replicate at one synthetic share showed.</summary>
/// <param name="LossRise">Held-out loss of each generation above that of the paired replicate without synthetic text, generation 1 first.</param>
/// <param name="HasRung">Whether the alarm rang in any generation; null where it could not answer.</param>
public sealed record ShareTrial(IReadOnlyList<double> LossRise, bool? HasRung);
