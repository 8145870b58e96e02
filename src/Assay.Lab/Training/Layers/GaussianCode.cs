namespace Assay.Lab.Training.Layers;

/// <summary>The middle of a variational autoencoder: a normal law for each picture, a draw from it, and its divergence from the standard normal law.</summary>
/// <remarks>
/// <para>Rows hold means m, then logarithms of variances v. The draw is z = m + exp(v/2) · ε, so that the gradient passes through it (Kingma and
/// Welling 2014).</para>
/// <para>KL = −½ Σ (1 + v − m² − exp v). ∂m = ∂z + m; ∂v = ∂z · ε · exp(v/2) / 2 + (exp v − 1) / 2.</para>
/// </remarks>
public static class GaussianCode
{
    /// <summary>Draws z.</summary>
    /// <param name="laws">[pictures × 2 · size].</param>
    /// <param name="noise">ε, [pictures × size].</param>
    /// <param name="code">Receives z, [pictures × size].</param>
    /// <returns>The divergence, in nats, over all pictures.</returns>
    public static double Draw(Tensor laws, Tensor noise, Tensor code)
    {
        ArgumentNullException.ThrowIfNull(laws);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(code);
        int size = code.Columns;
        double divergence = 0;
        for (int row = 0; row < laws.Rows; row++)
        {
            ReadOnlySpan<float> mean = laws.Row(row)[..size], logVariance = laws.Row(row)[size..], e = noise.Row(row);
            Span<float> z = code.Row(row);
            for (int i = 0; i < size; i++)
            {
                float deviation = MathF.Exp(logVariance[i] / 2);
                z[i] = mean[i] + (deviation * e[i]);
                divergence -= 0.5 * (1 + logVariance[i] - (mean[i] * mean[i]) - (deviation * deviation));
            }
        }

        return divergence;
    }

    /// <summary>The gradient of draw and divergence together.</summary>
    /// <param name="laws">As in <see cref="Draw"/>.</param>
    /// <param name="noise">As in <see cref="Draw"/>.</param>
    /// <param name="codeGradient">∂z.</param>
    /// <param name="lawsGradient">Receives ∂m, then ∂v.</param>
    public static void Derive(Tensor laws, Tensor noise, Tensor codeGradient, Tensor lawsGradient)
    {
        ArgumentNullException.ThrowIfNull(laws);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(codeGradient);
        ArgumentNullException.ThrowIfNull(lawsGradient);
        int size = codeGradient.Columns;
        for (int row = 0; row < laws.Rows; row++)
        {
            ReadOnlySpan<float> law = laws.Row(row), e = noise.Row(row), dz = codeGradient.Row(row);
            Span<float> target = lawsGradient.Row(row);
            for (int i = 0; i < size; i++)
            {
                float deviation = MathF.Exp(law[size + i] / 2);
                target[i] = dz[i] + law[i];
                target[size + i] = (dz[i] * e[i] * deviation / 2) + (((deviation * deviation) - 1) / 2);
            }
        }
    }
}
