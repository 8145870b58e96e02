using MathNet.Numerics.LinearAlgebra;

namespace Assay.Core.Distributions;

/// <summary>The effective number of different items in a sample (Friedman and Dieng 2023).</summary>
public static class VendiScore
{
    /// <summary>The exponential of the entropy of the eigenvalues of K / n.</summary>
    /// <param name="similarity">n × n, row by row, symmetric, with ones on the diagonal.</param>
    /// <param name="order">Order of the entropy: 1 is the usual score, higher ones look at the head only, infinity at the largest eigenvalue.</param>
    /// <returns>From 1 (all items alike) to n (all different).</returns>
    /// <exception cref="ArgumentException">The matrix is empty or not square.</exception>
    public static double Measure(ReadOnlySpan<double> similarity, double order = 1)
    {
        int n = (int)Math.Round(Math.Sqrt(similarity.Length));
        if (n == 0 || n * n != similarity.Length)
        {
            throw new ArgumentException("The matrix must be square and not empty.", nameof(similarity));
        }

        Matrix<double> matrix = Matrix<double>.Build.DenseOfRowMajor(n, n, similarity.ToArray()) / n;
        double[] eigenvalues = [.. matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(v => Math.Max(0, v.Real))];
        return Math.Exp(Entropies.Renyi(eigenvalues, order));
    }
}
