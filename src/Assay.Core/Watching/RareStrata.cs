using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>The strata of a field that have too few documents to be watched one by one: the rare dialects, which go first.</summary>
/// <param name="Name">What they are called together, such as <c>lang=(rare)</c>.</param>
/// <param name="Members">The strata, in order.</param>
public sealed record RareStrata(string Name, IReadOnlyList<string> Members)
{
    /// <summary>Collects them by field, where together they have documents enough.</summary>
    /// <param name="sketch">The reference.</param>
    /// <param name="leastDocuments">Fewest documents of a stratum that is watched.</param>
    internal static IReadOnlyList<RareStrata> Of(CorpusSketch sketch, int leastDocuments) =>
        [.. sketch.Strata.Where(s => s.Value.Documents < leastDocuments)
            .GroupBy(s => s.Key[..(s.Key.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparer.Ordinal)
            .Where(field => field.Sum(s => s.Value.Documents) >= leastDocuments)
            .Select(field => new RareStrata($"{field.Key}(rare)", [.. field.Select(s => s.Key)]))];
}
