using System.Collections.Immutable;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>The law that no record is lost: read = kept + dropped + merged + quarantined, in records and in bytes.</summary>
internal static class Conservation
{
    /// <summary>Checks the law against what the scan counted.</summary>
    /// <param name="flow">Where every record went.</param>
    /// <param name="summaries">What was read.</param>
    /// <exception cref="InvalidOperationException">A record is lost or counted twice: a defect of the program, so nothing is written.</exception>
    public static void Check(FlowSummary flow, ImmutableArray<ShardSummary> summaries)
    {
        Amount read = summaries.Aggregate(default(Amount), (sum, summary) => sum + summary.Read);
        Amount went = flow.Dropped.Aggregate(flow.Kept + flow.Merged + flow.Quarantined, (sum, drop) => sum + drop.Amount);
        if (read.Documents != went.Documents || read.Bytes != went.Bytes || read.Documents != flow.Read.Documents)
        {
            throw new InvalidOperationException(
                $"Conservation is broken: {read.Documents} records ({read.Bytes} bytes) were read, {went.Documents} ({went.Bytes} bytes) are accounted for. Nothing was written; please report this.");
        }
    }
}
