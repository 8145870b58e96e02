using Assay.Pipeline.Inspection;

namespace Assay.Tests.Pipeline.Inspection;

public class SourceNamesTests
{
    [Theory]
    [InlineData("speeches", "corpora/x", "speeches")]
    [InlineData("part-", "corpora/books", "books")]
    [InlineData("train-", "squad/data", "squad")]
    [InlineData("", "novels", "novels")]
    [InlineData("train", "data", "train")] // nothing says more
    [InlineData("", "", "mine")]
    [InlineData("1", "books", "books")]
    [InlineData("2021", "", "2021")]
    [InlineData("Wikipedia (DE) – Artikel", "", "wikipedia-de-artikel")]
    [InlineData("字典", "", "字典")]
    [InlineData("..", "../other", "other")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbb", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_source_is_named_after_its_files_or_the_nearest_folder_that_says_something(string stem, string folder, string name) =>
        Assert.Equal([name], Names((stem, folder, "jsonl")));

    [Fact]
    public void Sources_of_the_same_name_are_told_apart_by_folder_then_format_then_number()
    {
        Assert.Equal(["squad-train", "squad-test"], Names(("train", "squad", "jsonl"), ("test", "squad", "jsonl")));
        Assert.Equal(["a-web", "b-web"], Names(("web", "a", "jsonl"), ("web", "b", "jsonl")));
        Assert.Equal(["notes-csv", "notes-jsonl"], Names(("notes", "", "csv"), ("notes", "", "jsonl")));
        Assert.Equal(["a-b", "a-b-2"], Names(("a b", "", "jsonl"), ("a_b", "", "jsonl")));
        Assert.Equal(["mine", "mine-2"], Names(("", "", "jsonl"), ("", "", "jsonl")));
    }

    private static IReadOnlyList<string> Names(params (string Stem, string Folder, string Format)[] sources) =>
        SourceNames.Of([.. sources.Select(s => (s.Stem, (IReadOnlyList<string>)s.Folder.Split('/', StringSplitOptions.RemoveEmptyEntries), s.Format))], "mine");
}
