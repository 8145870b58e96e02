using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class MixTableTests
{
    [Fact]
    public void Documents_that_no_constraint_can_tell_apart_are_one_class()
    {
        var documents = new MixDocuments
        {
            Tokens = new long[] { 1, 2, 4, 8, 16, 32 },
            SyntheticProbability = new[] { 0.5, 0.5, 0.7, 0.5, 0.5, 0.5 },
            Anchor = new[] { false, false, false, true, false, false },
            BaseWeight = new double[] { 1, 1, 1, 1, 2, 1 },
            Groups = [new[] { 0, 0, 0, 0, 0, 1 }, new[] { 0, 1, 2, 3, 4, 5 }],
        };

        // The second dimension has no floor; of the first, group 1 has none.
        MixTable table = MixTable.Of(new MixProblem(documents, new MixLimits { SyntheticShare = 0.3 }, [new FloorConstraint(0, 0, 0.5, 0.9, "a")]));
        MixTable withoutCap = MixTable.Of(new MixProblem(documents, new MixLimits()));

        Assert.Equal(5, table.ClassCount);
        Assert.Equal(table.ClassOf[0], table.ClassOf[1]);
        Assert.Equal(5, Enumerable.Range(1, 5).Select(i => table.ClassOf[i]).Distinct().Count());
        Assert.Equal(3, table.Tokens[table.ClassOf[0]]);
        Assert.Equal(5, table.Squares[table.ClassOf[0]]); // 1² + 2²
        Assert.Equal(3, withoutCap.ClassCount); // plain, anchor, base weight 2
        Assert.Equal(new DualScale(63, 6, 8, 2, 0.5, 0.7), table.Scale);
    }

    [Fact]
    public void A_table_holds_every_document_once() =>
        Laws.Hold(60, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 100, dimensions: 2).Problem;
            MixTable table = MixTable.Of(problem);
            var tokens = new double[table.PaddedCount];
            for (int i = 0; i < 100; i++)
            {
                int place = table.ClassOf[i];
                tokens[place] += problem.Documents.Tokens.Span[i];
                bool isAlike = problem.Limits.SyntheticShare is null || table.Synthetic[place].Equals(problem.Documents.SyntheticProbability.Span[i]);
                if (!isAlike)
                {
                    return false;
                }
            }

            return tokens.AsSpan().SequenceEqual(table.Tokens) && tokens.Count(sum => sum > 0) == table.ClassCount;
        });

    [Fact]
    public void Many_cells_are_numbered_by_hash_as_by_table()
    {
        // Three dimensions of 300 groups: more combinations than a plain table takes.
        const int Count = 2000;
        var prng = new Prng(new RunSeed(5));
        int[][] groups = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, Count).Select(_ => prng.NextInt32(20_000)).ToArray())];
        var documents = new MixDocuments
        {
            Tokens = Enumerable.Repeat(1L, Count).ToArray(),
            SyntheticProbability = new double[Count],
            Groups = [.. groups.Select(column => new ReadOnlyMemory<int>(column))],
        };
        FloorConstraint[] floors =
            [.. Enumerable.Range(0, 3).SelectMany(d => groups[d].Distinct().Take(300).Select(g => new FloorConstraint(d, g, 0.001, 0.5, $"{d}={g}")))];
        var floored = floors.Select(floor => (floor.Dimension, floor.Group)).ToHashSet();
        int expected = Enumerable.Range(0, Count)
            .Select(i => string.Join(',', Enumerable.Range(0, 3).Select(d => floored.Contains((d, groups[d][i])) ? groups[d][i] : -1)))
            .Distinct(StringComparer.Ordinal).Count();

        Assert.Equal(expected, MixTable.Of(new MixProblem(documents, new MixLimits(), floors)).ClassCount);
    }

    [Fact]
    public void Bins_stand_at_their_mean_so_that_totals_are_kept()
    {
        MixProblem problem = MixFacts.Make(5000, seed: 4, scores: 1 << 30).Problem;
        MixTable fine = MixTable.Of(problem);
        MixTable coarse = MixTable.Build(problem.Documents, MixTableShape.Of(problem), bins: 8);
        double Synthetic(MixTable table) => Enumerable.Range(0, table.PaddedCount).Sum(at => table.Tokens[at] * table.Synthetic[at]);

        Assert.True(coarse.ClassCount < fine.ClassCount / 4);
        Assert.Equal(1, Synthetic(coarse) / Synthetic(fine), precision: 12);
    }

    [Fact]
    public void What_holds_for_the_bins_holds_for_the_documents()
    {
        MixProblem problem = MixFacts.Make(5000, seed: 4, scores: 1 << 30).Problem;
        MixTable coarse = MixTable.Build(problem.Documents, MixTableShape.Of(problem), bins: 8);
        DualPoint? point = MixSolver.SolveDual(coarse, problem.Limits, problem.Floors);
        double[] weights = coarse.Weigh(point!);
        var naive = new NaiveMix(problem);

        Assert.Equal(0, naive.Residual(0, i => weights[i]), tolerance: 1e-3);
        for (int k = 1; k < naive.ConstraintCount; k++)
        {
            Assert.True(naive.Residual(k, i => weights[i]) > -1e-3);
        }
    }

    [Fact]
    public void A_point_for_other_floors_is_refused()
    {
        MixTable table = MixTable.Of(MixFacts.Make(100, seed: 1).Problem);

        Assert.Throws<ArgumentException>(() => table.Evaluate(new DualPoint(0, 0, Array.Empty<double>(), 3, table.Scale)));
    }
}
