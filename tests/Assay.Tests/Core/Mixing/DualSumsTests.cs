using Assay.Core.Mixing;

namespace Assay.Tests.Core.Mixing;

public sealed class DualSumsTests
{
    [Fact]
    public void Sums_over_any_partition_add_up_to_the_bits_of_the_whole() =>
        Laws.Hold(40, seed =>
        {
            const int Documents = 300;
            MixProblem problem = Distinct(MixCase.Feasible(seed, Documents, dimensions: 2).Problem);
            MixTable whole = MixTable.Of(problem);
            DualPoint point = PointFor(problem, whole.Scale);
            int[] order = MixSolverTests.Shuffle(Documents, seed);

            foreach (int parts in new[] { 2, 3, 7 })
            {
                // Documents dealt out in any way: here a shuffled deck, cut into unequal parts.
                var total = new DualSums(problem.Floors.Count);
                for (int part = parts - 1; part >= 0; part--)
                {
                    int[] own = [.. order.Where((_, at) => at * at % parts == part)];
                    total.Add(MixTable.Of(new MixProblem(MixSolverTests.Take(problem.Documents, own), problem.Limits, problem.Floors)).Evaluate(point));
                }

                DualSums expected = whole.Evaluate(point);
                if (!expected.Numbers.SequenceEqual(total.Numbers))
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void A_class_that_partitions_share_differs_by_the_rounding_of_its_products_only()
    {
        MixProblem problem = MixCase.Feasible(seed: 5, documents: 400, dimensions: 1).Problem;
        MixTable whole = MixTable.Of(problem);
        Assert.True(whole.ClassCount < 400);
        DualPoint point = PointFor(problem, whole.Scale);
        int[][] halves = [[.. Enumerable.Range(0, 200)], [.. Enumerable.Range(200, 200)]];
        var total = new DualSums(problem.Floors.Count);
        foreach (int[] half in halves)
        {
            total.Add(MixTable.Of(new MixProblem(MixSolverTests.Take(problem.Documents, half), problem.Limits, problem.Floors)).Evaluate(point));
        }

        Assert.Equal(1, total.Tokens / whole.Evaluate(point).Tokens, precision: 14);
        Assert.Equal(1, total.Value / whole.Evaluate(point).Value, precision: 14);
    }

    [Fact]
    public void A_solve_over_partitions_has_the_bits_of_a_solve_in_one_place()
    {
        MixProblem problem = Distinct(MixCase.Feasible(seed: 5, documents: 500, dimensions: 2).Problem);
        MixTable whole = MixTable.Of(problem);
        DualPoint? alone = MixSolver.SolveDual(whole, problem.Limits, problem.Floors);

        foreach (int parts in new[] { 2, 5, 11 })
        {
            int[][] rows = [.. Enumerable.Range(0, parts).Select(part => Enumerable.Range(0, 500).Where(i => i % parts == part).ToArray())];
            MixTable[] tables =
                [.. rows.Select(own => MixTable.Of(new MixProblem(MixSolverTests.Take(problem.Documents, own), problem.Limits, problem.Floors)))];

            DualPoint? together = MixSolver.SolveDual(new DualPartitions(tables), problem.Limits, problem.Floors);

            Assert.Equal(alone!.Shift, together!.Shift);
            Assert.Equal(alone.Slope, together.Slope);
            Assert.Equal(alone.Pull.ToArray(), together.Pull.ToArray());
            double[] weights = whole.Weigh(alone);
            for (int part = 0; part < parts; part++)
            {
                Assert.Equal(rows[part].Select(row => weights[row]), tables[part].Weigh(together));
            }
        }
    }

    [Fact]
    public void Sums_travel_as_numbers()
    {
        MixProblem problem = MixCase.Feasible(seed: 5, documents: 50, dimensions: 1).Problem;
        MixTable table = MixTable.Of(problem);
        DualSums sums = table.Evaluate(PointFor(problem, table.Scale));

        DualSums received = DualSums.FromNumbers(sums.GroupCount, sums.Numbers);

        Assert.Equal(sums.Value, received.Value);
        Assert.Equal(sums.Tokens, received.Tokens);
        Assert.Throws<ArgumentException>(() => DualSums.FromNumbers(sums.GroupCount + 1, sums.Numbers));
    }

    [Fact]
    public void Sums_equal_those_taken_a_document_at_a_time() =>
        Laws.Hold(100, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 60, dimensions: 2).Problem;
            MixTable table = MixTable.Of(problem);
            DualPoint point = PointFor(problem, table.Scale);
            var naive = new NaiveMix(problem);
            (double value, double tokens, double synthetic) = (0, 0, 0);
            var groups = new double[problem.Floors.Count];
            for (int i = 0; i < 60; i++)
            {
                double score = Score(problem, point, i);
                double w = Math.Clamp(naive.Base(i) * Math.Exp(score), naive.Lower(i), problem.Limits.Repeats);
                double t = problem.Documents.Tokens.Span[i];
                value += t * ((w * score) - (w * Math.Log(w / naive.Base(i))) + w - naive.Base(i));
                tokens += t * w;
                synthetic += problem.Limits.SyntheticShare is null ? 0 : t * w * problem.Documents.SyntheticProbability.Span[i];
                for (int floor = 0; floor < groups.Length; floor++)
                {
                    groups[floor] += InGroup(problem, floor, i) ? t * w : 0;
                }
            }

            DualSums sums = table.Evaluate(point);

            bool same = Close(value, sums.Value) && Close(tokens, sums.Tokens) && Close(synthetic, sums.SyntheticTokens);
            return same && Enumerable.Range(0, groups.Length).All(floor => Close(groups[floor], sums.GroupTokens(floor)));
        });

    [Fact]
    public void Gradient_and_curvature_are_the_slopes_of_value_and_gradient() =>
        Laws.Hold(60, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 60, dimensions: 2).Problem;
            var program = new DualProgram(MixTable.Of(problem), problem.Limits, problem.Floors, MixMargins.None);
            double[] at = [.. Enumerable.Range(0, program.Count).Select(k => 0.05 * (1 + (((seed / 7) + k) % 5)))];
            DualEvaluation centre = program.Evaluate(at);
            const double Step = 1e-6;
            bool holds = true;
            for (int k = 0; k < program.Count; k++)
            {
                DualEvaluation up = program.Evaluate(Moved(at, k, Step));
                DualEvaluation down = program.Evaluate(Moved(at, k, -Step));
                double scale = centre.Tokens + 1;
                holds &= Math.Abs(((up.Value - down.Value) / (2 * Step)) - centre.Gradient[k]) < 1e-4 * scale;
                for (int l = 0; l < program.Count; l++)
                {
                    double slope = (up.Gradient[l] - down.Gradient[l]) / (2 * Step);
                    // A document whose clip lies within the step has half a slope.
                    holds &= Math.Abs(slope - centre.Curvature[(k * program.Count) + l]) < 1e-4 * scale;
                }
            }

            return holds;
        });

    private static double[] Moved(double[] at, int k, double step)
    {
        var moved = (double[])at.Clone();
        moved[k] += step;
        return moved;
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-11 * (1 + Math.Abs(expected));

    private static bool InGroup(MixProblem problem, int floor, int i) =>
        problem.Documents.Groups[problem.Floors[floor].Dimension].Span[i] == problem.Floors[floor].Group;

    private static double Score(MixProblem problem, DualPoint point, int i)
    {
        double score = point.Shift + (problem.Limits.SyntheticShare is null ? 0 : point.Slope * problem.Documents.SyntheticProbability.Span[i]);
        for (int floor = 0; floor < problem.Floors.Count; floor++)
        {
            score += InGroup(problem, floor, i) ? point.Pull.Span[floor] : 0;
        }

        return score;
    }

    private static DualPoint PointFor(MixProblem problem, DualScale scale) =>
        new(0.3, -0.7, Enumerable.Range(1, problem.Floors.Count).Select(k => 0.11 * k).ToArray(), problem.Limits.Repeats, scale);

    /// <summary>The same problem with lengths and probabilities such that no two documents are alike.</summary>
    private static MixProblem Distinct(MixProblem problem)
    {
        double[] synthetic = problem.Documents.SyntheticProbability.ToArray();
        for (int i = 0; i < synthetic.Length; i++)
        {
            synthetic[i] = (synthetic[i] * 0.9) + (i * 1e-5);
        }

        return new MixProblem(problem.Documents with { SyntheticProbability = synthetic }, problem.Limits with { SyntheticShare = 0.5 }, problem.Floors);
    }
}
