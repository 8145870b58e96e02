using Assay.Core.Share;

namespace Assay.Tests.Core.Share;

public sealed class DownWeightTests
{
    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(0.5, 3, 0.125)]
    [InlineData(0.5, 0, 1)]
    [InlineData(1, 3, 1e-6)]
    [InlineData(1, 0, 1)]
    [InlineData(0.999, 100, 1e-6)]
    public void A_weight_is_the_power_of_the_chance_to_be_human(double probability, double exponent, double weight) =>
        Assert.Equal(weight, DownWeight.Of(probability, exponent), 12);

    [Fact]
    public void What_weights_cost_is_counted_by_hand()
    {
        // Two documents of 100 tokens, p = 0 and p = 0.5: human mass 100 + 50, weights 1 and 0.5 under b = 1.
        DownWeight cost = DownWeight.Measure([0, 0.5], [100, 100], exponent: 1);

        Assert.Equal(125.0 / 150, cost.HumanKept, 9);
        Assert.Equal(25.0 / 150, cost.MachineShare, 9);
        Assert.Equal(125.0 * 125 / (150 * (100 + 12.5)), cost.EffectiveHuman, 9);
    }

    [Fact]
    public void Without_weights_nothing_is_lost()
    {
        DownWeight cost = DownWeight.Measure([0.2, 0.7, 1], [10, 20, 30], exponent: 0);

        Assert.Equal((1.0, 1.0), (cost.HumanKept, cost.EffectiveHuman));
        Assert.Equal((2 + 14 + 30) / 60.0, cost.MachineShare, 9);
    }

    [Fact]
    public void Sure_machine_text_alone_has_no_human_text_to_keep() => Assert.Equal(new DownWeight(3, 0, 1, 0), DownWeight.Measure([1, 1], [5, 5], 3));
}
