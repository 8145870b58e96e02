using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Tests.Lab.Rehearsal;

public sealed class SafeShareSearchTests
{
    private static readonly double[] Twentieths = [.. Enumerable.Range(1, 20).Select(i => i / 20.0)];

    [Fact]
    public void Without_noise_the_border_is_found_to_the_grid_with_few_shares_tried()
    {
        var search = new SafeShareSearch(new SafeShareOptions { Shares = Twentieths, Tolerance = 0.42, ReplicatesPerShare = 400 });

        SafeShareResult result = search.Run((share, r) => new ShareTrial([share + (1e-6 * (r % 2))], HasRung: false));

        Assert.Equal((0.4, 0.45), (result.Safe, result.Unsafe));
        Assert.InRange(result.Courses.Count(c => c.Trials.Count > 0), 2, 6);
        Assert.Null(result.ToEstimate().Reason);
    }

    [Fact]
    public void The_alarm_alone_can_make_a_share_unsafe()
    {
        var search = new SafeShareSearch(new SafeShareOptions { Shares = [.25, .5, .75, 1], ReplicatesPerShare = 100 });

        SafeShareResult result = search.Run((share, r) => new ShareTrial([0.001 * (r % 2)], HasRung: share > .6));

        Assert.Equal((0.5, 0.75), (result.Safe, result.Unsafe));
    }

    [Fact]
    public void Silence_of_an_alarm_that_cannot_answer_makes_nothing_safe_and_the_loss_alone_does_when_it_is_asked_for()
    {
        static ShareTrial Silent(double share, int r) => new([0.001 * (r % 2)], HasRung: null);
        var options = new SafeShareOptions { Shares = [.25, .5], ReplicatesPerShare = 100 };

        SafeShareResult both = new SafeShareSearch(options).Run(Silent), alone = new SafeShareSearch(options with { AlarmRate = null }).Run(Silent);

        Assert.Equal((0, null), (both.Safe, both.Unsafe));
        Assert.Contains("the alarm could not answer", both.ToEstimate().Reason, StringComparison.Ordinal);
        Assert.Equal((0.5, null), (alone.Safe, alone.Unsafe));
        Assert.EndsWith("by the loss alone", alone.ToEstimate().Method, StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_too_small_is_an_answer()
    {
        var search = new SafeShareSearch(new SafeShareOptions { Tolerance = 0.5 });
        int batches = 0;

        SafeShareResult result = search.Run((share, r) => new ShareTrial([share + (r % 5)], HasRung: false), () => batches++ < 1);

        Assert.True(result.IsCut);
        Assert.Equal((EstimateAnswer.None, "Not resolved with this budget."), (result.ToEstimate().Answer, result.ToEstimate().Reason));
    }

    [Fact]
    public void A_share_on_the_border_stays_unresolved_and_its_neighbours_bound_it()
    {
        var search = new SafeShareSearch(new SafeShareOptions { Shares = [.2, .4, .6, .8], Tolerance = 0.4, ReplicatesPerShare = 60, AlarmRate = .5 });

        SafeShareResult result = search.Run((share, r) => new ShareTrial([share + (r % 2 == 0 ? .05 : -.05)], HasRung: false));

        Assert.Equal((0.2, 0.6), (result.Safe, result.Unsafe));
        Assert.Equal(60, result.Courses[1].Trials.Count);
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_number_of_workers()
    {
        SafeShareResult one = Search(new RunSeed(3), workers: 1), four = Search(new RunSeed(3), workers: 4);

        Assert.Equal((one.Safe, one.Unsafe, one.Replicates), (four.Safe, four.Unsafe, four.Replicates));
    }

    [Fact]
    public void Settings_out_of_range_are_all_named()
    {
        var e = Assert.Throws<ArgumentException>(() => new SafeShareSearch(new SafeShareOptions { Shares = [.5, .5], Tolerance = double.NaN, AlarmRate = 1 }));

        Assert.Contains("shares", e.Message, StringComparison.Ordinal);
        Assert.Contains("tolerance", e.Message, StringComparison.Ordinal);
        Assert.Contains("alarm rate", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_truth_is_known_the_interval_covers_it(bool isNormal)
    {
        const int Trials = 60;
        double border = Twentieths.Where(share => Rise(share, isNormal) <= Tolerance(isNormal)).DefaultIfEmpty(0).Max();
        int covered = 0, narrow = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            SafeShareResult result = Search(new RunSeed((ulong)trial), workers: 2, isNormal);
            covered += result.Safe <= border && (result.Unsafe ?? 1) > border ? 1 : 0;
            narrow += (result.Unsafe ?? 1) - result.Safe <= .25 ? 1 : 0;
        }

        Assert.InRange(border, 0.1, 0.9);
        Assert.InRange(covered, (int)(0.93 * Trials), Trials);
        Assert.True(narrow > Trials / 2, $"only {narrow} of {Trials} intervals say anything.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_trials_follow_their_exact_law(bool isNormal)
    {
        const int Runs = 400;
        var prng = new Prng(new RunSeed(8).For("test/closed-form"));
        double[] rises = [.. Enumerable.Range(0, Runs).Select(_ => Trial(.6, prng, isNormal).LossRise[^1])];
        double mean = rises.Average(), error = Math.Sqrt(rises.Sum(r => (r - mean) * (r - mean)) / (Runs - 1) / Runs);

        Assert.InRange((mean - Rise(.6, isNormal)) / error, -3.3, 3.3);
    }

    private static readonly ClosedFormTrials Means = new(Items: 60, Generations: 4, Repeats: 20), Counts = new(Items: 60, Generations: 4, Repeats: 100);

    private static double Tolerance(bool isNormal) => isNormal ? 0.02 : 0.012;

    private static double Rise(double share, bool isNormal) => isNormal ? Means.NormalMeansRise(share) : share < 1 ? Counts.FrequenciesRise(share) : 1;

    private static ShareTrial Trial(double share, Prng prng, bool isNormal) => isNormal ? Means.NormalMeans(share, prng) : Counts.Frequencies(share, prng);

    private static SafeShareResult Search(RunSeed seed, int workers, bool isNormal = true) =>
        new SafeShareSearch(new SafeShareOptions
        {
            Shares = isNormal ? Twentieths : Twentieths[..^1],
            Tolerance = Tolerance(isNormal),
            Workers = workers,
            AlarmRate = .5,
            ReplicatesPerShare = 100,
        }).Run((share, replicate) => Trial(share, new Prng(seed.For($"{share}/{replicate}")), isNormal));
}
