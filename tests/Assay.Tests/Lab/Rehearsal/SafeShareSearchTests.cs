using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Theory;

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
        SafeShareResult one = Gaussian(new RunSeed(3), workers: 1), four = Gaussian(new RunSeed(3), workers: 4);

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

    /// <remarks>The truth is <see cref="MixedRealLaw.FreshSquaredMean"/>: means of normal data, fresh real beside synthetic.</remarks>
    [Fact]
    public void On_normal_means_with_fresh_real_data_the_interval_covers_the_exact_border()
    {
        const int Trials = 150;
        double border = Border(share => MixedRealLaw.FreshSquaredMean(N - (int)Math.Round(share * N), (int)Math.Round(share * N), Generations) - (1.0 / N));
        int covered = 0, narrow = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            SafeShareResult result = Gaussian(new RunSeed((ulong)trial), workers: 2);
            covered += result.Safe <= border && (result.Unsafe ?? 1) >= border ? 1 : 0;
            narrow += (result.Unsafe ?? 1) - result.Safe <= .25 ? 1 : 0;
        }

        Assert.InRange(covered, (int)(0.93 * Trials), Trials);
        Assert.True(narrow > Trials / 2, $"only {narrow} of {Trials} intervals say anything.");
    }

    private const int N = 100, Generations = 5, Dimension = 20;
    private const double Tolerance = 0.02;

    private static double Border(Func<double, double> rise) => Twentieths.Where(s => rise(s) <= Tolerance).DefaultIfEmpty(0).Max();

    private static SafeShareResult Gaussian(RunSeed seed, int workers) =>
        new SafeShareSearch(new SafeShareOptions { Shares = Twentieths, Tolerance = Tolerance, Workers = workers, AlarmRate = .5, ReplicatesPerShare = 100 })
            .Run((share, replicate) => NormalMeans(share, new Prng(seed.For($"{share}/{replicate}"))));

    /// <summary>Means and variances fitted to real and synthetic draws in each dimension; the loss is the squared error of the mean.</summary>
    private static ShareTrial NormalMeans(double share, Prng prng)
    {
        int synthetic = (int)Math.Round(share * N), real = N - synthetic;
        double[] rise = new double[Generations];
        for (int d = 0; d < Dimension; d++)
        {
            (double mean, double deviation) = (0, 1);
            for (int t = 0; t < Generations; t++)
            {
                (double sum, double squares) = (0, 0);
                for (int i = 0; i < N; i++)
                {
                    double x = t == 0 || i < real ? prng.NextGaussian() : mean + (deviation * prng.NextGaussian());
                    (sum, squares) = (sum + x, squares + (x * x));
                }

                mean = sum / N;
                deviation = Math.Sqrt(Math.Max(0, (squares / N) - (mean * mean)));
                rise[t] += ((mean * mean) - (1.0 / N)) / Dimension;
            }
        }

        return new ShareTrial(rise, HasRung: false);
    }
}
