using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Pipeline.Decide;

/// <summary>Adds up the shares of parts of the corpus, as found and as written.</summary>
internal sealed class SyntheticShares(Prepared prepared, Func<int, double?> assumedOf)
{
    private readonly Dictionary<int, MeasuredSource> _measured = prepared.Shares.Where(source => source.HasAnswer).ToDictionary(source => source.Source);

    /// <summary>The share of some documents. It is an estimate where every document's origin is declared or measured from both sides; elsewhere its ends stand, each by itself, on a bound, an assumption or the worst case.</summary>
    /// <param name="members">The documents.</param>
    /// <param name="tokens">Their tokens as they are to count.</param>
    /// <param name="sourceOf">0-based source of a document.</param>
    public Estimate Of(IEnumerable<int> members, Func<int, long> tokens, Func<int, int> sourceOf)
    {
        DecisionTable decisions = prepared.Decisions;
        (double low, double value, double high, double total) = (0, 0, 0, 0);
        long documents = 0;
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (int i in members)
        {
            long weight = tokens(i);
            if (weight == 0)
            {
                continue;
            }

            documents++;
            (low, value, high, total) = (low + weight * decisions.SyntheticLow[i], value + weight * decisions.SyntheticValue[i], high + weight * decisions.SyntheticProbability[i], total + weight);
            if (decisions.Evidence[i].Origin is Origin.Unknown or Origin.Mixed)
            {
                _ = kinds.Add(KindOf(i, sourceOf(i)));
            }
        }

        if (total == 0)
        {
            return new Estimate { Method = "declared", Unit = "tokens", N = 0, Answer = EstimateAnswer.None, Reason = "There is nothing to measure." };
        }

        bool measured = kinds.All(kind => kind is not (Assumed or WorstCase));
        bool twoSided = measured && !_measured.Values.Any(source => source.Answer.Tokens.Answer == EstimateAnswer.Bound && kinds.Contains(source.Answer.Tokens.Method));
        return new Estimate
        {
            Value = double.IsNaN(value) ? null : value / total,
            Low = low / total,
            High = high / total,
            Method = string.Join(", ", kinds.Prepend("declared")),
            Unit = "tokens",
            N = documents,
            Answer = twoSided ? EstimateAnswer.Estimate : EstimateAnswer.Bound,
            Reason = measured ? null : ReasonOf(kinds),
        };
    }

    private const string Assumed = "assumed";
    private const string WorstCase = "unknown counted as synthetic";

    private string KindOf(int document, int source) =>
        _measured.TryGetValue(source, out MeasuredSource? measured) && prepared.Decisions.Evidence[document].Origin == Origin.Unknown ? measured.Answer.Tokens.Method
        : assumedOf(source) is not null ? Assumed : WorstCase;

    private static string ReasonOf(SortedSet<string> kinds) => kinds.Contains(Assumed)
        ? "Documents of unknown origin that nobody measured count by the policy's assume-synthetic, or as synthetic where it states none."
        : "Documents of unknown origin that nobody measured count as synthetic.";
}
