using Assay.Core.Detection;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection;

public sealed class RankStatisticsTests
{
    [Fact]
    public void The_area_counts_pairs_and_ties_half()
    {
        // Of 3 · 2 pairs the machine text wins 4 and ties 1.
        Assert.Equal(4.5 / 6, RankStatistics.Auroc([0, 1, 3], [2, 3])!.Value, precision: 12);
        Assert.Null(RankStatistics.Auroc([], [1]));
    }

    [Fact]
    public void The_threshold_lets_at_most_the_share_through()
    {
        double[] human = [.. Enumerable.Range(0, 100).Select(i => (double)i)];

        Assert.Equal(98, RankStatistics.Threshold(human, 0.01));
        Assert.Equal(0.01, RankStatistics.ShareAbove(human, 98));
        Assert.Equal(99, RankStatistics.Threshold(human, 0.009));
    }

    [Fact]
    public void The_safe_threshold_holds_as_often_as_it_promises()
    {
        var prng = new Prng(new RunSeed(20261120).For("test/tolerance"));
        const int Draws = 4000;
        int broken = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            // Of uniform scores the share above a threshold is one less it.
            double[] human = [.. Enumerable.Range(0, 300).Select(_ => prng.NextDouble())];
            broken += 1 - RankStatistics.ToleranceThreshold(human, 0.05, 0.99)!.Value > 0.05 ? 1 : 0;
        }

        // The seventh highest of 300: Binomial(300, .05) is 6 or less with .0067; four standard errors.
        Assert.InRange((double)broken / Draws, 0.0067 - 0.0052, 0.0067 + 0.0052);
        double[] numbers = [.. Enumerable.Range(1, 300).Select(i => (double)i)];
        Assert.Equal(294, RankStatistics.ToleranceThreshold(numbers, 0.05, 0.99));
        Assert.Equal(90, RankStatistics.ToleranceThreshold(numbers.AsSpan(0, 90), 0.05, 0.99));
        Assert.Null(RankStatistics.ToleranceThreshold(numbers.AsSpan(0, 89), 0.05, 0.99));
    }

    [Fact]
    public void The_figures_of_a_group_equal_the_plain_ones_and_lie_in_their_intervals()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/figures"));
        ScoredChunk[] chunks =
        [
            .. Enumerable.Range(0, 3000).Select(i =>
            {
                double score = Math.Round(prng.NextDouble() + (i % 3 == 0 ? 0.4 : 0), 2); // Rounded, so that there are ties.
                return new ScoredChunk(i / 2, i % 3 == 0, score, score - 1, 250);
            }),
        ];
        double[] human = [.. chunks.Where(c => !c.IsMachine).Select(c => c.LogOdds)];
        double[] machine = [.. chunks.Where(c => c.IsMachine).Select(c => c.LogOdds)];

        DetectorFigures figures = FigureBuilder.Of(chunks, new RunSeed(1));

        Assert.Equal(RankStatistics.Auroc(human, machine)!.Value, figures.Auroc.Value!.Value, precision: 12);
        Assert.Equal(RankStatistics.ShareAbove(machine, 1)!.Value, figures.Tpr.Value!.Value, precision: 12);
        Assert.Equal(RankStatistics.ShareAbove(machine, RankStatistics.Threshold(human, 0.01))!.Value, figures.TprAt1.Value!.Value, precision: 12);
        Assert.All([figures.Auroc, figures.TprAt1, figures.Fpr, figures.Tpr], e => Assert.InRange(e.Value!.Value, e.Low!.Value, e.High!.Value));
    }

    [Fact]
    public void Too_few_human_texts_give_no_rate_instead_of_a_flattering_one()
    {
        ScoredChunk[] chunks = [.. Enumerable.Range(0, 100).Select(i => new ScoredChunk(i, i >= 50, i, i, 250))];

        DetectorFigures figures = FigureBuilder.Of(chunks, new RunSeed(1));

        Assert.Equal(1, figures.Auroc.Value);
        Assert.Equal(EstimateAnswer.None, figures.TprAt1.Answer);
        Assert.Null(figures.TprAt01.Value);
    }
}
