using System.Numerics.Tensors;
using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>Fits a linear function by least squares, without intercept.</summary>
/// <param name="design">Inputs that every fitted model labels.</param>
/// <param name="noise">Standard deviation of the labels it writes.</param>
public sealed class LinearRegressionFamily(double[] design, double noise) : IModelFamily<Rows>
{
    /// <inheritdoc/>
    public IModel<Rows> Fit(TrainingSet<Rows> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        int d = trainingSet.Parts[0].Data.Dimension;
        double[] gram = new double[d * d];
        double[] moment = new double[d];
        foreach (Part<Rows> part in trainingSet.Parts)
        {
            Rows rows = part.Data;
            for (int i = 0; i < rows.Labels.Length; i++)
            {
                ReadOnlySpan<double> row = rows.Inputs.AsSpan(i * d, d);
                for (int j = 0; j < d; j++)
                {
                    Span<double> target = gram.AsSpan(j * d, j + 1);
                    TensorPrimitives.MultiplyAdd(row[..(j + 1)], part.Weight * row[j], target, target);
                }

                TensorPrimitives.MultiplyAdd(row, part.Weight * rows.Labels[i], moment, moment);
            }
        }

        Cholesky.Solve(Cholesky.Factor(gram, d), moment); // the factor reads the lower triangle only
        return new LinearRegressionModel(moment, design, noise);
    }
}
