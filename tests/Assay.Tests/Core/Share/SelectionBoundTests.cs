using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Share;

public sealed class SelectionBoundTests
{
    /// <summary>The promise itself: whatever threshold a mix keeps documents below, the bound on them holds.</summary>
    [Theory]
    [InlineData(2.0, 0.3)]
    [InlineData(3.5, 0.3)]
    [InlineData(2.5, 0.1)]
    public void The_machine_tokens_below_every_score_stay_under_the_bound(double distance, double share)
    {
        const int Trials = 100;
        int broken = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            var corpus = new TwoBells(trial, distance, share);
            (ShareAnswer answer, SelectionBound bound) = corpus.Bound(human: 300, machine: 100);
            if (answer.Tokens.Answer == EstimateAnswer.None)
            {
                continue; // The test of fit refuses one in twenty; then nothing is promised.
            }

            double[] excess = [.. Enumerable.Range(0, 40).Select(step => corpus.Excess(bound, below: -3 + 0.2 * step))];
            // One threshold, chosen beforehand: the middle of the human scores.
            broken += excess[15] > 0 ? 1 : 0;
        }

        // Nominal 2.5%; 100 trials give 2.5 with a standard error of 1.6, and three of these above.
        Assert.InRange(broken, 0, 8);
    }

    [Fact]
    public void Levels_never_fall_and_hold_the_upper_end_at_least()
    {
        var corpus = new TwoBells(7, 2.5, 0.3);
        (ShareAnswer answer, SelectionBound bound) = corpus.Bound(human: 300, machine: 100);

        double[] levels = [.. Enumerable.Range(-60, 120).Select(step => bound.Of(0.1 * step))];

        Assert.Equal(levels.Order(), levels);
        Assert.All(levels, level => Assert.InRange(level, 0, 1));
        Assert.True(corpus.Dealt(bound) >= answer.Tokens.High!.Value - 1e-9);
    }

    [Fact]
    public void From_human_documents_alone_all_scores_below_the_threshold_count_alike()
    {
        var corpus = new TwoBells(3, 3, 0.05);
        (ShareAnswer answer, SelectionBound bound) = corpus.Bound(human: 300, machine: 0);

        Assert.Equal(ShareMethods.HumanAnchor, answer.Tokens.Method);
        Assert.Equal(bound.Of(-5), bound.Of(1));
        Assert.True(bound.Of(5) > bound.Of(0), $"{bound.Of(0)} below, {bound.Of(5)} above");
        Assert.True(corpus.Dealt(bound) >= answer.Tokens.High!.Value - 1e-9);
    }

    [Fact]
    public void From_labels_the_classes_follow_the_labels()
    {
        var corpus = new TwoBells(5, 3, 0.3);
        (_, SelectionBound bound) = corpus.BoundByLabels(200);

        Assert.True(bound.Of(-2) < 0.25, $"{bound.Of(-2)} of the documents that look most human");
        Assert.True(bound.Of(4) > 0.8);
    }

    [Fact]
    public void The_same_documents_have_the_same_bound()
    {
        (_, SelectionBound one) = new TwoBells(9, 2.5, 0.3).Bound(300, 100);
        (_, SelectionBound other) = new TwoBells(9, 2.5, 0.3).Bound(300, 100);

        Assert.Equal(Enumerable.Range(-40, 80).Select(s => one.Of(0.1 * s)), Enumerable.Range(-40, 80).Select(s => other.Of(0.1 * s)));
    }

    /// <summary>A corpus of 1,000 documents whose scores are two bells, human around 0 and machine at a distance.</summary>
    private sealed class TwoBells
    {
        private const int Count = 1000;
        private readonly Prng _prng;
        private readonly double _distance;
        private readonly bool[] _isMachine;
        private readonly ScoreSample _target;

        public TwoBells(int trial, double distance, double share)
        {
            _prng = new Prng(new RunSeed(2026).For($"two-bells/{distance}/{share}/{trial}"));
            _distance = distance;
            _isMachine = [.. Enumerable.Range(0, Count).Select(i => i < share * Count)];
            _target = Sample(_isMachine);
        }

        public (ShareAnswer Answer, SelectionBound Bound) Bound(int human, int machine) =>
            Bound(new ShareEvidence { Human = Sample(new bool[human]), Machine = Sample([.. Enumerable.Repeat(true, machine)]) });

        public (ShareAnswer Answer, SelectionBound Bound) BoundByLabels(int labels) =>
            Bound(new ShareEvidence { Labels = [.. Enumerable.Range(0, labels).Select(i => i * Count / labels).Select(i => new DocumentLabel(i, _isMachine[i] ? 1 : 0, (double)labels / Count))] });

        /// <summary>Machine tokens among the documents below a score, less what the bound allows them.</summary>
        public double Excess(SelectionBound bound, double below)
        {
            double excess = 0;
            for (int i = 0; i < Count; i++)
            {
                excess += _target.Scores[i] < below ? _target.Lengths[i] * ((_isMachine[i] ? 1 : 0) - bound.Of(_target.Scores[i])) : 0;
            }

            return excess;
        }

        /// <summary>The share that the bound deals out to all documents.</summary>
        public double Dealt(SelectionBound bound)
        {
            (double dealt, double all) = (0, 0);
            for (int i = 0; i < Count; i++)
            {
                (dealt, all) = (dealt + _target.Lengths[i] * bound.Of(_target.Scores[i]), all + _target.Lengths[i]);
            }

            return dealt / all;
        }

        private (ShareAnswer Answer, SelectionBound Bound) Bound(ShareEvidence evidence)
        {
            var options = new ShareOptions();
            ShareAnswer answer = SourceShare.Estimate(_target, evidence, options);
            return (answer, answer.Tokens.Answer == EstimateAnswer.None ? null! : SelectionBound.Find(_target, evidence, answer, options));
        }

        private ScoreSample Sample(bool[] isMachine) => new(
            [.. isMachine.Select(machine => _prng.NextGaussian() + (machine ? _distance : 0))], [.. isMachine.Select(_ => 100 + _prng.NextInt32(150))]);
    }
}
