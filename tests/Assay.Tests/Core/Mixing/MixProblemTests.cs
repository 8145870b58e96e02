using Assay.Core.Mixing;

namespace Assay.Tests.Core.Mixing;

public sealed class MixProblemTests
{
    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var documents = new MixDocuments
        {
            Tokens = new long[] { 10, 20 },
            SyntheticProbability = new double[] { 0 },
            Anchor = new[] { true },
            BaseWeight = new double[] { 1, 1, 1 },
            Groups = [new[] { 0 }],
        };
        var limits = new MixLimits { SyntheticShare = 1.5, Repeats = 0, BudgetTokens = 0 };
        FloorConstraint[] floors =
        [
            new(1, 0, 0.5, 0.9, "lang=gd"), new(0, -1, 0, double.NaN, "lang=en"), new(0, 2, 0.5, 0.9, "a"), new(0, 2, 0.5, 0.9, "b"),
        ];

        string message = Assert.Throws<ArgumentException>(() => new MixProblem(documents, limits, floors)).Message;

        foreach (string part in new[]
        {
            "SyntheticProbability has 1 rows; Tokens has 2.", "Anchor has 1 rows", "BaseWeight has 3 rows", "Groups[0] has 1 rows",
            "SyntheticShare is 1.5", "Repeats is 0", "BudgetTokens is 0", "The floor lang=gd names dimension 1; there are 1.",
            "The floor lang=en names group -1", "The floor lang=en has the anchor share 0", "The floor lang=en has the factor NaN",
            "The floor b stands on a group that has a floor already.",
        })
        {
            Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 0.5, 1, "Document 1 has 0 tokens")]
    [InlineData(-5, 0.5, 1, "Document 1 has -5 tokens")]
    [InlineData(long.MaxValue, 0.5, 1, "Document 1 has 9223372036854775807 tokens")]
    [InlineData(5, 1.01, 1, "Document 1 has the synthetic probability 1.01")]
    [InlineData(5, double.NaN, 1, "Document 1 has the synthetic probability NaN")]
    [InlineData(5, 0.5, 0, "Document 1 has the base weight 0")]
    [InlineData(5, 0.5, double.PositiveInfinity, "Document 1 has the base weight")]
    public void A_bad_row_is_named_with_its_number(long tokens, double synthetic, double weight, string expected)
    {
        var documents = new MixDocuments
        {
            Tokens = new[] { 10, tokens },
            SyntheticProbability = new[] { 0, synthetic },
            BaseWeight = new[] { 1, weight },
        };

        string message = Assert.Throws<ArgumentException>(() => new MixProblem(documents, new MixLimits())).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
