using System.Numerics.Tensors;
using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Learns the direction between the means of two labelled classes.</summary>
/// <param name="wrongShare">Share of wrong labels in what its models write.</param>
public sealed class TwoClassFamily(double wrongShare) : IModelFamily<LabelledPoints>
{
    /// <inheritdoc/>
    public IModel<LabelledPoints> Fit(TrainingSet<LabelledPoints> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        int d = trainingSet.Parts[0].Data.Points.Dimension;
        double[][] sums = [new double[d], new double[d]];
        double[] totals = new double[2];
        foreach (Part<LabelledPoints> part in trainingSet.Parts)
        {
            for (int i = 0; i < part.Data.Labels.Length; i++)
            {
                int side = part.Data.Labels[i] > 0 ? 1 : 0;
                totals[side] += part.Weight;
                TensorPrimitives.MultiplyAdd(part.Data.Points.Values.AsSpan(i * d, d), part.Weight, sums[side], sums[side]);
            }
        }

        double[] direction = new double[d];
        for (int k = 0; k < d; k++)
        {
            // A class without a point has no mean; the other alone still gives a direction.
            direction[k] = (totals[1] > 0 ? sums[1][k] / totals[1] : 0) - (totals[0] > 0 ? sums[0][k] / totals[0] : 0);
        }

        return new TwoClassModel(direction, wrongShare);
    }
}
