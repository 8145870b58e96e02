using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Turns scores into log-odds by a logistic regression on the score alone (Platt 1999), fitted on examples that the scorer has not seen.</summary>
internal static class PlattScaling
{
    private const int Steps = 50;

    /// <summary>Fits slope and offset by Newton's method.</summary>
    /// <param name="scores">Scores.</param>
    /// <param name="isMachine">Their labels.</param>
    /// <param name="weights">Their weights.</param>
    /// <returns>Log-odds = slope · score + offset; the slope is 0 or more, so that calibration never turns the order around.</returns>
    internal static (double Slope, double Offset) Fit(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isMachine, ReadOnlySpan<double> weights)
    {
        // A prior worth one example keeps the slope finite where the scores part the labels.
        const double Penalty = 1;
        (double slope, double offset) = (1, 0);
        for (int step = 0; step < Steps; step++)
        {
            (double g0, double g1, double h00, double h01, double h11) = (0, Penalty * (slope - 1), 1e-9, 0, Penalty);
            for (int i = 0; i < scores.Length; i++)
            {
                double p = 1 / (1 + PortableMath.Exp(-((slope * scores[i]) + offset)));
                double error = weights[i] * (p - (isMachine[i] ? 1 : 0));
                double curvature = weights[i] * Math.Max(p * (1 - p), 1e-9);
                g0 += error;
                g1 += error * scores[i];
                h00 += curvature;
                h01 += curvature * scores[i];
                h11 += curvature * scores[i] * scores[i];
            }

            double determinant = (h00 * h11) - (h01 * h01);
            double moveOffset = ((h11 * g0) - (h01 * g1)) / determinant;
            double moveSlope = ((h00 * g1) - (h01 * g0)) / determinant;
            double damp = Math.Min(1, 4 / Math.Max(Math.Abs(moveOffset), Math.Abs(moveSlope)));
            offset -= damp * moveOffset;
            slope -= damp * moveSlope;
            if (Math.Abs(moveOffset) + Math.Abs(moveSlope) < 1e-9)
            {
                break;
            }
        }

        return (Math.Max(slope, 0), offset);
    }
}
