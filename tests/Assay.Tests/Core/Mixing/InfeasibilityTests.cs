using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class InfeasibilityTests
{
    private static readonly RunSeed Seed = new(42);

    [Fact]
    public void A_budget_below_the_anchor_names_the_anchors_tokens()
    {
        var corpus = new Corpus();
        corpus.Add(500, tokens: 100, synthetic: 0, anchor: true);
        corpus.Add(500, tokens: 100, synthetic: 0);

        Infeasibility refused = corpus.Refused(new MixLimits { BudgetTokens = 1000 });

        Assert.Equal(InfeasibilityKind.Limits, refused.Kind);
        Assert.Equal(["budget"], refused.Constraints);
        Assert.Equal(
            "budget cannot hold while no document is written more than 3 times and the anchor at least once.", refused.Found);
        Assert.Contains(new Availability("tokens of the anchor, always written", 50_000, "tokens"), refused.Available);
        Relaxation nearest = Assert.Single(refused.Nearest);
        Assert.Equal(("budget.tokens", 1000.0), (nearest.Key, nearest.Current));
        Assert.InRange(nearest.Proposed, 50_000, 51_000);
    }

    [Fact]
    public void A_budget_above_all_repeats_names_what_there_is()
    {
        var corpus = new Corpus();
        corpus.Add(1000, tokens: 100, synthetic: 0);

        Infeasibility refused = corpus.Refused(new MixLimits { BudgetTokens = 450_000 });

        Assert.Equal(["budget"], refused.Constraints);
        Assert.Contains(new Availability("tokens of all documents, each written 3 times", 300_000, "tokens"), refused.Available);
        Assert.Equal(["budget.tokens", "limits.repeats"], refused.Nearest.Select(nearest => nearest.Key));
        Assert.Equal(300_000, refused.Nearest[0].Proposed);
        Assert.Equal(5, refused.Nearest[1].Proposed);
    }

    [Fact]
    public void A_cap_that_the_anchor_breaks_names_the_smallest_share()
    {
        var corpus = new Corpus();
        corpus.Add(100, tokens: 100, synthetic: 0.5, anchor: true);
        corpus.Add(100, tokens: 100, synthetic: 0);

        // The anchor once, the rest three times: 50 synthetic of 400 parts.
        Infeasibility refused = corpus.Refused(new MixLimits { SyntheticShare = 0.1 });

        Assert.Equal(["synthetic-share"], refused.Constraints);
        Assert.Contains(new Availability("smallest synthetic share attainable, floors aside", 0.125, "share"), refused.Available);
        Assert.Equal(0.125, Proposed(refused, "limits.synthetic-share"), tolerance: 0.0011);
        Assert.Equal(4, Proposed(refused, "limits.repeats"));
    }

    [Fact]
    public void A_corpus_of_machine_text_alone_cannot_keep_a_cap()
    {
        var corpus = new Corpus();
        corpus.Add(1000, tokens: 100, synthetic: 1);

        Infeasibility refused = corpus.Refused(new MixLimits { SyntheticShare = 0.3 });

        // Writing nothing would keep the cap, but is no mix.
        Assert.Equal(["synthetic-share"], refused.Constraints);
        Assert.Contains(new Availability("smallest synthetic share attainable, floors aside", 1, "share"), refused.Available);
        Assert.Equal(1, Proposed(refused, "limits.synthetic-share"));
    }

    [Fact]
    public void A_single_document_above_the_cap_is_refused()
    {
        var corpus = new Corpus();
        corpus.Add(1, tokens: 100, synthetic: 0.5);

        Infeasibility refused = corpus.Refused(new MixLimits { SyntheticShare = 0.3 });

        Assert.Equal(["synthetic-share"], refused.Constraints);
        Assert.Equal(0.5, Proposed(refused, "limits.synthetic-share"));
    }

    [Fact]
    public void A_single_document_twice_the_budget_is_refused_because_half_of_it_cannot_be_written()
    {
        var corpus = new Corpus();
        corpus.Add(1, tokens: 100, synthetic: 0);

        Infeasibility refused = corpus.Refused(new MixLimits { BudgetTokens = 50 });

        Assert.Equal(InfeasibilityKind.Draw, refused.Kind);
        Assert.Equal(["budget"], refused.Constraints);
        Assert.Equal(100, Proposed(refused, "budget.tokens"));
    }

    [Fact]
    public void A_cap_of_zero_over_machine_text_is_refused()
    {
        var corpus = new Corpus();
        corpus.Add(10, tokens: 100, synthetic: 0.2);

        Infeasibility refused = corpus.Refused(new MixLimits { SyntheticShare = 0 });

        Assert.Equal(["synthetic-share"], refused.Constraints);
        Assert.Equal(0.2, Proposed(refused, "limits.synthetic-share"));
    }

    [Fact]
    public void Only_constraints_that_contradict_each_other_are_named()
    {
        var corpus = new Corpus();
        corpus.Add(1000, tokens: 100, synthetic: 0, group: 0);
        corpus.Add(4000, tokens: 100, synthetic: 1, group: 1);
        corpus.Add(50, tokens: 100, synthetic: 0, group: 2);
        FloorConstraint[] floors = [new(0, 0, 0.3, 0.9, "lang=en"), new(0, 2, 0.001, 0.9, "lang=gd")];

        // 3 × 105,000 human tokens are 70% of 450,000.
        Infeasibility refused = corpus.Refused(new MixLimits { SyntheticShare = 0.3, BudgetTokens = 600_000 }, floors);

        Assert.Equal(["budget", "synthetic-share"], refused.Constraints);
        Assert.Equal(
            "budget and synthetic-share cannot hold together while no document is written more than 3 times and the anchor at least once.",
            refused.Found);
        Assert.Contains(new Availability("human tokens, each written 3 times", 315_000, "tokens"), refused.Available);
        Assert.Contains(new Availability("smallest synthetic share attainable, floors aside", 0.475, "share"), refused.Available);
        Assert.Equal(0.475, Proposed(refused, "limits.synthetic-share"), tolerance: 0.0011);
        Assert.Equal(450_000, Proposed(refused, "budget.tokens"), tolerance: 1000);
        Assert.Equal(4, Proposed(refused, "limits.repeats"));
    }

    [Fact]
    public void A_floor_above_its_supply_names_the_supply_and_the_largest_factor()
    {
        var corpus = new Corpus();
        corpus.Add(3000, tokens: 100, synthetic: 0, group: 0, anchor: true);
        corpus.Add(100, tokens: 100, synthetic: 0, group: 1, anchor: true);
        corpus.Add(9000, tokens: 100, synthetic: 0, group: 0);
        FloorConstraint[] floors = [new(0, 1, 0.1, 0.9, "lang=gd")];

        // 3 × 10,000 tokens of 600,000 are 5%; the floor asks for 9%.
        Infeasibility refused = corpus.Refused(new MixLimits { BudgetTokens = 600_000 }, floors);

        Assert.Equal(["budget", "floor lang=gd"], refused.Constraints);
        Assert.Contains(new Availability("tokens of lang=gd, each written 3 times", 30_000, "tokens"), refused.Available);
        Assert.Contains(new Availability("largest share of lang=gd attainable, the other limits aside", 0.05, "share"), refused.Available);
        Assert.Equal(0.5, Proposed(refused, "tails.floor"), tolerance: 0.005);
        Assert.Equal(333_300, Proposed(refused, "budget.tokens"), tolerance: 2000);
        Assert.Equal(6, Proposed(refused, "limits.repeats"));
        Assert.DoesNotContain(refused.Nearest, nearest => nearest.Key.Contains("synthetic", StringComparison.Ordinal));
    }

    [Fact]
    public void Floors_that_fill_a_dimension_are_refused_where_they_would_delete_a_stratum()
    {
        var corpus = new Corpus();
        corpus.Add(500, tokens: 100, synthetic: 0, group: 0, anchor: true);
        corpus.Add(500, tokens: 100, synthetic: 0, group: 1, anchor: true);
        corpus.Add(100, tokens: 100, synthetic: 0, group: 7);
        FloorConstraint[] floors = [new(0, 0, 0.5, 1, "lang=en"), new(0, 1, 0.5, 1, "lang=gd")];

        Infeasibility refused = corpus.Refused(new MixLimits(), floors);

        Assert.Equal(InfeasibilityKind.DeletesStratum, refused.Kind);
        Assert.Equal(["floor lang=en", "floor lang=gd"], refused.Constraints);
        Assert.Equal(
            "floor lang=en and floor lang=gd add up to the whole mix, which would delete the documents of strata without a floor (10000 tokens).",
            refused.Found);
        Relaxation nearest = Assert.Single(refused.Nearest);
        Assert.Equal("tails.floor", nearest.Key);
        Assert.InRange(nearest.Proposed, 0.9, 0.9995);
    }

    [Fact]
    public void What_holds_on_average_but_not_for_a_draw_says_so()
    {
        // Three documents: weights that satisfy everything exist, but hardly a draw of whole documents near them does.
        int found = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            MixCase tiny = MixCase.Feasible(seed, documents: 3, dimensions: 1);
            MixComposition mix = MixComposer.Compose(tiny.Problem, tiny.Ids, Seed);
            if (mix.Infeasibility is { Kind: InfeasibilityKind.Margin } refused)
            {
                found++;
                Assert.Contains("can hold on average, but not by the margin of 2.33 standard errors", refused.Found, StringComparison.Ordinal);
                Assert.NotEmpty(refused.Constraints);
                Assert.All(refused.Nearest, nearest => Assert.True(Works(tiny.Problem, tiny.Ids, nearest)));
            }
        }

        Assert.InRange(found, 3, 60);
    }

    [Fact]
    public void What_is_proposed_works_when_pasted() =>
        Laws.Hold(25, seed =>
        {
            var prng = new Prng(new RunSeed((ulong)seed));
            MixCase facts = MixFacts.Make(1500, seed);
            double tokens = facts.Problem.Table.Scale.Tokens;
            var limits = new MixLimits
            {
                Repeats = 1 + prng.NextInt32(3),
                SyntheticShare = 0.01 + (0.3 * prng.NextDouble()),
                BudgetTokens = (long)(tokens * (0.05 + (3 * prng.NextDouble()))),
            };
            double factor = 0.8 + (0.2 * prng.NextDouble());
            FloorConstraint[] floors = [.. facts.Problem.Floors.Select(floor => floor with { Factor = factor })];
            var problem = new MixProblem(facts.Problem.Documents, limits, floors);

            MixComposition mix = MixComposer.Compose(problem, facts.Ids, Seed);

            return mix.Infeasibility is not { } refused
                || (refused.Constraints.Count > 0 && refused.Nearest.All(nearest => Works(problem, facts.Ids, nearest)));
        });

    [Fact]
    public void The_smallest_share_is_where_the_solver_turns() =>
        Laws.Hold(100, seed =>
        {
            MixProblem problem = MixCase.Feasible(seed, documents: 30, dimensions: 0).Problem;
            MixLimits limits = problem.Limits with { SyntheticShare = 0.5 };
            double? smallest = new MixOffer(new MixProblem(problem.Documents, limits).Table, limits).SmallestSyntheticShare();
            bool Holds(double cap) => MixSolver.Solve(new MixProblem(problem.Documents, limits with { SyntheticShare = cap })).IsFeasible;
            return smallest is not { } share || ((share >= 0.99 || Holds(share + 0.005)) && (share <= 0.005 || !Holds(share - 0.004)));
        });

    [Fact]
    public void Infeasible_problems_end_soon() =>
        Laws.Hold(200, seed =>
        {
            // Limits from one case over the documents of another: most contradict each other.
            MixProblem documents = MixCase.Feasible(seed, documents: 40, dimensions: 2).Problem;
            MixProblem limits = MixCase.Feasible(seed / 2, documents: 40, dimensions: 2).Problem;

            MixSolution solution = MixSolver.Solve(new MixProblem(documents.Documents, limits.Limits, limits.Floors));

            return solution.Solver.Evaluations < 120;
        });

    private static bool Works(MixProblem problem, DocumentId[] ids, Relaxation nearest)
    {
        (MixLimits limits, IReadOnlyList<FloorConstraint> floors) = nearest.Key switch
        {
            "limits.synthetic-share" => (problem.Limits with { SyntheticShare = nearest.Proposed }, problem.Floors),
            "budget.tokens" => (problem.Limits with { BudgetTokens = (long)nearest.Proposed }, problem.Floors),
            "limits.repeats" => (problem.Limits with { Repeats = (int)nearest.Proposed }, problem.Floors),
            _ => (problem.Limits, [.. problem.Floors.Select(floor => floor with { Factor = Math.Min(floor.Factor, nearest.Proposed) })]),
        };
        return MixComposer.Compose(new MixProblem(problem.Documents, limits, floors), ids, Seed).Infeasibility is null;
    }

    private static double Proposed(Infeasibility refused, string key) =>
        refused.Nearest.Single(nearest => string.Equals(nearest.Key, key, StringComparison.Ordinal)).Proposed;

    private sealed class Corpus
    {
        private readonly List<(long Tokens, double Synthetic, int Group, bool Anchor)> _rows = [];

        public void Add(int count, long tokens, double synthetic, int group = -1, bool anchor = false) =>
            _rows.AddRange(Enumerable.Repeat((tokens, synthetic, group, anchor), count));

        public MixComposition Compose(MixLimits limits, FloorConstraint[]? floors = null)
        {
            var documents = new MixDocuments
            {
                Tokens = _rows.Select(row => row.Tokens).ToArray(),
                SyntheticProbability = _rows.Select(row => row.Synthetic).ToArray(),
                Anchor = _rows.Select(row => row.Anchor).ToArray(),
                Groups = [_rows.Select(row => row.Group).ToArray()],
            };
            return MixComposer.Compose(new MixProblem(documents, limits, floors), MixCase.MakeIds(_rows.Count), Seed);
        }

        public Infeasibility Refused(MixLimits limits, FloorConstraint[]? floors = null)
        {
            MixComposition mix = Compose(limits, floors);
            Assert.NotNull(mix.Infeasibility);
            Assert.True(mix.Copies.IsEmpty);
            return mix.Infeasibility;
        }
    }
}
