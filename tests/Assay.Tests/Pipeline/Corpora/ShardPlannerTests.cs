using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class ShardPlannerTests : IDisposable
{
    private readonly CorpusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.jsonl", new[] { "a.jsonl", "b.jsonl" })]
    [InlineData("./sub/*.jsonl", new[] { "sub/c.jsonl" })]
    [InlineData("**/*.jsonl", new[] { "a.jsonl", "b.jsonl", "sub/c.jsonl", "sub/deep/d.jsonl" })]
    [InlineData("**/deep/**", new[] { "sub/deep/d.jsonl" })]
    [InlineData("sub/**/**/*.jsonl", new[] { "sub/c.jsonl", "sub/deep/d.jsonl" })]
    [InlineData("{b,a,none}.jsonl", new[] { "a.jsonl", "b.jsonl" })]
    [InlineData("*/c.jsonl", new[] { "sub/c.jsonl" })]
    [InlineData("sub", new[] { "sub/c.jsonl", "sub/deep/d.jsonl" })]
    [InlineData("sub/", new[] { "sub/c.jsonl", "sub/deep/d.jsonl" })]
    [InlineData("sub/../a.jsonl", new[] { "sub/../a.jsonl" })]
    public void A_path_finds_files_in_ordinal_order(string path, string[] expected)
    {
        foreach (string name in (string[])["b.jsonl", "a.jsonl", "sub/c.jsonl", "sub/deep/d.jsonl", "sub/.git/x.jsonl", ".hidden.jsonl"])
        {
            _folder.Write(name, "{}");
        }

        Assert.Equal(expected, Plan([path]).Shards.Select(s => s.DisplayPath));
    }

    [Fact]
    public void Several_paths_give_each_file_once_in_ordinal_order()
    {
        _folder.Write("b.jsonl", "");
        _folder.Write("B.jsonl", "");
        _folder.Write("a/x.jsonl", "");

        ShardPlan plan = Plan(["b.jsonl", "*.jsonl", "a/*", _folder.Full("a/x.jsonl")]);

        Assert.Equal(["B.jsonl", "a/x.jsonl", "b.jsonl"], plan.Shards.Select(s => s.DisplayPath));
        Assert.All(plan.Shards, s => Assert.True(File.Exists(s.Path)));
    }

    [Fact]
    public void A_name_with_brackets_can_be_given_as_it_is()
    {
        _folder.Write("data[1].jsonl", "");

        Assert.Equal("data[1].jsonl", Assert.Single(Plan(["data[1].jsonl"]).Shards).DisplayPath);
    }

    [Fact]
    public void Plain_JSONL_is_cut_at_multiples_of_the_shard_size()
    {
        _folder.Write("a.jsonl", new string('x', 250));
        _folder.Write("b.jsonl", new string('x', 100));
        _folder.Write("c.jsonl", "");

        Assert.Equal(
            [("a.jsonl", 0, 100, 100), ("a.jsonl", 100, 200, 100), ("a.jsonl", 200, 250, 50), ("b.jsonl", 0, 0, 100), ("c.jsonl", 0, 0, 0)],
            Plan(["*.jsonl"], shardBytes: 100).Shards.Select(s => (s.DisplayPath, s.Start, s.End, s.Bytes)));
    }

    [Fact]
    public void Parquet_is_cut_into_runs_of_row_groups()
    {
        _folder.Write("a.parquet", "PAR1");
        RowGroupSize[] groups = [new(10, 60), new(11, 50), new(12, 40), new(13, 500), new(14, 1)];

        ShardPlan plan = ShardPlanner.Plan(Source(["a.parquet"]) with { ShardBytes = 100 }, (_, _) => groups);

        Assert.Equal([(0, 10, 60), (10, 33, 90), (33, 46, 500), (46, 60, 1)], plan.Shards.Select(s => (s.Start, s.End, s.Bytes)));
    }

    [Fact]
    public void Compressed_files_stay_whole_and_the_plan_says_so()
    {
        _folder.Write("a.jsonl.gz", new byte[300]);
        _folder.Write("b.jsonl.zst", new byte[500]);

        ShardPlan plan = Plan(["*"], shardBytes: 100);

        Assert.Equal([(CorpusFormat.JsonlGzip, 0, 300), (CorpusFormat.JsonlZstandard, 0, 500)], plan.Shards.Select(s => (s.Format, s.End, s.Bytes)));
        Assert.StartsWith("source \"books\": 2 files (the largest is b.jsonl.zst) are compressed or CSV and cannot be cut", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_files_are_taken_together_up_to_the_shard_size()
    {
        foreach ((string name, int size) in ((string, int)[])[("t/b.txt", 60), ("t/a/z.md", 30), ("t/c.txt", 20), ("t/d.txt", 500)])
        {
            _folder.Write(name, new string('x', size));
        }

        ShardPlan plan = Plan(["t"], shardBytes: 100);

        Assert.Equal(["a/z.md b.txt", "c.txt", "d.txt"], plan.Shards.Select(s => string.Join(' ', s.Files)));
        Assert.Equal([90, 20, 500], plan.Shards.Select(s => s.Bytes));
        Assert.All(plan.Shards, s => Assert.Equal(("t", _folder.Full("t"), CorpusFormat.Text), (s.DisplayPath, s.Path, s.Format)));
    }

    [Fact]
    public void A_read_me_beside_data_is_no_document_and_the_plan_says_so()
    {
        _folder.Write("hub/README.md", "about");
        _folder.Write("hub/train.jsonl", "{}");
        _folder.Write("hub/data.bin", "?");

        ShardPlan plan = Plan(["hub"]);

        Assert.Equal("hub/train.jsonl", Assert.Single(plan.Shards).DisplayPath);
        Assert.StartsWith("2 files are left out", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stated_format_rules_over_names()
    {
        _folder.Write("a.log", "{}");
        _folder.Write("b.log.gz", "");

        Assert.Equal([CorpusFormat.Jsonl, CorpusFormat.JsonlGzip], Plan(["*"], format: CorpusFormat.Jsonl).Shards.Select(s => s.Format));
        Assert.Equal(["a.log", "b.log.gz"], Assert.Single(Plan(["."], format: CorpusFormat.Text).Shards).Files);
    }

    [Fact]
    public void Links_to_files_are_followed_and_circles_of_folders_are_not()
    {
        _folder.Write("real/a.jsonl", "{}");
        File.CreateSymbolicLink(_folder.Full("real/link.jsonl"), _folder.Full("real/a.jsonl"));
        Directory.CreateSymbolicLink(_folder.Full("real/circle"), _folder.Path);

        Assert.Equal(["real/a.jsonl", "real/link.jsonl"], Plan(["**/*.jsonl"]).Shards.Select(s => s.DisplayPath));
        Assert.Equal(["real/circle/real/a.jsonl", "real/circle/real/link.jsonl"], Plan(["real/circle/real/*.jsonl"]).Shards.Select(s => s.DisplayPath));
    }

    [Fact]
    public void A_link_to_nothing_is_an_error()
    {
        File.CreateSymbolicLink(_folder.Full("dangling.jsonl"), _folder.Full("gone.jsonl"));

        Assert.StartsWith("dangling.jsonl: this is a link to a file that does not exist.", Error(["*.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_leads_nowhere_says_how_far_it_goes_and_what_is_there()
    {
        _folder.Write("books/a.jsonl", "");
        _folder.Write("books/b.jsonl", "");

        Assert.Equal(
            $"source \"books\": \"boks/*.jsonl\" matches no file: {_folder.Path} has no \"boks\"; it holds books. Did you mean \"books\"? " +
            "Correct the source's `path` in the policy; it counts from the policy's folder.",
            Error(["boks/*.jsonl"]));
        Assert.StartsWith($"source \"books\": \"books/*.parquet\" matches no file in {_folder.Full("books")}; it holds a.jsonl, b.jsonl. Correct", Error(["books/*.parquet"]), StringComparison.Ordinal);
        Assert.StartsWith($"source \"books\": \"books/c.jsonl\" does not exist: {_folder.Full("books")} has no \"c.jsonl\"; it holds a.jsonl, b.jsonl. Did you mean \"a.jsonl\"?", Error(["books/c.jsonl"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_an_unknown_kind_is_refused_with_the_remedy()
    {
        _folder.Write("a.dat", "");
        _folder.Write("d/a.dat", "");

        Assert.StartsWith("a.dat: the name of this file does not tell its format. State the source's `format`", Error(["a.dat"]), StringComparison.Ordinal);
        Assert.StartsWith("source \"books\": no file in d has a known format.", Error(["d"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_an_error_before_any_work()
    {
        string path = _folder.Write("a.jsonl", "{}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        if (CanRead(path))
        {
            Assert.Skip("This user may read every file.");
        }

        Assert.StartsWith("a.jsonl: this file may not be read.", Error(["a.jsonl"]), StringComparison.Ordinal);
    }

    private static bool CanRead(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private CorpusSource Source(string[] paths) => new() { Name = "books", BaseFolder = _folder.Path, Paths = [.. paths] };

    private ShardPlan Plan(string[] paths, long shardBytes = ShardPlanner.DefaultShardBytes, CorpusFormat? format = null) =>
        ShardPlanner.Plan(Source(paths) with { ShardBytes = shardBytes, Format = format });

    private string Error(string[] paths) => Assert.ThrowsAny<UserErrorException>(() => Plan(paths)).Message;
}
