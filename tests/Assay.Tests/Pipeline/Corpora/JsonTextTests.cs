using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class JsonTextTests
{
    [Fact]
    public void Only_what_must_be_escaped_is() =>
        Assert.Equal("\"a\\\"b\\\\c/\\n\\r\\t\\b\\f\\u0000\\u001f\u007fé😀\ue000<>&'\"", Write(t => JsonText.WriteString(t, "a\"b\\c/\n\r\t\b\f\0\u001f\u007fé😀\ue000<>&'"u8)));

    [Fact]
    public void Any_text_survives() =>
        Prop.ForAll(Gen.Elements("", "a", "\"", "\\", "\n", "\u0001", "é", "😀", "\u2028", "long run of letters ").ArrayOf().Select(string.Concat).ToArbitrary(),
            text => string.Equals(JsonSerializer.Deserialize<string>(Write(t => JsonText.WriteString(t, text))), text, StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1, "1.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-7, "1E-07")]
    [InlineData(1e300, "1E+300")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    public void A_fraction_is_short_and_shows_that_it_is_one(double value, string expected)
    {
        string written = Write(t => JsonText.WriteFraction(t, value));

        Assert.Equal(expected, written);
        Assert.Equal(value, JsonSerializer.Deserialize<double>(written));
    }

    [Fact]
    public void Any_fraction_survives() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<NormalFloat>().ToArbitrary(),
            value => double.Parse(Write(t => JsonText.WriteFraction(t, value.Get)), CultureInfo.InvariantCulture).Equals(value.Get)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_JSON_cannot_say_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Write(t => JsonText.WriteFraction(t, value)));

    private static string Write(Action<IBufferWriter<byte>> write)
    {
        var target = new ArrayBufferWriter<byte>();
        write(target);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
