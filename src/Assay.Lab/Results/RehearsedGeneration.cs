using Assay.Lab.Rehearsal;

namespace Assay.Lab.Results;

/// <summary>One generation of an arm, over its replicates.</summary>
/// <param name="Generation">From 0.</param>
/// <param name="HeldOutBits">Mean bits for a token of held-out human text.</param>
/// <param name="Rise">How far that is above the control's, in pairs.</param>
/// <param name="SyntheticShare">True synthetic share of the mix, by tokens.</param>
/// <param name="MixTokens">Tokens of the mix.</param>
/// <param name="Types">Different words in what the model wrote.</param>
/// <param name="Bigrams">Different word pairs in it.</param>
/// <param name="Excerpt">The beginning of a document that the first replicate's model wrote.</param>
public sealed record RehearsedGeneration(
    int Generation, PairedMean HeldOutBits, PairedMean Rise, double SyntheticShare, double MixTokens, double Types, double Bigrams, string Excerpt)
{
    internal static RehearsedGeneration Of(
        int t, IReadOnlyList<RehearsalCourse> courses, IReadOnlyList<RehearsalCourse> control, Func<IReadOnlyList<int>, string> textOf)
    {
        RehearsalGeneration[] own = [.. courses.Select(c => c.Generations[t])];
        return new RehearsedGeneration(
            t,
            PairedMean.Of(own.Select(g => g.HeldOutBits)),
            PairedMean.Of(own.Zip(control, (g, c) => g.HeldOutBits - c.Generations[t].HeldOutBits)),
            own.Average(g => g.SyntheticShare),
            own.Average(g => (double)g.MixTokens),
            own.Average(g => (double)g.Types),
            own.Average(g => (double)g.Bigrams),
            textOf(own[0].Excerpt));
    }
}
