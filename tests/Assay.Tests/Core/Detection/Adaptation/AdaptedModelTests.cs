using Assay.Core.Detection.Adaptation;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection.Adaptation;

public sealed class AdaptedModelTests
{
    private const int Folds = 5;

    /// <summary>Pieces with three measures and a few of forty words; where a fold is turned, its labels are.</summary>
    private static AdaptationExamples Examples(int turned = -1, bool labelsMeanSomething = true, ulong seed = 4)
    {
        var prng = new Prng(new RunSeed(seed));
        var examples = new AdaptationExamples();
        for (int i = 0; i < 200; i++)
        {
            bool isMachine = prng.NextInt32(2) == 1;
            bool isOther = isMachine && labelsMeanSomething;
            uint[] words = [.. Enumerable.Range(0, 12).Select(_ => (uint)(prng.NextInt32(40) + (isOther ? 10 : 0))).Distinct().Select(word => word | (1u << 24))];
            float[] style = [(float)prng.NextDouble() + (isOther ? 0.3f : 0), (float)prng.NextDouble()];
            examples.Add(words, style, prng.NextDouble() + (isMachine ? 0.5 : 0), isMachine ^ (i % Folds == turned), i % Folds);
        }

        return examples;
    }

    [Fact]
    public void A_piece_is_scored_by_what_the_other_folds_taught()
    {
        AdaptedModel model = AdaptedModel.Fit(Examples(), Folds, workers: 1, TestContext.Current.CancellationToken), turned = AdaptedModel.Fit(Examples(turned: 2), Folds, workers: 1, TestContext.Current.CancellationToken);

        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(i % Folds == 2, model.HeldOut[i] == turned.HeldOut[i]);
        }
    }

    [Fact]
    public void It_helps_where_the_source_tells_more_than_the_detector_knows()
    {
        Assert.True(AdaptedModel.Fit(Examples(), Folds, workers: 1, TestContext.Current.CancellationToken).Helps);

        // Where only the detector's score means something, words and style add noise: a model that scored what it has learned from would not see it.
        Assert.All(Enumerable.Range(1, 5), seed =>
            Assert.False(AdaptedModel.Fit(Examples(labelsMeanSomething: false, seed: (ulong)seed), Folds, workers: 1, TestContext.Current.CancellationToken).Helps));
    }

    [Fact]
    public void Scatters_add_up_to_means_and_covariances()
    {
        double[][] pieces = [[1, 2, -1], [4, 0, 3], [2, 2, 2], [-3, 5, 1]];
        MeasureScatter first = new(3), second = new(3);
        foreach (double[] piece in pieces[..2])
        {
            first.Add(piece);
        }

        foreach (double[] piece in pieces[2..])
        {
            second.Add(piece);
        }

        first.Add(second);
        Assert.Equal(4, first.Count);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double naive = pieces.Average(p => (p[i] - pieces.Average(q => q[i])) * (p[j] - pieces.Average(q => q[j])));
                Assert.Equal(naive, first.Covariance(i, j), 12);
            }
        }
    }

    [Fact]
    public void The_discriminant_solves_its_equation()
    {
        var prng = new Prng(new RunSeed(8));
        MeasureScatter human = new(4), machine = new(4);
        for (int i = 0; i < 80; i++)
        {
            double common = prng.NextDouble();
            human.Add([prng.NextDouble() + common, common, 2 * prng.NextDouble(), 0.3f]); // The last never varies within a label: it has no say.
            machine.Add([prng.NextDouble() + common + 0.4, common - (0.2 * prng.NextDouble()), 2 * prng.NextDouble(), 0.4f]);
        }

        double[] weights = Discriminant.Fit(human, machine);

        Assert.Equal(0, weights[3]);
        double shrink = 3.0 * 4 / 80;
        double Within(int i, int j) => (human.Covariance(Math.Max(i, j), Math.Min(i, j)) + machine.Covariance(Math.Max(i, j), Math.Min(i, j))) / 2;
        for (int i = 0; i < 3; i++)
        {
            // (C + τ diag C) w = m₁ − m₀, in the measures' own units.
            double left = Enumerable.Range(0, 3).Sum(j => Within(i, j) * weights[j] * (i == j ? 1 + shrink : 1));
            Assert.Equal(machine.Mean(i) - human.Mean(i), left, 10);
        }
    }
}
