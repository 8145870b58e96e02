using Assay.Core.Errors;

namespace Assay.Tests.Core.Errors;

public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("souces", "sources")]
    [InlineData("Limits", "limits")]
    [InlineData("syntetic-share", "synthetic-share")]
    public void A_slip_of_the_finger_is_understood(string word, string meant) =>
        Assert.Equal(meant, DidYouMean.Nearest(word, ["sources", "limits", "synthetic-share"]));

    [Fact]
    public void A_word_like_no_other_gets_no_suggestion() => Assert.Equal("", DidYouMean.Suggest("banana", ["sources", "limits"]));
}
