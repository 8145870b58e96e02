using System.Numerics;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Statistics;

public sealed class PortableMathTests
{
    [Fact]
    public void Exp_is_within_a_unit_in_the_last_place_of_the_platforms()
    {
        var prng = new Prng(new RunSeed(7));
        for (int i = 0; i < 200_000; i++)
        {
            double x = (prng.NextDouble() - 0.5) * (i % 2 == 0 ? 1400 : 4);
            double expected = Math.Exp(x);
            Assert.True(Math.Abs(PortableMath.Exp(x) - expected) <= 1.5 * (Math.BitIncrement(expected) - expected), $"exp({x:R})");
        }
    }

    [Fact]
    public void Log_is_within_two_units_in_the_last_place_of_the_platforms()
    {
        var prng = new Prng(new RunSeed(8));
        for (int i = 0; i < 200_000; i++)
        {
            double x = Math.Exp((prng.NextDouble() - 0.5) * (i % 2 == 0 ? 1400 : 1));
            double expected = Math.Log(x);
            double unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            Assert.True(Math.Abs(PortableMath.Log(x) - expected) <= 2 * unit, $"log({x:R})");
        }
    }

    [Fact]
    public void Landmarks_are_exact()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(1, PortableMath.Exp(-0.0));
        Assert.Equal(0, PortableMath.Exp(-701));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(PortableMath.Exp(700), PortableMath.Exp(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
        Assert.Equal(0, PortableMath.Log(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.Epsilon)]
    public void Log_refuses_what_is_not_positive_finite_and_normal(double x) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PortableMath.Log(x));

    // Frozen: these bits decide which documents are written, on every machine.
    [Theory]
    [InlineData(1.0, 0x4005BF0A8B14576A)]
    [InlineData(-0.5, 0x3FE368B2FC6F960A)]
    [InlineData(0.1, 0x3FF1AEC7B35A00D4)]
    [InlineData(-20.25, 0x3E1B93DE1E27CA3B)]
    [InlineData(123.456, 0x4B11428E1CBC0143)]
    public void Bits_of_exp_are_frozen(double x, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(PortableMath.Exp(x)));

    [Theory]
    [InlineData(2.0, 0x3FE62E42FEFA39EF)]
    [InlineData(3.0, 0x3FF193EA7AAD030B)]
    [InlineData(0.1, unchecked((long)0xC0026BB1BBB55516))]
    [InlineData(1e9, 0x4034B927F32BFFB8)]
    public void Bits_of_log_are_frozen(double x, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(PortableMath.Log(x)));

    [Fact]
    public void A_vector_has_the_bits_of_its_elements()
    {
        var prng = new Prng(new RunSeed(9));
        var x = new double[Vector<double>.Count];
        for (int round = 0; round < 1000; round++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = (prng.NextDouble() - 0.5) * 100;
            }

            Vector<double> y = PortableMath.Exp(new Vector<double>(x));
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(ExpOneByOne(x[i]), y[i]);
            }
        }
    }

    /// <summary>The naive twin: the same series, a number at a time.</summary>
    private static double ExpOneByOne(double x)
    {
        double k = Math.FusedMultiplyAdd(x, 1.4426950408889634, 6755399441055744.0) - 6755399441055744.0;
        double r = Math.FusedMultiplyAdd(k, -1.90821492927058770002e-10, Math.FusedMultiplyAdd(k, -6.93147180369123816490e-01, x));
        double factorial = 6227020800;
        double p = 1 / factorial;
        for (int n = 13; n > 2; n--)
        {
            factorial /= n;
            p = Math.FusedMultiplyAdd(p, r, 1 / factorial);
        }

        return Math.ScaleB(1 + Math.FusedMultiplyAdd(p, r * r, r), (int)k);
    }
}
