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
    public void A_folder_with_a_telling_name_is_one_source_and_one_without_holds_many()
    {
        Assert.Equal(["authors=authors/*.jsonl"], Sources("authors/anna.jsonl", "authors/bert.jsonl"));
        Assert.Equal(["anna=data/anna.jsonl", "bert=data/bert.jsonl"], Sources("data/anna.jsonl", "data/bert.jsonl"));
        Assert.Equal(["data=data/*.jsonl"], Sources([.. "abcdefghij".Select(c => $"data/{c}x.jsonl")])); // past eight they are parts
    }

    [Fact]
    public void The_one_folder_pointed_at_holds_corpora_and_several_are_a_corpus_each()
    {
        using TemporaryFolder folder = Folder("x/anna.jsonl", "x/bert.jsonl", "y/carl.jsonl", "y/dora.jsonl");

        Assert.Equal(["anna=x/anna.jsonl", "bert=x/bert.jsonl"], Shown(StarterCheck.Write(folder.Path, "x")));
        Assert.Equal(["x=x/*.jsonl", "y=y/*.jsonl"], Shown(StarterCheck.Write(folder.Path, "x", "y")));
        Assert.Equal(["anna=x/anna.jsonl", "bert=x/bert.jsonl"], Shown(StarterCheck.Write(folder.Path, "x/anna.jsonl", "x/bert.jsonl")));
    }

    [Fact]
    public void Files_whose_texts_lie_in_other_fields_are_other_sources()
    {
        using TemporaryFolder folder = Folder("web/a.jsonl", "web/b.jsonl");
        _ = folder.Write("web/c.jsonl", "{\"body\": \"a document of some words\"}\n");
        _ = folder.Write("web/labels.jsonl", "{\"id\": 1, \"label\": \"human\"}\n");

        StarterPolicy starter = StarterCheck.Write(folder.Path);

        Assert.Equal(["web=web/a.jsonl|web/b.jsonl", "web-c=web/c.jsonl"], Shown(starter));
        Assert.StartsWith("web/labels.jsonl is left out: no field", Assert.Single(starter.Notes), StringComparison.Ordinal);
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
        string[] files = [.. Enumerable.Range(0, 30).Select(i => $"news/{"abcde"[i / 6]}-page/x{i}/page.txt"), "books/moby.txt"];

        Assert.Equal(["moby=books/moby.txt", .. "abcde".Select(c => $"{c}-page=news/{c}-page/**/*.txt")], Sources(files));
        Assert.Equal(["xx=xx/**/*.txt"], Sources([.. Enumerable.Range(0, 30).Select(i => $"xx/{(char)('a' + i)}/page.txt")]));
    }

    [Fact]
    public void Folders_that_are_only_numbered_are_taken_together()
    {
        Assert.Equal(["crawl=crawl/**/*.jsonl"], Sources("crawl/2021/a.jsonl", "crawl/2022/01/a.jsonl", "crawl/b.jsonl"));
        Assert.Equal(["anna=data/**/anna*.jsonl", "bert=data/**/bert*.jsonl"], Sources("data/1/anna.jsonl", "data/1/bert.jsonl", "data/2/anna.jsonl", "data/2/bert.jsonl"));
    }

    [Fact]
    public void Folders_that_the_user_named_stay_apart()
    {
        using TemporaryFolder folder = Folder([.. Enumerable.Range(0, 15).SelectMany(i => (string[])[$"aa/x{i}/p.txt", $"bb/x{i}/p.txt"])]);

        Assert.Equal(["aa=aa/**/*.txt", "bb=bb/**/*.txt"], Shown(StarterCheck.Write(folder.Path, "aa", "bb")));
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
    public void A_link_to_a_file_is_the_file_and_a_link_to_a_folder_is_passed_over()
    {
        using TemporaryFolder folder = Folder("blobs/0.blob", "blobs/1.blob");
        _ = Directory.CreateDirectory(folder.Combine("links"));
        _ = File.CreateSymbolicLink(folder.Combine("links/part-0.jsonl"), folder.Combine("blobs/0.blob"));
        _ = File.CreateSymbolicLink(folder.Combine("links/part-1.jsonl"), folder.Combine("blobs/1.blob"));
        _ = Directory.CreateSymbolicLink(folder.Combine("links/again"), folder.Path);

        StarterPolicy starter = StarterCheck.Write(folder.Path, "links");

        Assert.Equal(["links=links/*.jsonl"], Shown(starter));
        Assert.Equal($"2 files of JSON lines, {2 * Record.Length} bytes, 2 documents", starter.Sources[0].Summary);
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
