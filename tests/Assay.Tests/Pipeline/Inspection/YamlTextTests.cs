using Assay.Pipeline.Inspection;
using FsCheck;
using FsCheck.Fluent;
using YamlDotNet.RepresentationModel;

namespace Assay.Tests.Pipeline.Inspection;

public class YamlTextTests
{
    [Theory]
    [InlineData("books/*.jsonl.gz", "books/*.jsonl.gz")]
    [InlineData("meta.lang", "meta.lang")]
    [InlineData("ours@2", "ours@2")]
    [InlineData("größe", "größe")]
    [InlineData("no", "\"no\"")]
    [InlineData("True", "\"True\"")]
    [InlineData("2021", "\"2021\"")]
    [InlineData("2021-03-04", "\"2021-03-04\"")]
    [InlineData("1e5", "\"1e5\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("~", "\"~\"")]
    [InlineData("*.jsonl", "\"*.jsonl\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("[x]", "\"[x]\"")]
    [InlineData("say \"no\" \\ #", "\"say \\\"no\\\" \\\\ #\"")]
    [InlineData("line\nbreak", "\"line\\u000Abreak\"")]
    [InlineData("end\n", "\"end\\u000A\"")]
    [InlineData("", "\"\"")]
    public void A_text_is_quoted_where_a_reader_could_take_it_for_something_else(string text, string yaml) =>
        Assert.Equal(yaml, YamlText.Scalar(text));

    [Fact]
    public void Every_text_comes_back_from_a_block_and_from_a_list()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260101, 1), Prop.ForAll(Texts, text =>
        {
            var stream = new YamlStream();
            stream.Load(new StringReader($"a: {YamlText.Scalar(text)} # comment\nb: [{YamlText.Scalar(text)}, {{ {YamlText.Scalar(text)}: 1 }}]\n"));
            var map = (YamlMappingNode)stream.Documents[0].RootNode;
            var list = (YamlSequenceNode)map["b"];
            return ((YamlNode[])[map["a"], list[0], ((YamlMappingNode)list[1]).Children.Single().Key]).All(node => Equals(node, new YamlScalarNode(text)));
        }));
    }

    [Fact]
    public void A_comment_stays_a_comment_whatever_it_quotes()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20260101, 1), Prop.ForAll(Texts, text =>
            YamlText.Comment("  ", $"seen {text} and {YamlText.Show(text)} in it", "   ").All(line =>
                line.StartsWith("  # ", StringComparison.Ordinal) && !line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF'))));
    }

    [Fact]
    public void A_long_comment_is_wrapped_and_its_words_stay_whole()
    {
        string text = string.Join(' ', Enumerable.Repeat("seventeen-letters", 20));

        string[] lines = [.. YamlText.Comment("    ", text, "  ")];

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 118));
        Assert.StartsWith("    # seventeen", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("    #   seventeen", lines[1], StringComparison.Ordinal);
        Assert.Equal(text, string.Join(' ', lines.Select(line => line.TrimStart(' ', '#'))));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("  two\r\nlines ", "two  lines")]
    [InlineData("0123456789012345678901234567890123456789+", "0123456789012345678901234567890123456789…")]
    public void A_value_is_shown_on_one_line_and_short(string text, string shown) => Assert.Equal(shown, YamlText.Show(text));

    /// <summary>Texts that YAML finds hard: its signs, line ends of all kinds, characters beyond 16 bits.</summary>
    private static Arbitrary<string> Texts { get; } = Gen.Elements(
            "a", "Z", "0", "9", "é", "字", "😀", " ", ".", "/", "-", "_", ":", "#", "'", "\"", "\\", "*", "&", "!", "%", "@", "`", "[", "]", "{", "}", ",", "?", "|", ">",
            "~", "\t", "\n", "\r", "\u0001", "\u007F", "\u0085", "\u00A0", "\u2028", "\uFEFF", "\uE000", "no", "null", "true", "1e5", "<<", "---", "...")
        .ListOf()
        .Select(string.Concat)
        .ToArbitrary();
}
