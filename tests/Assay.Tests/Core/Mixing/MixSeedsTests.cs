using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

public sealed class MixSeedsTests
{
    [Fact]
    public void A_thousand_draws_of_twenty_thousand_documents_keep_what_was_promised()
    {
        const int Draws = 1000;
        MixCase facts = MixFacts.Make(20_000, seed: 2);
        MixPlan plan = MixComposer.Plan(facts.Problem);
        int broken = 0;
        int answered = 0;
        for (int seed = 0; seed < Draws; seed++)
        {
            MixComposition mix = plan.Draw(facts.Ids, new RunSeed((ulong)seed));

            Assert.Null(mix.Infeasibility);
            broken += BreaksAPromise(facts.Problem, mix) ? 1 : 0;
            answered += mix.DrawRounds > 0 ? 1 : 0;
            Assert.All(mix.Constraints, constraint => Assert.Equal(ConstraintStatus.Held, constraint.Status));
            Assert.InRange(mix.DrawRounds, 0, 6);
        }

        // At most one in a hundred may; because draws that do are answered, none does.
        Assert.Equal(0, broken);
        // A dozen constraints bind at one chance in a hundred each: some draws must have been answered with a wider margin, most not.
        Assert.InRange(answered, 1, Draws / 4);
    }

    [Fact]
    public void Without_an_answer_to_the_draw_each_limit_is_broken_in_one_draw_of_a_hundred()
    {
        // The margin itself: 2.33 standard errors leave one chance in a hundred, and the normal law is near enough at this size.
        const int Draws = 1000;
        MixCase facts = MixFacts.Make(20_000, seed: 2);
        MixPlan plan = MixComposer.Plan(facts.Problem);
        double[] weights = plan.Draw(facts.Ids, new RunSeed(0)).Weights.ToArray();
        MixDocuments documents = facts.Problem.Documents;
        int broken = 0;
        for (int seed = 0; seed < Draws; seed++)
        {
            RunSeed drawSeed = new RunSeed((ulong)seed).For(PoissonDraw.SeedPurpose);
            (double tokens, double synthetic) = (0, 0);
            for (int i = 0; i < weights.Length; i++)
            {
                double written = documents.Tokens.Span[i] * PoissonDraw.Copies(weights[i], PoissonDraw.Uniform(facts.Ids[i], 0, drawSeed));
                tokens += written;
                synthetic += written * documents.SyntheticProbability.Span[i];
            }

            broken += synthetic > facts.Problem.Limits.SyntheticShare * tokens ? 1 : 0;
        }

        // Binomial(1000, 0.0099): mean 10, standard deviation 3.1; three and a half of them.
        Assert.InRange(broken, 0, 21);
    }

    private static bool BreaksAPromise(MixProblem problem, MixComposition mix)
    {
        ReadOnlySpan<long> tokens = problem.Documents.Tokens.Span;
        ReadOnlySpan<double> q = problem.Documents.SyntheticProbability.Span;
        ReadOnlySpan<int> copies = mix.Copies.Span;
        (double written, double synthetic) = (0, 0);
        var groups = new double[2, 6];
        for (int i = 0; i < copies.Length; i++)
        {
            double own = (double)tokens[i] * copies[i];
            written += own;
            synthetic += own * q[i];
            groups[0, problem.Documents.Groups[0].Span[i]] += own;
            groups[1, problem.Documents.Groups[1].Span[i]] += own;
        }

        const double Digits = 1 + 1e-9;
        bool breaks = written > problem.Limits.BudgetTokens || synthetic > problem.Limits.SyntheticShare * written * Digits;
        for (int k = 0; k < problem.Floors.Count; k++)
        {
            FloorConstraint floor = problem.Floors[k];
            bool isPromised = mix.Constraints[2 + k].Status == ConstraintStatus.Held;
            breaks |= isPromised && groups[floor.Dimension, floor.Group] * Digits < floor.Share * written;
        }

        return breaks;
    }
}
