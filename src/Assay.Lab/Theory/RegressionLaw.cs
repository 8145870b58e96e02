namespace Assay.Lab.Theory;

/// <summary>Exact expected test error of least squares that relabels its own inputs, noise floor left out.</summary>
/// <remarks>Inputs are standard normal, d to a row, T rows, the same in each generation; T must exceed d + 1.</remarks>
public static class RegressionLaw
{
    /// <summary>One fit: σ²·d/(T − d − 1).</summary>
    /// <param name="rows">T.</param>
    /// <param name="dimension">d.</param>
    /// <param name="noiseVariance">σ².</param>
    public static double OneFit(int rows, int dimension, double noiseVariance) => noiseVariance * dimension / (rows - dimension - 1);

    /// <summary>Variance over replicates of an error whose mean is a multiple of the error of one fit; second moments of the inverse Wishart law.</summary>
    /// <param name="rows">T, above d + 3.</param>
    /// <param name="dimension">d.</param>
    /// <param name="noiseVariance">σ².</param>
    /// <param name="multiple">What <see cref="Replace"/>, <see cref="Accumulate"/> or <see cref="Grown"/> says.</param>
    public static double VarianceOfError(int rows, int dimension, double noiseVariance, double multiple)
    {
        double d = dimension, free = rows - dimension;
        double c2 = 1 / (free * (free - 1) * (free - 3)), c1 = (free - 2) * c2;
        double traceSquared = (c1 * d * d) + (2 * c2 * d), squareTrace = d * (c1 + (c2 * (1 + d)));
        // Given the inputs the weights err normally with covariance C: E|e|⁴ = (tr C)² + 2 tr C².
        double scale = multiple * noiseVariance, mean = multiple * OneFit(rows, dimension, noiseVariance);
        return (scale * scale * (traceSquared + (2 * squareTrace))) - (mean * mean);
    }

    /// <summary>Replace: t times the error of one fit.</summary>
    /// <param name="t">Generation.</param>
    public static double Replace(int t) => t;

    /// <summary>Accumulate: Σ 1/i² times the error of one fit, at most π²/6.</summary>
    /// <param name="t">Generation.</param>
    public static double Accumulate(int t) => Enumerable.Range(1, t).Sum(i => 1.0 / i / i);

    /// <summary>Synthetic data alone, T·i rows in generation i: the harmonic number times the error of one fit.</summary>
    /// <param name="t">Generation.</param>
    public static double Grown(int t) => Enumerable.Range(1, t).Sum(i => 1.0 / i);

    /// <summary>One fit to real and foreign labels mixed, exactly: rows of which some follow weights at distance c from the truth.</summary>
    /// <param name="rows">n.</param>
    /// <param name="foreignRows">Rows with foreign labels.</param>
    /// <param name="dimension">d.</param>
    /// <param name="foreignDistanceSquared">c².</param>
    /// <param name="noiseVariance">σ².</param>
    /// <remarks>
    /// The foreign part's share of the information is a matrix-variate beta B, independent of the whole S; the error is
    /// v'S^½ B S⁻¹ B S^½ v. By invariance E[B C B] = (E B₁₁² − E B₁₂²)·C + E B₁₂²·tr(C)·I.
    /// </remarks>
    public static double StrongCollapse(int rows, int foreignRows, int dimension, double foreignDistanceSquared, double noiseVariance)
    {
        double n = rows, m = foreignRows, d = dimension;
        double square = m * (m + 2) / (n * (n + 2));
        double determinant = m * (m - 1) / (n * (n - 1));
        double off = (square - determinant) / 3;
        double traces = ((n * d) - 2) / (n - d - 1); // E[tr S · tr S⁻¹] / d
        return (foreignDistanceSquared * (square - off + (off * traces))) + OneFit(rows, dimension, noiseVariance);
    }

    /// <summary>The same in the limit of many rows and inputs, φ = d/n: p²c² + (1 − p)pc²φ/(1 − φ) + σ²φ/(1 − φ); the first term never leaves.</summary>
    /// <param name="foreignShare">p.</param>
    /// <param name="aspect">φ, below 1.</param>
    /// <param name="foreignDistanceSquared">c².</param>
    /// <param name="noiseVariance">σ².</param>
    public static double StrongCollapseLimit(double foreignShare, double aspect, double foreignDistanceSquared, double noiseVariance)
    {
        double ratio = aspect / (1 - aspect);
        return (foreignShare * foreignShare * foreignDistanceSquared)
            + ((1 - foreignShare) * foreignShare * foreignDistanceSquared * ratio) + (noiseVariance * ratio);
    }

    /// <summary>Share of wrong labels at which learning from verified data flips: φ/(φ + ψ).</summary>
    /// <param name="keepRight">φ, probability of keeping a right item.</param>
    /// <param name="keepWrong">ψ, probability of keeping a wrong item.</param>
    public static double VerificationThreshold(double keepRight, double keepWrong) => keepRight / (keepRight + keepWrong);
}
