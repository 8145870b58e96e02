using Assay.Core.Mixing;

namespace Assay.Tests.Core.Mixing;

public sealed class MixSolverTests
{
    [Fact]
    public void Weights_are_stationary_feasible_and_complementary_to_the_multipliers() =>
        Laws.Hold(300, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 40, dimensions: 2).Problem;

            MixSolution solution = MixSolver.Solve(problem);

            var naive = new NaiveMix(problem);
            CopyMultipliers(problem, solution, naive);
            bool holds = solution.IsFeasible && Math.Abs(solution.Solver.RelativeGap) < 1e-9;
            for (int i = 0; i < problem.Documents.Count; i++)
            {
                double weight = solution.Weights[i];
                holds &= weight >= naive.Lower(i) && weight <= problem.Limits.Repeats;
                holds &= Math.Abs(weight - naive.Weight(i)) <= 1e-9 * (1 + weight); // w = clip(b·exp(λ·f), l, R)
            }

            for (int k = 0; k < naive.ConstraintCount; k++)
            {
                double residual = naive.Residual(k, i => solution.Weights[i]) / solution.Tokens;
                bool isEquality = k == 0 && problem.Limits.BudgetTokens is not null;
                holds &= isEquality ? Math.Abs(residual) < 1e-9 : residual > -1e-9;
                holds &= isEquality || (naive.Multipliers[k] >= 0 && naive.Multipliers[k] * residual < 1e-9);
            }

            return holds;
        });

    [Fact]
    public void The_gap_is_the_difference_of_objective_and_dual_value() =>
        Laws.Hold(100, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 30, dimensions: 1).Problem;

            MixSolution solution = MixSolver.Solve(problem);

            double objective = new NaiveMix(problem).Objective(i => solution.Weights[i]);
            double tolerance = 1e-12 * solution.Tokens;
            return Math.Abs(objective - solution.Solver.Objective) < tolerance
                && Math.Abs(solution.Solver.Objective - solution.Solver.DualValue - solution.Solver.DualityGap) < 100 * tolerance;
        });

    [Fact]
    public void Objective_and_weights_equal_those_of_the_slow_obvious_solver()
    {
        int binding = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 15, dimensions: 1).Problem;
            var naive = new NaiveMix(problem);
            naive.Solve(sweeps: 150);
            double worst = 0;
            for (int k = 0; k < naive.ConstraintCount; k++)
            {
                bool isEquality = k == 0 && problem.Limits.BudgetTokens is not null;
                double residual = naive.Residual(k, naive.Weight);
                worst = Math.Max(worst, isEquality ? Math.Abs(residual) : -residual);
            }

            Assert.True(worst < 1e-5, $"seed {seed}: the slow solver has not arrived, it is {worst} tokens off");

            MixSolution solution = MixSolver.Solve(problem);
            binding += naive.Multipliers.Any(multiplier => Math.Abs(multiplier) > 1e-3) ? 1 : 0;
            double slow = naive.Objective(naive.Weight);
            Assert.True(Math.Abs(slow - solution.Solver.Objective) <= 1e-6 * (1 + slow), $"seed {seed}: {slow} and {solution.Solver.Objective}");
            for (int i = 0; i < problem.Documents.Count; i++)
            {
                Assert.True(Math.Abs(naive.Weight(i) - solution.Weights[i]) < 1e-4, $"seed {seed}, document {i}");
            }
        }

        Assert.True(binding >= 50, $"constraints bind in {binding} of 60 cases only");
    }

    [Fact]
    public void No_feasible_weights_nearby_are_nearer_to_the_corpus() =>
        Laws.Hold(100, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 20, dimensions: 1).Problem;
            MixSolution solution = MixSolver.Solve(problem);
            // Weak duality: the dual value bounds the objective of everything feasible, and the solution reaches it.
            return solution.Solver.Objective - solution.Solver.DualValue <= 1e-9 * Math.Max(1, solution.Solver.Objective) + (1e-12 * solution.Tokens);
        });

    [Fact]
    public void Without_limits_the_corpus_is_the_mix()
    {
        MixSolution solution = MixSolver.Solve(Problem([100, 7, 23], [0, 0.5, 1], new MixLimits()));

        Assert.Equal([1, 1, 1], solution.Weights);
        Assert.Equal(0, solution.Solver.Objective);
        Assert.Equal(0, solution.Solver.Unknowns);
    }

    [Fact]
    public void A_budget_alone_scales_everything_equally()
    {
        MixSolution solution = MixSolver.Solve(Problem([100, 700, 200], [0, 0.5, 1], new MixLimits { BudgetTokens = 250 }));

        Assert.All(solution.Weights, weight => Assert.Equal(0.25, weight, precision: 12));
    }

    [Fact]
    public void A_budget_alone_scales_everything_equally_up_to_the_clips()
    {
        var documents = new MixDocuments
        {
            Tokens = new long[] { 100, 100, 100, 100 },
            SyntheticProbability = new double[4],
            Anchor = new[] { true, false, false, false },
            BaseWeight = new double[] { 1, 1, 2, 8 },
        };

        MixSolution solution = MixSolver.Solve(new MixProblem(documents, new MixLimits { Repeats = 3, BudgetTokens = 550 }));

        // Scaled by one half: the anchor stays at its clip of 1, the last document at the clip of 3.
        Assert.Equal(1, solution.Weights[0]);
        Assert.Equal(0.5, solution.Weights[1], precision: 12);
        Assert.Equal(1, solution.Weights[2], precision: 12);
        Assert.Equal(3, solution.Weights[3]);
    }

    [Fact]
    public void A_cap_alone_tilts_by_the_multiplier_that_bisection_finds()
    {
        MixProblem problem = Problem([400, 300, 200, 100], [0, 0.25, 0.5, 1], new MixLimits { SyntheticShare = 0.2 });
        double low = 0;
        double high = 50;
        double[] q = [0, 0.25, 0.5, 1];
        double[] t = [400, 300, 200, 100];
        double Weight(int i, double multiplier) => Math.Min(3, Math.Exp(multiplier * (0.2 - q[i])));
        for (int step = 0; step < 100; step++)
        {
            double middle = (low + high) / 2;
            double excess = Enumerable.Range(0, 4).Sum(i => t[i] * Weight(i, middle) * (q[i] - 0.2));
            (low, high) = excess > 0 ? (middle, high) : (low, middle);
        }

        MixSolution solution = MixSolver.Solve(problem);

        Assert.Equal(low, solution.CapMultiplier, precision: 10);
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(Weight(i, low), solution.Weights[i], precision: 10));
    }

    [Fact]
    public void The_weight_does_not_depend_on_the_length_of_the_document()
    {
        MixSolution solution = MixSolver.Solve(
            Problem([1, 1_000_000, 10, 500_000], [0.7, 0.7, 0.1, 0.1], new MixLimits { SyntheticShare = 0.3, BudgetTokens = 1_000_000 }));

        Assert.Equal(solution.Weights[0], solution.Weights[1]);
        Assert.Equal(solution.Weights[2], solution.Weights[3]);
        Assert.True(solution.Weights[0] < solution.Weights[2]);
    }

    [Fact]
    public void A_floor_lifts_its_group_alone_when_nothing_else_binds()
    {
        var documents = new MixDocuments
        {
            Tokens = new long[] { 100, 450, 450 },
            SyntheticProbability = new double[3],
            Groups = [new[] { 0, 1, -1 }],
        };
        var floor = new FloorConstraint(0, 0, AnchorShare: 0.25, Factor: 0.8, "lang=gd");

        MixSolution solution = MixSolver.Solve(new MixProblem(documents, new MixLimits(), [floor]));

        double tokens = (100 * solution.Weights[0]) + (450 * solution.Weights[1]) + (450 * solution.Weights[2]);
        Assert.Equal(0.2, 100 * solution.Weights[0] / tokens, precision: 12);
        Assert.Equal(solution.Weights[1], solution.Weights[2]);
        // λ·(1 − 0.2) for the group and −λ·0.2 for the others.
        Assert.Equal(0.8 * solution.FloorMultipliers[0], Math.Log(solution.Weights[0]), precision: 12);
        Assert.Equal(-0.2 * solution.FloorMultipliers[0], Math.Log(solution.Weights[1]), precision: 12);
    }

    [Fact]
    public void Floors_that_depend_on_each_other_still_have_a_solution()
    {
        // Two floors of 1 over a whole dimension: shares are exact, and the features add up to zero.
        var documents = new MixDocuments
        {
            Tokens = new long[] { 300, 700 },
            SyntheticProbability = new double[2],
            Groups = [new[] { 0, 1 }],
        };
        FloorConstraint[] floors = [new(0, 0, 0.5, 1, "a"), new(0, 1, 0.5, 1, "b")];

        MixSolution solution = MixSolver.Solve(new MixProblem(documents, new MixLimits { BudgetTokens = 1000 }, floors));

        Assert.True(solution.IsFeasible);
        Assert.Equal(500 / 300.0, solution.Weights[0], precision: 9);
        Assert.Equal(500 / 700.0, solution.Weights[1], precision: 9);
    }

    [Fact]
    public void Bits_do_not_depend_on_the_number_of_threads()
    {
        // More documents than one task takes, so that threads do divide them.
        MixProblem problem = MixFacts.Make(400_000, seed: 12, scores: 1 << 30).Problem;

        MixSolution one = MixSolver.Solve(problem, workers: 1);

        Assert.True(one.IsFeasible && one.Solver.Classes > 150_000);
        foreach (int workers in new[] { 2, 3, 8 })
        {
            MixSolution many = MixSolver.Solve(problem, workers: workers);
            Assert.Equal(one.Weights, many.Weights);
            Assert.Equal(one.Solver, many.Solver);
        }
    }

    [Fact]
    public void Bits_do_not_depend_on_the_order_of_the_documents() =>
        Laws.Hold(50, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 200, dimensions: 2).Problem;
            int[] order = Shuffle(200, seed);

            MixSolution straight = MixSolver.Solve(problem);
            MixSolution shuffled = MixSolver.Solve(new MixProblem(Take(problem.Documents, order), problem.Limits, problem.Floors));

            return straight.Solver == shuffled.Solver && order.Select((from, to) => (from, to))
                .All(pair => straight.Weights[pair.from].Equals(shuffled.Weights[pair.to]));
        });

    [Fact]
    public void Margins_keep_the_stated_distance()
    {
        MixProblem problem = MixCase.Feasible(seed: 3, documents: 60, dimensions: 0).Problem;
        problem = new MixProblem(problem.Documents, new MixLimits { BudgetTokens = 20_000, SyntheticShare = 0.4, Repeats = 4 });
        var naive = new NaiveMix(problem);

        MixSolution solution = MixSolver.Solve(problem, new MixMargins { Budget = 321, Cap = 123 });

        Assert.Equal(-321, naive.Residual(0, i => solution.Weights[i]), precision: 6);
        Assert.True(naive.Residual(1, i => solution.Weights[i]) > 123 - 1e-6);
    }

    internal static int[] Shuffle(int count, int seed)
    {
        var prng = new Assay.Core.Statistics.Prng(new((ulong)seed));
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = prng.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    internal static MixDocuments Take(MixDocuments documents, int[] rows) =>
        new()
        {
            Tokens = Pick(documents.Tokens, rows),
            SyntheticProbability = Pick(documents.SyntheticProbability, rows),
            Anchor = Pick(documents.Anchor, rows),
            BaseWeight = Pick(documents.BaseWeight, rows),
            Groups = [.. documents.Groups.Select(column => Pick(column, rows))],
        };

    private static ReadOnlyMemory<T> Pick<T>(ReadOnlyMemory<T> column, int[] rows) =>
        column.IsEmpty ? column : Array.ConvertAll(rows, row => column.Span[row]);

    private static MixProblem Problem(long[] tokens, double[] synthetic, MixLimits limits) =>
        new(new MixDocuments { Tokens = tokens, SyntheticProbability = synthetic }, limits);

    private static void CopyMultipliers(MixProblem problem, MixSolution solution, NaiveMix naive)
    {
        int k = 0;
        if (problem.Limits.BudgetTokens is not null)
        {
            naive.Multipliers[k++] = solution.BudgetMultiplier;
        }

        if (problem.Limits.SyntheticShare is not null)
        {
            naive.Multipliers[k++] = solution.CapMultiplier;
        }

        solution.FloorMultipliers.ToArray().CopyTo(naive.Multipliers, k);
    }
}
