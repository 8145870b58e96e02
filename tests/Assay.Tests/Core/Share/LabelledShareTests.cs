using Assay.Core.Documents;
using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Share;

public sealed class LabelledShareTests
{
    [Theory]
    [InlineData(5, 0)] // Few machine documents, a detector that knows nothing.
    [InlineData(100, 0)]
    [InlineData(100, 3)]
    public void Intervals_from_suggested_labels_cover_whatever_the_detector_is_worth(int machine, double distance)
    {
        int covered = 0;
        const int Trials = 200;
        for (int trial = 0; trial < Trials; trial++)
        {
            var prng = new Prng(new RunSeed(11).For($"{machine}/{distance}/{trial}"));
            ScoreSample target = SyntheticScores.Draw(prng, 500 - machine, machine, distance);
            DocumentId[] ids = Ids(target.Count);
            DocumentLabel[] labels =
            [
                .. LabelSuggestion.Choose(ids, [.. target.Scores.ToArray().Select(SharePosterior.OfLogOdds)], 120, new RunSeed((ulong)trial))
                    .Select(chosen => new DocumentLabel(chosen.Index, chosen.Index < machine ? 1 : 0, chosen.InclusionProbability)),
            ];
            ShareAnswer answer = SourceShare.Estimate(target, new ShareEvidence { Labels = labels }, new ShareOptions());
            double truth = SyntheticScores.TrueShare(target, machine, ShareUnit.Tokens);
            covered += answer.Tokens.Low <= truth && truth <= answer.Tokens.High ? 1 : 0;
        }

        Assert.True(covered >= 0.904 * Trials, $"{covered} of {Trials} intervals cover."); // Nominal .95 less three standard errors.
    }

    [Fact]
    public void A_good_detector_makes_the_interval_narrower()
    {
        double Width(double distance)
        {
            var prng = new Prng(new RunSeed(12));
            ScoreSample target = SyntheticScores.Draw(prng, 500, 500, distance);
            DocumentLabel[] labels = [.. Enumerable.Range(0, 200).Select(i => new DocumentLabel(i * 5, i * 5 < 500 ? 1 : 0, 0.2))];
            Estimate share = SourceShare.Estimate(target, new ShareEvidence { Labels = labels }, new ShareOptions()).Documents;
            Assert.Equal(ShareMethods.PredictionPowered, share.Method);
            return share.High!.Value - share.Low!.Value;
        }

        Assert.True(Width(4) < 0.6 * Width(0));
    }

    [Fact]
    public void Few_labels_of_a_kind_are_counted_exactly()
    {
        ScoreSample target = SyntheticScores.Draw(new Prng(new RunSeed(13)), 1000, 0, 0);
        DocumentLabel[] labels = [.. Enumerable.Range(0, 200).Select(i => new DocumentLabel(i, 0, 0.2))];

        Estimate share = SourceShare.Estimate(target, new ShareEvidence { Labels = labels }, new ShareOptions()).Documents;

        // None of 200 drawn from 1,000: C(1000 − K, 200)/C(1000, 200) falls to .025 at K = 16.
        Assert.Equal(ShareMethods.ExactCount, share.Method);
        Assert.Equal((0, 0, 0.016), (share.Value!.Value, share.Low!.Value, share.High!.Value));
    }

    [Fact]
    public void Exact_counts_cover_for_every_number_of_machine_documents()
    {
        const int Population = 40;
        const int Drawn = 12;
        for (int machine = 0; machine <= Population; machine++)
        {
            double covered = 0;
            for (int found = Math.Max(0, Drawn - Population + machine); found <= Math.Min(machine, Drawn); found++)
            {
                (_, double low, double high) = Hypergeometric.Interval(Population, Drawn, found, 0.9);
                covered += low <= (double)machine / Population && (double)machine / Population <= high ? Chance(machine, found) : 0;
            }

            Assert.True(covered >= 0.9, $"{machine} machine documents are covered with {covered}.");
        }

        double Chance(int machine, int found) => Choose(machine, found) * Choose(Population - machine, Drawn - found) / Choose(Population, Drawn);
        static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);
    }

    [Fact]
    public void Weighted_counts_of_every_document_are_unbiased()
    {
        double[] probabilities = [.. Enumerable.Range(0, 60).Select(i => i / 60.0)];
        DocumentId[] ids = Ids(60);
        double[] mean = new double[60];
        const int Draws = 4000;
        for (int draw = 0; draw < Draws; draw++)
        {
            IReadOnlyList<(int Index, double InclusionProbability)> chosen = LabelSuggestion.Choose(ids, probabilities, 20, new RunSeed((ulong)draw));
            Assert.Equal(20, chosen.Count);
            foreach ((int index, double inclusion) in chosen)
            {
                mean[index] += 1 / inclusion / Draws;
            }
        }

        // Pareto sampling meets its probabilities up to terms of order 1/N; a mean of 4,000 draws has an error of .03.
        Assert.All(mean, m => Assert.Equal(1, m, 0.15));
        Assert.Equal(60, mean.Sum(), 0.5);
    }

    [Fact]
    public void Chosen_documents_depend_on_seed_and_content_not_on_order()
    {
        DocumentId[] ids = Ids(300);
        double[] probabilities = [.. Enumerable.Range(0, 300).Select(i => i % 10 / 10.0)];

        HashSet<DocumentId> one = [.. LabelSuggestion.Choose(ids, probabilities, 40, new RunSeed(1)).Select(c => ids[c.Index])];
        DocumentId[] reversed = [.. ids.Reverse()];
        HashSet<DocumentId> two = [.. LabelSuggestion.Choose(reversed, [.. probabilities.Reverse()], 40, new RunSeed(1)).Select(c => reversed[c.Index])];

        Assert.Equal(one, two);
        Assert.NotEqual(one, [.. LabelSuggestion.Choose(ids, probabilities, 40, new RunSeed(2)).Select(c => ids[c.Index])]);
        // Half of the even chance is everybody's: 20 of 300.
        Assert.All(LabelSuggestion.Choose(ids, probabilities, 40, new RunSeed(1)), c => Assert.True(c.InclusionProbability >= 20.0 / 300));
    }

    private static DocumentId[] Ids(int count) => [.. Enumerable.Range(0, count).Select(i => new DocumentId((UInt128)(i + 1)))];
}
