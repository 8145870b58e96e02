namespace Assay.Lab.Rehearsal;

/// <summary>A stratum that the policy guards.</summary>
/// <param name="Name">The stratum as people know it, for instance <c>era=1850</c>.</param>
/// <param name="Documents">Which of <see cref="RehearsalCorpus.Texts"/> are human documents of it.</param>
/// <param name="HeldOut">Which of <see cref="RehearsalCorpus.HeldOut"/> belong to it.</param>
public sealed record RehearsalStratum(string Name, IReadOnlyList<int> Documents, IReadOnlyList<int> HeldOut);
