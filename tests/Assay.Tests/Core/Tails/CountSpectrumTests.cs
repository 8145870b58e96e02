using Assay.Core.Tails;

namespace Assay.Tests.Core.Tails;

/// <summary>Against vegan, and against the spider example of Chao et al. 2014 (bench/peers/vegan_rarefaction.R).</summary>
public sealed class CountSpectrumTests
{
    private static readonly long[] s_girdled = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4, 2, 2, 2, 2, .. Enumerable.Repeat(1L, 12)];
    private static readonly long[] s_logged = [88, 22, 16, 15, 13, 10, 8, 8, 7, 7, 7, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2, 2, 2, .. Enumerable.Repeat(1L, 14)];

    public static TheoryData<string, int, double, int, double, double, double> Communities => new()
    {
        { "25 24 22 21 18 17 15 14*2 13*2 12*2 11*2 10 9 8 7 6*4 5*6 4*6 3*9 2*18 1*31", 44, 29.4309143566117, 224, 71.263496244956, 55.612703881371, 39.4155538098979 },
        { "43 27 23 18 17 16 14*3 12*2 11*2 10 9*2 8*2 7*3 5*2 4*8 3*6 2*19 1*37", 43, 27.5721781351395, 216, 68.4266090077762, 49.7303896034386, 31.2289156626506 },
        { "50 17 17 9 8 5 5 4 4 4 3 3 2 2 2 1*5", 14, 7.39271740406661, 70, 16.2686505530707, 9.83330502310194, 5.84028605482717 },
        { "23 16 14 13 12 11 7 7 5 5 3 2 1 1 1", 12, 7.38406390184856, 60, 13.0363126926553, 10.9240287418872, 9.27232425585814 },
    };

    [Theory]
    [MemberData(nameof(Communities))]
    public void Rarefaction_and_Hill_numbers_are_those_of_vegan(string community, int few, double typesOfFew, int half, double typesOfHalf, double hill1, double hill2)
    {
        ArgumentNullException.ThrowIfNull(community);
        long[] counts = [.. community.Split(' ').SelectMany(part => part.Split('*') is [var value, var times] ? Enumerable.Repeat(long.Parse(value), int.Parse(times)) : [long.Parse(part)])];
        var spectrum = CountSpectrum.Of(counts);

        Assert.Equal(typesOfFew, spectrum.Hill(0, few), 1e-9);
        Assert.Equal(typesOfHalf, spectrum.Hill(0, half), 1e-9);
        Assert.Equal(counts.Length, spectrum.Hill(0, spectrum.Tokens), 1e-9);
        Assert.Equal(hill1, spectrum.Hill(1, spectrum.Tokens), 1e-9);
        Assert.Equal(hill2, spectrum.Hill(2, spectrum.Tokens), 1e-9);
    }

    [Fact]
    public void Coverage_and_extrapolation_of_the_spiders_are_the_published_ones()
    {
        CountSpectrum girdled = CountSpectrum.Of(s_girdled), logged = CountSpectrum.Of(s_logged);

        // iNEXT prints .9289 and .9446, Chao1 43.893 and 61.403, Shannon diversity 12.060 and 14.421, Simpson 7.840 and 6.761.
        Assert.Equal(0.928855438795797, girdled.Coverage(168), 1e-12);
        Assert.Equal(0.944570635371317, logged.Coverage(252), 1e-12);
        Assert.Equal(43.8928571428571, girdled.Types + girdled.UnseenTypes, 1e-10);
        Assert.Equal(61.4027777777778, logged.Types + logged.UnseenTypes, 1e-10);
        Assert.Equal([18.9123597115927, 10.9636679893944, 7.5315232397607], Hill(girdled, 84), Close);
        Assert.Equal([26, 12.0596504989383, 7.84], Hill(girdled, 168), Close);
        Assert.Equal([34.730733446353, 12.91277601051, 8.00391245873579], Hill(girdled, 336), Close);
        Assert.Equal([28.2675097843877, 13.1718296081168, 6.60977713493322], Hill(logged, 126), Close);
        Assert.Equal([47.644456137131, 15.3491658939467, 6.84000247174656], Hill(logged, 504), Close);
    }

    [Fact]
    public void Communities_compare_at_equal_coverage()
    {
        CountSpectrum girdled = CountSpectrum.Of(s_girdled), logged = CountSpectrum.Of(s_logged);
        double coverage = girdled.Coverage(336);

        Assert.Equal(0.963570084705749, coverage, 1e-12);
        Assert.Equal(0.899514053593066, girdled.Coverage(84), 1e-10);
        Assert.Equal(436.571445225233, logged.SizeAt(coverage)!.Value, 1e-6);
        Assert.Equal(45.3645075694838, logged.HillAtCoverage(0, coverage)!.Value, 1e-7);
        Assert.Null(girdled.SizeAt(logged.Coverage(504)));
    }

    [Fact]
    public void One_word_over_and_over_is_covered_by_a_single_token()
    {
        var word = CountSpectrum.Of([5000]);

        Assert.Equal(1, word.SizeAt(0.99));
        Assert.Equal(1, word.HillAtCoverage(1, 0.99)!.Value, 1e-12);
    }

    [Fact]
    public void Good_and_Turing_on_the_worked_example()
    {
        // 18 fish: 10 carp, 3 perch, 2 whitefish, 1 trout, 1 salmon, 1 eel. The next is new with probability 3/18.
        var fish = CountSpectrum.Of([10, 3, 2, 1, 1, 1]);

        Assert.Equal(3.0 / 18, fish.UnseenMass, 1e-15);
        Assert.Equal(0.5, fish.HapaxShare, 1e-15);
        Assert.Equal(17.0 / 18 * 9 / 2, fish.UnseenTypes, 1e-12); // Chao1 with f₁ = 3, f₂ = 1.
    }

    [Fact]
    public void Entropy_extrapolates_alike_by_sum_and_by_integral()
    {
        // The same spectrum ten times over crosses from the one to the other; per-token quantities hardly change.
        long[] counts = [.. Enumerable.Range(1, 450).Select(rank => (long)Math.Max(1, 400.0 / rank))];
        var small = CountSpectrum.Of(counts);
        var large = CountSpectrum.Of(counts, scale: 3);
        double Gain(CountSpectrum s) => Math.Log(s.Hill(1, 2 * s.Tokens) / s.Hill(1, s.Tokens));

        Assert.True(small.Tokens < 5000 && large.Tokens > 5000);
        Assert.Equal(Gain(small), Gain(large), 0.001);
    }

    [Fact]
    public void No_size_beyond_twice_the_sample_is_answered()
    {
        var spectrum = CountSpectrum.Of([3, 2, 1, 1]);

        Assert.Throws<ArgumentOutOfRangeException>(() => spectrum.Hill(0, 15));
        Assert.True(double.IsNaN(CountSpectrum.Of([]).Hill(0, 0)));
    }

    private static readonly IEqualityComparer<double> Close = EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) < 1e-9);

    private static double[] Hill(CountSpectrum spectrum, double size) => [spectrum.Hill(0, size), spectrum.Hill(1, size), spectrum.Hill(2, size)];
}
