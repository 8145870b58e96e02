using Assay.Core.Errors;
using Assay.Pipeline.Inspection;
using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Inspection;

/// <summary>Which files become one source, and how the policy names them.</summary>
public class CorpusGroupingTests
{
    private const string Record = "{\"text\": \"a document of some words\"}\n";

    [Fact]
    public void The_parts_of_a_series_are_one_source_and_other_names_are_others()
    {
        Assert.Equal(
            ["crawl=crawl-*.jsonl", "labelled=labelled.jsonl", "train=train-*.jsonl"],
            Sources("crawl-0.jsonl", "crawl-1.jsonl", "labelled.jsonl", "train-00000-of-00002.jsonl", "train-00001-of-00002.jsonl"));
    }

    [Fact]
    public void Many_names_in_a_folder_are_one_source()
    {
        Assert.Equal(["authors=authors/*.jsonl"], Sources([.. "abcdefghij".Select(c => $"authors/{c}x.jsonl")]));
    }

    [Fact]
    public void A_series_whose_glob_would_take_in_another_is_named_more_exactly()
    {
        Assert.Equal(
            ["web=web[0-9]*.jsonl", "webster=webster*.jsonl"],
            Sources("web1.jsonl", "web2.jsonl", "webster1.jsonl", "webster2.jsonl"));
    }

    [Fact]
    public void Texts_of_a_folder_are_one_source_and_endings_are_not_mixed()
    {
        Assert.Equal(
            ["letters=letters/*.md", "letters-2=letters/*.txt"],
            Sources("letters/one.txt", "letters/two.txt", "letters/three.md", "letters/four.md"));
    }

    [Fact]
    public void Only_the_files_that_were_pointed_at_are_named()
    {
        using TemporaryFolder folder = Folder("a/1.jsonl", "a/2.jsonl", "a/3.jsonl");

        Assert.Equal(["a=a/1.jsonl|a/3.jsonl"], Shown(StarterCheck.Write(folder.Path, "a/1.jsonl", "a/3.jsonl")));
        Assert.Equal(["a=a/*.jsonl"], Shown(StarterCheck.Write(folder.Path, "a/*.jsonl")));
        Assert.Equal(["a=a/*.jsonl"], Shown(StarterCheck.Write(folder.Path, "a", "a/1.jsonl"))); // each file once
    }

    [Fact]
    public void Too_many_folders_are_taken_together()
    {
        string[] files = [.. Enumerable.Range(0, 30).Select(i => $"news/{i / 6}/{i}/page.txt"), "books/moby.txt"];

        Assert.Equal(["moby=books/moby.txt", .. Enumerable.Range(0, 5).Select(i => $"news-{i}=news/{i}/**/*.txt")], Sources(files));
        Assert.Equal(["x=x/**/*.txt"], Sources([.. Enumerable.Range(0, 30).Select(i => $"x/{(char)('a' + i)}/page.txt")]));
    }

    [Fact]
    public void Folders_that_the_user_named_stay_apart()
    {
        using TemporaryFolder folder = Folder([.. Enumerable.Range(0, 15).SelectMany(i => (string[])[$"a/x{i}/p.txt", $"b/x{i}/p.txt"])]);

        Assert.Equal(["a=a/**/*.txt", "b=b/**/*.txt"], Shown(StarterCheck.Write(folder.Path, "a", "b")));
    }

    [Theory]
    [InlineData("we[ird]/*.jsonl", "we[[]ird]/*.jsonl")]
    [InlineData("we*ird/*.jsonl", "we[*]ird/*.jsonl")]
    [InlineData("a: b #c/*.jsonl", "a: b #c/*.jsonl")]
    [InlineData("a{b,c}/*.jsonl", "a{b,c}/1.jsonl|a{b,c}/2.jsonl")] // braces cannot be taken literally in a glob
    public void Names_that_look_like_globs_mean_themselves(string pattern, string path)
    {
        string name = pattern[..pattern.IndexOf('/', StringComparison.Ordinal)];
        using TemporaryFolder folder = Folder($"{name}/1.jsonl", $"{name}/2.jsonl", "weird/3.jsonl");

        Assert.Equal(path, string.Join('|', StarterCheck.Read(StarterCheck.Write(folder.Path, name)).Sources[0].Paths));
    }

    [Fact]
    public void A_glob_may_take_in_what_cannot_be_read_and_says_so()
    {
        using TemporaryFolder folder = Folder("a/1.jsonl", "a/2.jsonl");
        _ = folder.Write("a/3.jsonl", "");

        StarterPolicy starter = StarterCheck.Write(folder.Path);

        Assert.Equal(["a=a/*.jsonl"], Shown(starter));
        Assert.Contains("# The glob takes in 3.jsonl, which cannot be read", starter.Text, StringComparison.Ordinal);
        Assert.Equal(["a/3.jsonl is left out: empty."], starter.Notes);
    }

    [Fact]
    public void Paths_start_from_the_folder_of_the_policy()
    {
        using TemporaryFolder folder = Folder("corpora/books/1.jsonl", "corpora/books/2.jsonl");
        string policies = Directory.CreateDirectory(folder.Combine("policies")).FullName;

        StarterPolicy starter = PolicyStarter.Write(["books"], folder.Combine("corpora"), policies, TestContext.Current.CancellationToken);

        SourcePolicy source = StarterCheck.Source(starter);
        Assert.Equal(["../corpora/books/*.jsonl"], source.Paths);
        Assert.Equal(2, StarterCheck.Documents(source, policies).Count);
    }

    [Fact]
    public void What_is_not_there_is_refused_with_the_name_that_was_meant()
    {
        using TemporaryFolder folder = Folder("books/1.jsonl");
        string Message(string path) => Assert.Throws<UserErrorException>(() => StarterCheck.Write(folder.Path, path)).Message;

        Assert.Equal("\"boks\" does not exist. Did you mean \"books\"? Name files or folders that hold documents.", Message("boks"));
        Assert.Equal("\"*.parquet\" matches no file. Name files or folders that hold documents.", Message("*.parquet"));
    }

    private static IEnumerable<string> Sources(params string[] files)
    {
        using TemporaryFolder folder = Folder(files);
        return Shown(StarterCheck.Write(folder.Path));
    }

    private static TemporaryFolder Folder(params string[] files)
    {
        var folder = new TemporaryFolder("grouping");
        foreach (string file in files)
        {
            _ = folder.Write(file, Record);
        }

        return folder;
    }

    private static IEnumerable<string> Shown(StarterPolicy starter) =>
        [.. StarterCheck.Read(starter).Sources.Select(source => $"{source.Name}={string.Join('|', source.Paths)}")];
}
