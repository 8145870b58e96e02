using Assay.Core.Detection;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection;

public sealed class LogisticTrainerTests
{
    [Fact]
    public void The_gradient_of_the_objective_vanishes_at_the_solution()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/logistic"));
        var examples = new WordExamples();
        bool[] labels = new bool[60];
        double[] costs = new double[60];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = prng.NextDouble() < 0.5;
            costs[i] = 0.5 + (2 * prng.NextDouble());
            uint[] entries = [.. Enumerable.Range(0, 12).Where(_ => prng.NextDouble() < (labels[i] ? 0.6 : 0.4)).Select(f => (uint)f | (1u << WordFeatures.CountShift))];
            examples.Add(entries);
        }

        int[] rows = [.. Enumerable.Range(0, 60)];
        double[] w = [.. LogisticTrainer.Train(examples, rows, labels, costs, passes: 300, new RunSeed(1)).Select(x => (double)x)];

        // The naive objective, and its slope by central differences.
        foreach (int feature in new[] { 0, 3, 7, 11, WordModel.Size })
        {
            const double Step = 1e-5;
            double[] up = [.. w];
            double[] down = [.. w];
            up[feature] += Step;
            down[feature] -= Step;
            Assert.InRange((Objective(up) - Objective(down)) / (2 * Step), -2e-3, 2e-3);
        }

        double Objective(double[] at)
        {
            double value = 0.5 * at.Sum(x => x * x);
            foreach (int row in rows)
            {
                double length = Math.Sqrt(examples[row].Length);
                double margin = at[WordModel.Size];
                foreach (uint entry in examples[row])
                {
                    margin += at[entry & (WordModel.Size - 1)] / length;
                }

                value += costs[row] * Math.Log(1 + Math.Exp(labels[row] ? -margin : margin));
            }

            return value;
        }
    }
}
