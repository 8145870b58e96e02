namespace Assay.Lab.Training.Layers;

/// <summary>The loss of pictures between black (0) and white (1): −Σ t ln σ(s) + (1 − t) ln(1 − σ(s)), in nats.</summary>
public static class BinaryCrossEntropy
{
    /// <summary>Computes the loss and turns scores into its gradient, σ(s) − t, in place.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="scores">[pictures × pixels]; becomes the gradient.</param>
    /// <param name="targets">In [0, 1], of the same size.</param>
    /// <returns>The sum over all pixels.</returns>
    public static double LossAndGradient(Workbench bench, Tensor scores, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        double[] losses = new double[scores.Rows];
        bench.Share(scores.Rows, scores.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Span<float> s = scores.Row(row);
                ReadOnlySpan<float> t = targets.Row(row);
                double loss = 0;
                for (int i = 0; i < s.Length; i++)
                {
                    // e = exp(−|s|) never overflows: ln(1 + exp(s)) = max(s, 0) + ln(1 + e).
                    float e = MathF.Exp(-MathF.Abs(s[i]));
                    loss += MathF.Max(s[i], 0) - (s[i] * t[i]) + MathF.Log(1 + e);
                    s[i] = (s[i] >= 0 ? 1 / (1 + e) : e / (1 + e)) - t[i];
                }

                losses[row] = loss;
            }
        });
        return losses.Sum();
    }

    /// <summary>σ(s) = 1 / (1 + exp(−s)), in place: from scores to shades of grey.</summary>
    /// <param name="scores">Any numbers.</param>
    public static void Shades(Span<float> scores)
    {
        foreach (ref float s in scores)
        {
            s = 1 / (1 + MathF.Exp(-s));
        }
    }
}
