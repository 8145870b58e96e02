using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Trains a logistic regression over hashed words by dual coordinate descent.</summary>
/// <remarks>
/// <para>It minimises ½‖w‖² + Σ cᵢ ln(1 + exp(−yᵢ w·xᵢ)) (Yu, Huang and Lin 2011; the solver of liblinear), one example at a time in a
/// shuffled order, by Newton steps on its dual variable: no step size to choose. The bias is the weight of a feature that is always 1.</para>
/// <para>One thread, and no function of the platform: the same examples and seed give the same bits.</para>
/// </remarks>
internal static class LogisticTrainer
{
    private const int NewtonSteps = 8;
    private const double Shrink = 0.1;

    /// <summary>Trains.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="rows">Which of them; others stay unseen.</param>
    /// <param name="isMachine">The label of each example.</param>
    /// <param name="costs">c of each example, 0 or more; its sum weighs the data against the penalty.</param>
    /// <param name="passes">How often each example is visited, 1 or more.</param>
    /// <param name="seed">Names the order of visits.</param>
    /// <returns>The weights of all features, and the bias last.</returns>
    internal static float[] Train(
        WordExamples examples, ReadOnlySpan<int> rows, ReadOnlySpan<bool> isMachine, ReadOnlySpan<double> costs, int passes, RunSeed seed)
    {
        float[] weights = new float[WordModel.Size + 1];
        int[] order = [.. rows];
        double[] duals = new double[examples.Count];
        float[] units = Units(examples, order);
        foreach (int row in order)
        {
            duals[row] = Math.Min(0.001 * costs[row], 1e-8);
            Move(weights, examples[row], units[row], (float)((isMachine[row] ? 1 : -1) * duals[row]));
        }

        var prng = new Prng(seed);
        for (int pass = 0; pass < passes; pass++)
        {
            for (int i = order.Length - 1; i > 0; i--)
            {
                int j = prng.NextInt32(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (int row in order)
            {
                if (costs[row] > 0)
                {
                    Visit(weights, examples[row], units[row], isMachine[row] ? 1 : -1, costs[row], ref duals[row]);
                }
            }
        }

        return weights;
    }

    /// <summary>w·x of an example, the bias included.</summary>
    internal static double Margin(ReadOnlySpan<float> weights, ReadOnlySpan<uint> example)
    {
        (float sum, float square) = (0, 0);
        foreach (uint entry in example)
        {
            float value = WordModel.CountValues[entry >> WordFeatures.CountShift];
            sum += value * weights[(int)(entry & (WordModel.Size - 1))];
            square += value * value;
        }

        return weights[WordModel.Size] + (square == 0 ? 0 : sum / MathF.Sqrt(square));
    }

    private static void Visit(float[] weights, ReadOnlySpan<uint> example, float unit, int label, double cost, ref double dual)
    {
        const double SquaredLength = 2; // Of the unit vector and the bias feature.
        double margin = label * (weights[WordModel.Size] + (unit * Dot(weights, example)));
        double other = cost - dual;

        // The half of (0, c) in which the optimum lies, so that the logarithm near its end stays exact.
        double sign = 1;
        double old = dual;
        if ((0.5 * SquaredLength * (other - dual)) + margin < 0)
        {
            (old, sign) = (other, -1);
        }

        double z = cost - old < 0.5 * cost ? 0.1 * old : old;
        for (int step = 0; step < NewtonSteps; step++)
        {
            double slope = (SquaredLength * (z - old)) + (sign * margin) + PortableMath.Log(z / (cost - z));
            if (Math.Abs(slope) < 1e-6)
            {
                break;
            }

            double curvature = SquaredLength + (cost / (cost - z) / z);
            double moved = z - (slope / curvature);
            z = moved <= 0 ? z * Shrink : moved;
        }

        dual = sign > 0 ? z : cost - z;
        Move(weights, example, unit, (float)(sign * (z - old) * label));
    }

    private static void Move(float[] weights, ReadOnlySpan<uint> example, float unit, float amount)
    {
        float step = unit * amount;
        foreach (uint entry in example)
        {
            weights[entry & (WordModel.Size - 1)] += step * WordModel.CountValues[entry >> WordFeatures.CountShift];
        }

        weights[WordModel.Size] += amount;
    }

    private static float Dot(float[] weights, ReadOnlySpan<uint> example)
    {
        float sum = 0;
        foreach (uint entry in example)
        {
            sum += WordModel.CountValues[entry >> WordFeatures.CountShift] * weights[entry & (WordModel.Size - 1)];
        }

        return sum;
    }

    /// <summary>What makes the vector of each example as long as 1.</summary>
    private static float[] Units(WordExamples examples, int[] rows)
    {
        float[] units = new float[examples.Count];
        foreach (int row in rows)
        {
            float square = 0;
            foreach (uint entry in examples[row])
            {
                float value = WordModel.CountValues[entry >> WordFeatures.CountShift];
                square += value * value;
            }

            units[row] = square == 0 ? 0 : 1 / MathF.Sqrt(square);
        }

        return units;
    }
}
