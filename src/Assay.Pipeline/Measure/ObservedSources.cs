using System.Collections.Immutable;
using Assay.Core.Detection;
using Assay.Core.Share;

namespace Assay.Pipeline.Measure;

/// <summary>How far domains were seen to shift a detector's scores, from its card.</summary>
public static class ObservedSources
{
    /// <summary>The sources of the card's leave-one-source-out test that have text of both kinds.</summary>
    /// <param name="card">The detector's card.</param>
    public static ImmutableArray<ObservedSource> Of(DetectorCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return
        [
            .. card.LeaveOneSourceOut.Where(figure => figure is { HumanQuantiles.IsDefaultOrEmpty: false, MachineQuantiles.IsDefaultOrEmpty: false })
                .Select(figure => new ObservedSource(figure.Source, Sample(figure.HumanQuantiles), Sample(figure.MachineQuantiles))),
        ];
    }

    // Quantiles stand for a sample of as many documents: what such a small one leaves open is the least of the doubts here.
    private static ScoreSample Sample(ImmutableArray<double> quantiles) => new([.. quantiles], [.. quantiles.Select(_ => 1)]);
}
