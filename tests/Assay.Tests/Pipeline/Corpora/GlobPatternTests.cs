using System.Text.RegularExpressions;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class GlobPatternTests
{
    [Theory]
    [InlineData("*", "a.jsonl", true)]
    [InlineData("*", ".hidden", false)]
    [InlineData(".*", ".hidden", true)]
    [InlineData("*.jsonl", "a.jsonl", true)]
    [InlineData("*.jsonl", "a.jsonl.gz", false)]
    [InlineData("part-?.csv", "part-7.csv", true)]
    [InlineData("part-?.csv", "part-17.csv", false)]
    [InlineData("part-[0-9][!5-9].csv", "part-14.csv", true)]
    [InlineData("part-[0-9][!5-9].csv", "part-17.csv", false)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[!]x]", "]", false)]
    [InlineData("[a-]", "-", true)]
    [InlineData("a[1", "a[1", true)] // an open bracket without its partner stands for itself
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-c-b", false)]
    [InlineData("Books*", "books", false)]
    public void Steps_match_like_in_a_shell(string step, string name, bool matches) => Assert.Equal(matches, GlobPattern.IsMatch(step, name));

    [Fact]
    public void Matching_agrees_with_the_regular_expression_of_the_same_meaning() =>
        Prop.ForAll(
            Gen.Elements("*", "?", "a", "b", "[ab]", "[!a]").ArrayOf().ToArbitrary(),
            Gen.Elements("a", "b", "c").ArrayOf().ToArbitrary(),
            (steps, letters) =>
            {
                string name = string.Concat(letters);
                string regex = string.Concat(steps.Select(s => s switch { "*" => ".*", "?" => ".", _ => s.Replace('!', '^') }));
                return GlobPattern.IsMatch(string.Concat(steps), name) == Regex.IsMatch(name, $"^{regex}$", RegexOptions.None, TimeSpan.FromSeconds(5));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_pattern_of_many_stars_does_not_explode() =>
        Assert.False(GlobPattern.IsMatch(string.Concat(Enumerable.Repeat("a*", 200)) + "b", new string('a', 5000)));

    [Theory]
    [InlineData("a.jsonl", new[] { "a.jsonl" })]
    [InlineData("{a,b}/*.{csv,tsv}", new[] { "a/*.csv", "a/*.tsv", "b/*.csv", "b/*.tsv" })]
    [InlineData("x{,y}", new[] { "x", "xy" })]
    [InlineData("{a,b{1,2}}", new[] { "a", "b1", "b2" })]
    [InlineData("{a}{b,c}", new[] { "{a}b", "{a}c" })]
    [InlineData("{a,b", new[] { "{a,b" })]
    public void Braces_are_written_out(string pattern, string[] expected) => Assert.Equal(expected, GlobPattern.Expand(pattern));

    [Fact]
    public void Too_many_alternatives_are_refused() => Assert.Null(GlobPattern.Expand(string.Concat(Enumerable.Repeat("{0,1,2,3,4,5,6,7}", 8))));
}
