using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Training.Layers;

/// <summary>The loss of a language model: minus the mean logarithm of the probability that it gave to what came next, in nats.</summary>
public static class CrossEntropy
{
    /// <summary>Computes the loss and turns scores into its gradient, (softmax(scores) − one at the target) / rows, in place.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="scores">[rows × vocabulary]; becomes the gradient.</param>
    /// <param name="targets">The token that came next, one a row.</param>
    /// <returns>The mean over the rows.</returns>
    public static double LossAndGradient(Workbench bench, Tensor scores, int[] targets)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        float[] losses = new float[scores.Rows];
        float share = 1f / scores.Rows;
        bench.Share(scores.Rows, scores.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                Span<float> s = scores.Row(row);
                losses[row] = -LogProbabilities(s, targets[row]);
                s[targets[row]] -= 1;
                Vectors.Scale(share, s);
            }
        });
        return Mean(losses);
    }

    /// <summary>The loss alone, one a row, in nats; the scores are overwritten.</summary>
    /// <param name="bench">What it works with.</param>
    /// <param name="scores">[rows × vocabulary].</param>
    /// <param name="targets">The token that came next, one a row.</param>
    public static float[] Losses(Workbench bench, Tensor scores, int[] targets)
    {
        ArgumentNullException.ThrowIfNull(bench);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(targets);
        float[] losses = new float[scores.Rows];
        bench.Share(scores.Rows, scores.Columns, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                losses[row] = -LogProbabilities(scores.Row(row), targets[row]);
            }
        });
        return losses;
    }

    /// <summary>Turns scores into probabilities and returns the logarithm of the target's.</summary>
    private static float LogProbabilities(Span<float> scores, int target)
    {
        float largest = Vectors.Largest(scores), chosen = scores[target];
        float sum = Vectors.Exponentials(scores, scale: 1);
        Vectors.Scale(1 / sum, scores);
        return chosen - largest - MathF.Log(sum); // not the logarithm of the probability: that may have become 0
    }

    private static double Mean(float[] losses)
    {
        double sum = 0;
        foreach (float loss in losses)
        {
            sum += loss;
        }

        return sum / losses.Length;
    }
}
