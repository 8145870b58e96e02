using System.Text.Json;
using Assay.Lab.Models;
using Assay.Lab.Theory;

namespace Assay.Tests.Lab.Theory;

/// <summary>Each law against numbers computed elsewhere (literals from the literature notes, or the reference file).</summary>
public sealed class LawTests
{
    [Fact]
    public void Gaussian_replace_gives_the_reference_values()
    {
        foreach (JsonElement row in ReferenceVectors.Section("gaussian_replace").EnumerateArray())
        {
            Estimator estimator = row.GetProperty("ddof").GetInt32() == 1 ? Estimator.Unbiased : Estimator.Mle;
            var law = new GaussianReplaceLaw(row.GetProperty("M").GetInt32(), estimator);
            int t = row.GetProperty("t").GetInt32();
            Near(row, "E_var", law.Variance(t));
            Near(row, "E_sd", law.Deviation(t));
            Near(row, "E_mu2", law.SquaredMean(t));
            Near(row, "E_W2sq", law.Transport(t));
            Near(row, "E_ln_var", law.LogVariance(t));
            Near(row, "Var_ln_var", law.VarianceOfLogVariance(t));
        }
    }

    [Theory]
    [InlineData(2, .79788456)]
    [InlineData(10, .97265927)]
    [InlineData(100, .99747798)]
    [InlineData(1000, .99974978)]
    public void The_factor_of_the_deviation_is_c4(int samples, double expected)
    {
        Assert.Equal(expected, GaussianReplaceLaw.C4(samples), 8);
        Assert.Equal(Math.Pow(expected, 7), new GaussianReplaceLaw(samples, Estimator.Unbiased).Deviation(7), 6);
    }

    [Fact]
    public void Polygammas_obey_their_recurrences_and_known_values()
    {
        Assert.Equal(Math.PI * Math.PI / 6, PolyGamma.Trigamma(1), 12);
        Assert.Equal(Math.Pow(Math.PI, 4) / 15, PolyGamma.Pentagamma(1), 11);
        Assert.Equal(PolyGamma.Trigamma(4.5) - (1 / (4.5 * 4.5)), PolyGamma.Trigamma(5.5), 12);
        Assert.Equal(PolyGamma.Pentagamma(49.5) - (6 / Math.Pow(49.5, 4)), PolyGamma.Pentagamma(50.5), 14);
    }

    [Fact]
    public void Accumulation_gives_the_reference_values_and_its_limits()
    {
        foreach (JsonElement row in ReferenceVectors.Section("gaussian_accumulate").EnumerateArray())
        {
            int n = row.GetProperty("n").GetInt32();
            double law = row.GetProperty("t").ValueKind == JsonValueKind.Number
                ? PooledLaw.AccumulatedVariance(n, row.GetProperty("t").GetInt32())
                : PooledLaw.AccumulatedVarianceLimit(n);
            Near(row, "E_var", law);
        }
    }

    [Fact]
    public void Regression_gives_the_reference_values()
    {
        foreach (JsonElement row in ReferenceVectors.Section("linear_regression").EnumerateArray())
        {
            double one = RegressionLaw.OneFit(row.GetProperty("T").GetInt32(), row.GetProperty("d").GetInt32(), 1);
            int[] at = [.. row.GetProperty("at").EnumerateArray().Select(v => v.GetInt32())];
            for (int i = 0; i < at.Length; i++)
            {
                Assert.Equal(row.GetProperty("replace")[i].GetDouble(), one * RegressionLaw.Replace(at[i]), 10);
                Assert.Equal(row.GetProperty("accumulate")[i].GetDouble(), one * RegressionLaw.Accumulate(at[i]), 10);
                Assert.Equal(row.GetProperty("grown_synthetic")[i].GetDouble(), one * RegressionLaw.Grown(at[i]), 10);
            }
        }
    }

    [Fact]
    public void Survival_rates_give_the_reference_values()
    {
        double[] expected = [.. ReferenceVectors.Section("g_k").EnumerateArray().Select(v => v.GetDouble())];
        for (int k = 1; k <= expected.Length; k++)
        {
            Assert.Equal(expected[k - 1], SurvivalLaw.Rate(k), 12);
        }
    }

    [Fact]
    public void Absorption_times_give_the_reference_values()
    {
        foreach (JsonElement row in ReferenceVectors.Section("wright_fisher").EnumerateArray())
        {
            (double mean, double variance) = DiscreteLaw.CollapseTime(row.GetProperty("n").GetInt32(), row.GetProperty("p0").GetDouble());
            Assert.Equal(row.GetProperty("E_T").GetDouble(), mean, 8);
            Assert.True(variance > 0);
        }
    }

    [Fact]
    public void Pools_with_fresh_real_data_give_the_reference_values()
    {
        foreach (JsonElement row in ReferenceVectors.Section("fresh_data_pool").EnumerateArray())
        {
            int real = row.GetProperty("n_real").GetInt32(), synthetic = row.GetProperty("n_syn").GetInt32();
            Near(row, "E_mu2", MixedRealLaw.FreshSquaredMeanLimit(real, synthetic));
            Assert.Equal(row.GetProperty("E_mu2").GetDouble(), MixedRealLaw.FreshSquaredMean(real, synthetic, 100_000), 9);
        }
    }

    [Fact]
    public void The_golden_weight_gives_the_reference_values_and_is_the_best()
    {
        foreach (JsonElement row in ReferenceVectors.Section("golden_weight").EnumerateArray())
        {
            double k = row.GetProperty("k_real_over_syn").GetDouble();
            double best = MixedRealLaw.BestWeight(k);
            Near(row, "w", best);
            Near(row, "nVar_over_sigma2", MixedRealLaw.WeightedMeanVarianceLimit(best, 1 / k));
            Assert.True(MixedRealLaw.WeightedMeanVarianceLimit(best * 1.01, 1 / k) > MixedRealLaw.WeightedMeanVarianceLimit(best, 1 / k));
            Assert.True(MixedRealLaw.WeightedMeanVarianceLimit(best * .99, 1 / k) > MixedRealLaw.WeightedMeanVarianceLimit(best, 1 / k));
        }
    }

    [Fact]
    public void The_memorisers_test_error_gives_the_reference_values()
    {
        foreach (JsonElement row in ReferenceVectors.Section("hutter_zipf").EnumerateArray())
        {
            double beta = row.GetProperty("beta").GetDouble(), draws = row.GetProperty("T").GetDouble();
            double expected = row.GetProperty("E_test").GetDouble();
            Assert.InRange(HutterLaw.TestError(beta, draws) / expected, 1 - 1e-6, 1 + 1e-6);
            Assert.InRange(HutterLaw.Asymptotic(beta, draws) / row.GetProperty("asym").GetDouble(), 1 - 1e-9, 1 + 1e-9);
        }
    }

    [Theory]
    [InlineData(10, 90, .140704, .859296)]
    [InlineData(50, 50, .026490, .973510)]
    [InlineData(100, 900, .014667, .985333)]
    public void Fixed_real_data_give_the_published_moments(int real, int synthetic, double squaredMean, double variance)
    {
        Assert.Equal(squaredMean, MixedRealLaw.FixedSquaredMeanLimit(real, synthetic), 6);
        Assert.Equal(variance, 1 - MixedRealLaw.FixedSquaredMean(real, synthetic, 5000), 6);
    }

    [Fact]
    public void The_exact_subsample_law_has_the_published_leading_order()
    {
        const int n = 1_000_000; // leading order in 1/n
        (int T, double Expected)[] table = [(1, 1), (2, 1.75), (5, 2.391), (10, 2.649), (20, 2.789), (50, 2.875), (100, 2.905)];

        Assert.All(table, row => Assert.Equal(row.Expected, n * PooledLaw.Subsampled(n, Estimator.Mle, row.T).SquaredMean, 0.0015));
        Assert.Equal((Math.PI * Math.PI / 2) - 2, n * PooledLaw.Subsampled(n, Estimator.Mle, 20_000).SquaredMean, 1e-3);
        // The published finite sizes: n = 10 ends near 2.63 with variance .74, n = 100 with variance .967.
        Assert.InRange(10 * PooledLaw.Subsampled(10, Estimator.Mle, 100).SquaredMean, 2.58, 2.68);
        Assert.InRange(PooledLaw.Subsampled(10, Estimator.Mle, 100).Variance, .73, .75);
        Assert.InRange(PooledLaw.Subsampled(100, Estimator.Mle, 100).Variance, .9705 - .004, .9705 + .002);
    }

    [Fact]
    public void Kernel_densities_spread_to_their_limit()
    {
        Assert.Equal(4.75, PooledLaw.KernelReplaceVariance(20, .5, 5000), 6);
        Assert.Equal(3.96, PooledLaw.KernelReplaceVariance(100, .2, 20_000), 6);
        double harmonic = Enumerable.Range(1, 49).Sum(i => 1.0 / (i + 1)); // the pool of generation t + 1 has t noisy parts in t + 1
        Assert.Equal(1 + (.25 * harmonic), PooledLaw.KernelAccumulateVariance(10_000_000, .5, 50), 1e-5);
    }

    [Fact]
    public void Strong_collapse_agrees_with_its_limit_and_with_simulated_values()
    {
        Assert.Equal(1 / 3.0, RegressionLaw.StrongCollapseLimit(.5, .25, 1, 0), 12);
        Assert.InRange(RegressionLaw.StrongCollapse(400, 200, 100, 1, 0), .33497 - (3 * .0029), .33497 + (3 * .0029));
        Assert.InRange(RegressionLaw.StrongCollapse(1000, 100, 100, 1, .25), .04829 - (3 * .0005), .04829 + (3 * .0005));
        Assert.Equal(RegressionLaw.StrongCollapseLimit(.5, .25, 1, 0), RegressionLaw.StrongCollapse(400_000, 200_000, 100_000, 1, 0), 5);
    }

    [Fact]
    public void Temperature_without_sampling_error_gives_the_published_values()
    {
        double[] p0 = [.6, .3, .1];
        double[] after = DiscreteLaw.Temperature(p0, .8, 5);
        Assert.Equal(.889035, after[0], 6);
        Assert.Equal(.003751, after[2], 6);
        double[] held = DiscreteLaw.TemperatureFixedPoint(p0, .8, .1);
        Assert.Equal(.92910, held[0], 5);
        Assert.Equal(.2925, Assay.Core.Distributions.Entropies.Shannon(held), 4);
    }

    [Theory]
    [InlineData(1, .2911)]
    [InlineData(1.5, .5515)]
    [InlineData(2, .7737)]
    [InlineData(3, .9733)]
    public void Truncation_scales_the_variance(double cut, double expected) => Assert.Equal(expected, MixedRealLaw.TruncatedVariance(cut), 4);

    [Fact]
    public void The_mixed_collision_law_has_the_sign_of_its_recursion()
    {
        for (int t = 1; t < 12; t++)
        {
            Assert.Equal(DiscreteLaw.MixedCollision(100, 10, .1, t), DiscreteLaw.MixedCollisionClosed(100, 10, .1, t), 12);
        }

        Assert.Equal(.109, DiscreteLaw.MixedCollision(100, 10, .1, 1), 12);
        Assert.Equal(.1097364, DiscreteLaw.MixedCollision(100, 10, .1, 2), 7);
        Assert.Equal(.1097419, DiscreteLaw.MixedCollision(100, 10, .1, 40), 7);
        Assert.Equal(.0889, DiscreteLaw.MixedCollision(100, 1000, .079, 2), 1e-4); // simulated; the printed sign gives .0883
    }

    [Theory]
    [InlineData(2, .1097364)]
    [InlineData(200, .1097419)]
    public void The_drift_from_kept_real_draws_is_what_the_collision_law_gains(int t, double collision) =>
        Assert.Equal(collision - .109, DiscreteLaw.SquaredDrift(100, 10, .1, t), 7);

    [Fact]
    public void The_allowed_drift_is_where_theorem_3_turns_into_an_equation()
    {
        double drift = DiscreteLaw.AllowedDrift(1000, 2, 12)!.Value;

        Assert.Equal(2, 2 * Math.PI / Math.Exp(2) * Math.Log(Math.Sqrt(2 * Math.PI) * 1000 * drift / (6 * Math.E * 12)), 12);
        Assert.Null(DiscreteLaw.AllowedDrift(1000, 100, 12)); // more synthetic draws than it speaks of
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public void A_poisson_rate_survives_as_a_branching_process_does(int generation)
    {
        double gone = 0; // probability that one occurrence has no descendants after some rounds
        for (int k = 1; k < generation; k++)
        {
            gone = Math.Exp(gone - 1);
        }

        Assert.Equal(1 - Math.Exp(5 * (gone - 1)), SurvivalLaw.Poisson(1000, .005, generation), 12);
    }

    [Fact]
    public void Bounds_on_types_are_sums_of_those_on_states()
    {
        (double low, double high) = SurvivalLaw.TypesBounds(100, [.01, .01, .98], 5);
        (double rareLow, double rareHigh) = SurvivalLaw.BernoulliBounds(100, .01, 5);

        Assert.Equal((2 * rareLow) + 1, low, 6);
        Assert.Equal((2 * rareHigh) + 1, high, 6);
        Assert.Equal(.439369, SurvivalLaw.MixtureBound(20, .1, 250), 6); // 10·e^(−25/8)
    }

    [Fact]
    public void Survival_lies_between_its_bounds()
    {
        foreach (int k in (int[])[1, 2, 5, 10])
        {
            (double low, double high) = SurvivalLaw.BernoulliBounds(100, .01, k);
            Assert.InRange(DiscreteLaw.Survival(100, .01, k), low, high);
        }

        Assert.Equal(1 - Math.Pow(.99, 100), DiscreteLaw.Survival(100, .01, 1), 10);
    }

    [Theory]
    [InlineData(1e2, 10, .076359)]
    [InlineData(1e3, 100, .021897)]
    [InlineData(1e4, 100, .007916)]
    [InlineData(1e6, 1000, .000794)]
    public void A_cut_tail_gives_the_published_plateau(double draws, int cut, double expected) =>
        Assert.Equal(expected, HutterLaw.TestError(2, draws, cut), 6);

    [Theory]
    [InlineData(1, .006910)]
    [InlineData(2, .008691)]
    [InlineData(5, .012369)]
    [InlineData(10, .016649)]
    public void Recursive_memorisers_lose_mass_as_published(int generation, double expected) =>
        Assert.Equal(expected, HutterLaw.Recursive(2, 1e4, generation), 5);

    private static void Near(JsonElement row, string key, double actual)
    {
        double expected = row.GetProperty(key).GetDouble();
        Assert.True(Math.Abs(actual - expected) <= 1e-8 * Math.Max(1, Math.Abs(expected)), $"{key} of {row}: {actual}");
    }
}
