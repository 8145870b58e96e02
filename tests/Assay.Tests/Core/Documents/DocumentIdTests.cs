using Assay.Core.Documents;

namespace Assay.Tests.Core.Documents;

public sealed class DocumentIdTests
{
    [Fact]
    public void An_id_survives_its_text_form()
    {
        var id = new DocumentId(UInt128.Parse("00ff0123456789abcdef0123456789ab", System.Globalization.NumberStyles.HexNumber));

        Assert.Equal("00ff0123456789abcdef0123456789ab", id.ToString());
        Assert.True(DocumentId.TryParse(id.ToString(), out DocumentId parsed));
        Assert.Equal(id, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("00ff0123456789abcdef0123456789ag")]
    [InlineData("00ff0123456789abcdef0123456789ab0")]
    public void Anything_but_32_hexadecimal_digits_is_no_id(string text) => Assert.False(DocumentId.TryParse(text, out _));
}
