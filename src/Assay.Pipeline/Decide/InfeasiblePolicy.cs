using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Decide;

/// <summary>The refusal of a policy that no mix of the corpus keeps, for people and for machines.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Seed">The policy's seed.</param>
/// <param name="Infeasibility">The constraints that cannot hold together, what the corpus offers, and the nearest policies that can.</param>
internal sealed record InfeasiblePolicy(string Version, ulong Seed, Infeasibility Infeasibility)
{
    /// <summary>Name and version of this shape.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; } = "assay/mix-infeasible/1";

    /// <summary>The refusal as an exception.</summary>
    public static InfeasiblePolicyException Refuse(Infeasibility infeasibility, Policy policy)
    {
        var text = new StringBuilder("no mix of this corpus keeps the policy. ").Append(infeasibility.Found);
        if (infeasibility.Constraints.Count > 0)
        {
            _ = text.Append("\n  cannot hold together: ").AppendJoin(", ", infeasibility.Constraints);
        }

        foreach (Availability available in infeasibility.Available)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n  the corpus offers: {available.Name}: {Show(available)}");
        }

        string[] worstCase = [.. policy.Sources.Where(source => source is { Origin: Origin.Unknown, AssumeSynthetic: null, Calibration: null }).Select(source => source.Name)];
        if (worstCase.Length > 0 && infeasibility.Constraints.Contains(ConstraintNames.SyntheticShare, StringComparer.Ordinal))
        {
            _ = text.Append("\n  counted as wholly synthetic, because nothing tells who wrote them: ").AppendJoin(", ", worstCase)
                .Append(" (give evidence of their origin, calibrate them with documents of known origin, or state `assume-synthetic`)");
        }

        foreach (Relaxation nearest in infeasibility.Nearest)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"\n  nearest policy that holds: {Key(nearest.Key)} {nearest.Proposed} (now {nearest.Current})");
        }

        if (infeasibility.Nearest.Count == 0)
        {
            _ = text.Append("\n  no single number of the policy mends it: add human documents, or loosen several limits.");
        }

        return new InfeasiblePolicyException(text.ToString(), new InfeasiblePolicy(ProgramVersion.Current, policy.Seed.Value, infeasibility));
    }

    private static string Show(Availability available) => string.Equals(available.Unit, "share", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * available.Value:0.##}%")
        : $"{available.Value.ToString("N0", CultureInfo.InvariantCulture)} {available.Unit}";

    private static string Key(string path) => path + ":";
}
