using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Where the dual is evaluated: document i gets the score sᵢ = shift + slope·qᵢ + Σ pull of its groups, and the weight
/// clip(bᵢ·exp(sᵢ), lᵢ, R).</summary>
/// <remarks>This is all that a partition needs to know of the multipliers: the parts of the features that are the same for
/// every document (−F·a of each floor, c of the cap) have been gathered into the shift.</remarks>
/// <param name="Shift">What every document's score starts from, in nats.</param>
/// <param name="Slope">What is added for each unit of synthetic probability, in nats; 0 or less.</param>
/// <param name="Pull">What is added for each floor's group, in nats, in the order of the floors.</param>
/// <param name="Repeats">The largest weight R.</param>
/// <param name="Scale">Totals over all partitions.</param>
public sealed record DualPoint(double Shift, double Slope, ReadOnlyMemory<double> Pull, int Repeats, DualScale Scale)
{
    /// <summary>No |score| is larger.</summary>
    internal double LargestScore
    {
        get
        {
            double pulls = 0;
            foreach (double pull in Pull.Span)
            {
                pulls += Math.Abs(pull);
            }

            return Math.Abs(Shift) + Math.Abs(Slope) + pulls;
        }
    }

    /// <summary>The grid for sums of tokens × weight.</summary>
    internal SumGrid WeightGrid => SumGrid.For((double)Scale.Tokens * Repeats, Math.Max(1, Scale.Documents));

    /// <summary>The grid for sums of tokens × score × weight.</summary>
    internal SumGrid ScoreGrid =>
        SumGrid.For(
            Scale.Tokens * ((Repeats * ((2 * LargestScore) + LargestClipScore)) + Scale.LargestBaseWeight),
            Math.Max(1, Scale.Documents));

    // ln(R/b) and ln(1/b) stay below this for all repeats and base weights that a problem may have.
    internal const double LargestClipScore = 40;
}
