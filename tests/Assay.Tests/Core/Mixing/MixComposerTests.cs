using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class MixComposerTests
{
    private static readonly RunSeed Seed = new(42);

    [Fact]
    public void Without_limits_every_document_is_written_once()
    {
        MixComposition mix = Compose([100, 7, 23], [0, 0.5, 1], null, new MixLimits());

        Assert.Equal([1, 1, 1], mix.Copies.ToArray());
        Assert.Equal(130, mix.WrittenTokens);
        Assert.Empty(mix.Constraints);
    }

    [Fact]
    public void No_documents_are_refused()
    {
        MixComposition mix = Compose([], [], null, new MixLimits { SyntheticShare = 0.3, BudgetTokens = 100 });

        Assert.Equal(InfeasibilityKind.Empty, mix.Infeasibility!.Kind);
        Assert.Equal("There is no document to choose from.", mix.Infeasibility.Found);
        Assert.Empty(mix.Infeasibility.Nearest);
        Assert.True(mix.Weights.IsEmpty);
    }

    [Fact]
    public void A_corpus_of_anchors_alone_is_written_whole()
    {
        MixComposition mix = Compose([100, 200], [0, 0], [true, true], new MixLimits { SyntheticShare = 0.3 });

        Assert.Equal([1, 1], mix.Copies.ToArray());
        Assert.Equal(0, mix.Constraints.Single().Written);
    }

    [Fact]
    public void A_budget_of_exactly_the_anchor_is_met_exactly()
    {
        MixComposition mix = Compose([100, 200, 50], [0, 0, 0], [true, true, false], new MixLimits { BudgetTokens = 300 });

        Assert.Equal([1, 1, 0], mix.Copies.ToArray());
    }

    [Fact]
    public void A_budget_of_all_repeats_is_met_exactly()
    {
        MixComposition mix = Compose([100, 200], [0, 1], null, new MixLimits { BudgetTokens = 900, Repeats = 3 });

        Assert.Equal([3, 3], mix.Copies.ToArray());
        Assert.Equal(900, mix.WrittenTokens);
    }

    [Fact]
    public void Repeats_of_one_write_nothing_twice()
    {
        MixCase many = Synthetic(2000);
        MixComposition mix = MixComposer.Compose(
            many.Problem.With(new MixLimits { Repeats = 1, SyntheticShare = 0.3 }, many.Problem.Floors), many.Ids, Seed);

        Assert.Null(mix.Infeasibility);
        Assert.All(mix.Copies.ToArray(), copies => Assert.InRange(copies, 0, 1));
    }

    [Fact]
    public void A_cap_of_one_binds_nothing_and_is_reported()
    {
        MixComposition mix = Compose([100, 300], [0, 1], null, new MixLimits { SyntheticShare = 1 });

        Assert.Equal([1, 1], mix.Copies.ToArray());
        ConstraintReport cap = mix.Constraints.Single();
        Assert.Equal((0.75, 0.75, 0.0), (cap.Expected, cap.Written, cap.Multiplier));
    }

    [Fact]
    public void A_cap_of_zero_keeps_out_all_that_may_be_synthetic()
    {
        MixComposition mix = Compose([100, 300, 50], [0, 1, 1e-7], null, new MixLimits { SyntheticShare = 0 });

        Assert.Equal([1, 0, 0], mix.Copies.ToArray());
        Assert.Equal(350, mix.Solver!.Objective);
        Assert.Equal(350, mix.Solver.DualValue);
    }

    [Fact]
    public void Documents_that_all_stand_at_the_cap_are_written_whole()
    {
        MixComposition mix = Compose([100, 300, 57], [0.3, 0.3, 0.3], null, new MixLimits { SyntheticShare = 0.3 });

        Assert.Equal([1, 1, 1], mix.Copies.ToArray());
    }

    [Fact]
    public void A_single_document_within_the_cap_is_written()
    {
        Assert.Equal([1], Compose([100], [0.2], null, new MixLimits { SyntheticShare = 0.3 }).Copies.ToArray());
    }

    [Fact]
    public void Anchors_are_always_written_and_repeats_never_exceeded()
    {
        MixCase many = Synthetic(3000);

        MixComposition mix = MixComposer.Compose(many.Problem, many.Ids, Seed);

        ReadOnlySpan<bool> anchor = many.Problem.Documents.Anchor.Span;
        ReadOnlySpan<int> copies = mix.Copies.Span;
        ReadOnlySpan<double> weights = mix.Weights.Span;
        for (int i = 0; i < copies.Length; i++)
        {
            Assert.InRange(copies[i], anchor[i] ? 1 : 0, many.Problem.Limits.Repeats);
            Assert.InRange(copies[i], Math.Floor(weights[i]), Math.Ceiling(weights[i]));
        }
    }

    [Fact]
    public void The_report_adds_up_from_weights_and_copies()
    {
        MixCase many = Synthetic(3000);
        MixDocuments documents = many.Problem.Documents;

        MixComposition mix = MixComposer.Compose(many.Problem, many.Ids, Seed);

        double[] weights = mix.Weights.ToArray();
        int[] copies = mix.Copies.ToArray();
        double Share(Func<int, double> times, Func<int, double> part) =>
            Sum(i => documents.Tokens.Span[i] * times(i) * part(i)) / Sum(i => documents.Tokens.Span[i] * times(i));
        double Sum(Func<int, double> term) => Enumerable.Range(0, copies.Length).Sum(term);

        Assert.Equal((long)Sum(i => documents.Tokens.Span[i] * copies[i]), mix.WrittenTokens);
        Assert.Equal(["budget", "synthetic-share", .. many.Problem.Floors.Select(floor => $"floor {floor.Name}")], mix.Constraints.Select(c => c.Name));
        ConstraintReport budget = mix.Constraints[0];
        Assert.Equal(mix.WrittenTokens, budget.Written);
        Assert.Equal(Sum(i => documents.Tokens.Span[i] * weights[i]), budget.Expected, precision: 4);
        ConstraintReport cap = mix.Constraints[1];
        Assert.Equal(Share(i => copies[i], i => documents.SyntheticProbability.Span[i]), cap.Written, precision: 12);
        Assert.Equal(Share(i => weights[i], i => documents.SyntheticProbability.Span[i]), cap.Expected, precision: 9);
        Assert.True(cap.Written <= cap.Limit && cap.Expected <= cap.Limit - cap.Margin + 1e-9);
        double variance = Sum(i =>
        {
            double residual = documents.Tokens.Span[i] * (documents.SyntheticProbability.Span[i] - cap.Expected);
            double fraction = weights[i] - Math.Floor(weights[i]);
            return residual * residual * fraction * (1 - fraction);
        });
        Assert.Equal(Math.Sqrt(variance) / budget.Expected, cap.StandardError, precision: 12);
        for (int floor = 0; floor < many.Problem.Floors.Count; floor++)
        {
            FloorConstraint constraint = many.Problem.Floors[floor];
            double written = Share(i => copies[i], i => documents.Groups[constraint.Dimension].Span[i] == constraint.Group ? 1 : 0);
            Assert.Equal(written, mix.Constraints[2 + floor].Written, precision: 12);
            Assert.True(written >= constraint.Share || mix.Constraints[2 + floor].Status == ConstraintStatus.NotPromised);
        }
    }

    [Fact]
    public void The_margin_is_z_standard_errors_of_the_weights_it_leads_to()
    {
        MixCase many = Synthetic(3000);

        MixComposition mix = MixComposer.Plan(many.Problem).Draw(many.Ids, new RunSeed(1));

        Assert.Equal(0, mix.DrawRounds);
        foreach (ConstraintReport constraint in mix.Constraints.Where(c => c.Multiplier is not 0))
        {
            // The margin is taken of the residual at the limit, the standard error of the share where it is expected.
            Assert.Equal(1, constraint.Margin / (2.33 * constraint.StandardError), tolerance: 0.05);
        }
    }

    [Fact]
    public void Seed_threads_and_order_decide_as_promised()
    {
        MixCase many = Synthetic(3000);
        int[] copies = MixComposer.Compose(many.Problem, many.Ids, Seed, new MixOptions { Workers = 1 }).Copies.ToArray();

        Assert.Equal(copies, MixComposer.Compose(many.Problem, many.Ids, Seed, new MixOptions { Workers = 4 }).Copies.ToArray());
        Assert.NotEqual(copies, MixComposer.Compose(many.Problem, many.Ids, new RunSeed(43)).Copies.ToArray());
        int[] order = MixSolverTests.Shuffle(3000, seed: 5);
        var shuffled = new MixProblem(MixSolverTests.Take(many.Problem.Documents, order), many.Problem.Limits, many.Problem.Floors);
        int[] moved = MixComposer.Compose(shuffled, order.Select(row => many.Ids[row]).ToArray(), Seed).Copies.ToArray();
        Assert.Equal(order.Select(row => copies[row]), moved);
    }

    [Fact]
    public void A_slightly_different_cap_changes_few_documents()
    {
        MixCase many = Synthetic(3000);
        MixLimits looser = many.Problem.Limits with { SyntheticShare = many.Problem.Limits.SyntheticShare + 0.005 };
        int[] before = MixComposer.Compose(many.Problem, many.Ids, Seed).Copies.ToArray();
        int[] after = MixComposer.Compose(many.Problem.With(looser, many.Problem.Floors), many.Ids, Seed).Copies.ToArray();

        int changed = before.Zip(after).Count(pair => pair.First != pair.Second);
        Assert.InRange(changed, 1, 150); // a fresh draw would change about a third of them
    }

    [Fact]
    public void A_floor_that_holds_in_expectation_only_is_not_promised()
    {
        // Shares of exactly 1.0 over a whole dimension leave no room for a margin.
        MixCase many = Synthetic(3000);
        FloorConstraint[] exact = [.. many.Problem.Floors.Where(floor => floor.Dimension == 0).Select(floor => floor with { Factor = 1 })];
        MixProblem problem = many.Problem.With(many.Problem.Limits, exact);
        Assert.Equal(1, exact.Sum(floor => floor.Share), precision: 12);

        MixComposition mix = MixComposer.Compose(problem, many.Ids, Seed);

        Assert.Null(mix.Infeasibility);
        Assert.All(mix.Constraints.Skip(2), floor => Assert.Equal(ConstraintStatus.NotPromised, floor.Status));
        Assert.All(mix.Constraints.Skip(2), floor => Assert.Equal(floor.Limit, floor.Expected, precision: 9));
        Assert.All(mix.Constraints.Take(2), limit => Assert.Equal(ConstraintStatus.Held, limit.Status));
    }

    [Fact]
    public void A_floor_is_promised_exactly_when_its_expectation_keeps_the_margin() =>
        Laws.Hold(400, seed =>
        {
            MixCase facts = seed % 10 == 0 ? MixFacts.Make(400, seed) : MixCase.Feasible(seed, documents: 15, dimensions: 2);
            MixProblem problem = facts.Problem;
            MixComposition mix = MixComposer.Compose(problem, facts.Ids, Seed, new MixOptions { FindNearest = false });
            bool holds = true;
            for (int k = 0; mix.Infeasibility is null && mix.DrawRounds == 0 && k < problem.Floors.Count; k++)
            {
                FloorConstraint floor = problem.Floors[k];
                (double kept, double variance) = (0, 0);
                for (int i = 0; i < problem.Documents.Count; i++)
                {
                    double w = mix.Weights.Span[i];
                    double fraction = w - Math.Floor(w);
                    bool isIn = problem.Documents.Groups[floor.Dimension].Span[i] == floor.Group;
                    double residual = problem.Documents.Tokens.Span[i] * ((isIn ? 1 : 0) - floor.Share);
                    kept += w * residual;
                    variance += residual * residual * fraction * (1 - fraction);
                }

                double margin = 2.33 * Math.Sqrt(variance);
                bool isPromised = Named(mix, $"floor {floor.Name}").Status == ConstraintStatus.Held;
                holds &= isPromised ? kept >= 0.997 * margin : kept < 1.001 * margin;
            }

            return holds;
        });

    [Fact]
    public void A_floor_against_the_cap_gives_way_and_does_not_cost_the_others_their_promise()
    {
        // All of group 0 is machine text, its floor asks for a tenth and the cap allows a tenth: on average both can be had, exactly,
        // but no draw can be asked to keep both.
        const int Count = 2200;
        var documents = new MixDocuments
        {
            Tokens = Enumerable.Repeat(10L, Count).ToArray(),
            SyntheticProbability = Enumerable.Range(0, Count).Select(i => i < 300 ? 1.0 : 0.0).ToArray(),
            Groups = [Enumerable.Range(0, Count).Select(i => i < 300 ? 0 : 1 + (i % 2)).ToArray()],
        };
        FloorConstraint[] floors = [new(0, 0, 0.1, 1, "lang=gd"), new(0, 1, 0.45, 0.9, "lang=en")];

        MixComposition mix = MixComposer.Compose(
            new MixProblem(documents, new MixLimits { SyntheticShare = 0.1 }, floors), MixCase.MakeIds(Count), Seed);

        Assert.Null(mix.Infeasibility);
        Assert.Equal(ConstraintStatus.NotPromised, Named(mix, "floor lang=gd").Status);
        Assert.Equal(ConstraintStatus.Held, Named(mix, "floor lang=en").Status);
        Assert.True(Named(mix, "synthetic-share").Written <= 0.1);
        // The cap's margin pushes the floor below its limit even in expectation: by that margin and no more.
        ConstraintReport gd = Named(mix, "floor lang=gd");
        Assert.Equal(0.1 - Named(mix, "synthetic-share").Margin, gd.Expected, precision: 9);
    }

    [Fact]
    public void Ids_must_be_as_many_as_documents() =>
        Assert.Throws<ArgumentException>(() => MixComposer.Compose(Synthetic(100).Problem, MixCase.MakeIds(99), Seed));

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var options = new MixOptions { Z = double.NaN, MaximumRounds = 0, Workers = -1 };

        ArgumentException error = Assert.Throws<ArgumentException>(() => MixComposer.Plan(Synthetic(10).Problem, options));

        Assert.Contains("Z is NaN", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumRounds is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Workers is -1", error.Message, StringComparison.Ordinal);
    }

    private static ConstraintReport Named(MixComposition mix, string name) =>
        mix.Constraints.Single(constraint => string.Equals(constraint.Name, name, StringComparison.Ordinal));

    private static MixComposition Compose(long[] tokens, double[] synthetic, bool[]? anchor, MixLimits limits)
    {
        var documents = new MixDocuments { Tokens = tokens, SyntheticProbability = synthetic, Anchor = anchor };
        return MixComposer.Compose(new MixProblem(documents, limits), MixCase.MakeIds(tokens.Length), Seed);
    }

    private static MixCase Synthetic(int documents) => MixFacts.Make(documents, seed: 1);
}
