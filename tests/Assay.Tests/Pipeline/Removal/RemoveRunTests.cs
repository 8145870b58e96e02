using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Text;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Removal;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Tests.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Removal;

public sealed class RemoveRunTests
{
    [Fact]
    public void Another_removal_into_the_same_folder_is_refused_and_changes_nothing()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        DocumentId[] ids = IdsOf(mix, "human");
        _ = Remove(mix, ids: [ids[0]]);
        SortedDictionary<string, string> before = mix.Fingerprint(mix.Combine("clean"));

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, ids: [ids[1]]));

        Assert.Contains("another removal", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, mix.Fingerprint(mix.Combine("clean")));
    }

    [Fact]
    public void The_same_removal_again_changes_no_byte()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        DocumentId[] ids = IdsOf(mix, "human");
        RemoveResult first = Remove(mix, ids: [ids[0], ids[1]]);
        SortedDictionary<string, string> before = mix.Fingerprint(mix.Combine("clean"));

        RemoveResult again = Remove(mix, ids: [ids[1], ids[0]]);

        Assert.Equal(first.Removed, again.Removed);
        Assert.Equal(before, mix.Fingerprint(mix.Combine("clean")));
    }

    [Fact]
    public void Two_removals_of_as_many_documents_have_other_decisions()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        DocumentId[] ids = IdsOf(mix, "human");

        RemoveResult one = Remove(mix, ids: [ids[0]]);
        RemoveResult other = Remove(mix, ids: [ids[1]], to: "other");

        Assert.NotEqual(one.Mix.Removal!.Digest, other.Mix.Removal!.Digest);
        Assert.NotEqual(Key(mix, "clean"), Key(mix, "other"));
        Assert.Contains(mix.Written(mix.Combine("other")), record => Is(record, ids[0]));
        Assert.DoesNotContain(mix.Written(mix.Combine("other")), record => Is(record, ids[1]));
    }

    [Fact]
    public void A_folder_with_a_mix_is_no_target()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        _ = mix.Run(options => options with { OutFolder = mix.Combine("clean") });

        _ = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "crawl"));
    }

    [Fact]
    public void A_mix_into_the_folder_of_a_removal_is_refused()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        _ = Remove(mix, source: "crawl");

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run(options => options with { OutFolder = mix.Combine("clean") }));

        Assert.Contains("taken out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_text_leaves_the_quarantine_too()
    {
        using var mix = new MixFixture();
        string text = MixFixture.Text("secret", 50);
        mix.Append("human.jsonl", $"{{\"id\":\"secret\",\"text\":\"{text}\"}}\n");
        mix.Append("crawl.jsonl", $"{{\"id\":\"odd\",\"origin\":\"robot\",\"text\":\"{text}\"}}\n{{\"text\":\"{text}\n{{\"id\":\"other\",\"origin\":\"robot\",\"text\":\"a quite harmless text\"}}\n");
        MixResult before = mix.Run(options => options with { QuarantineShare = 0.1 });
        DocumentId secret = Id(mix.Written().First(record => record.GetProperty("text").ValueEquals(text)));

        RemoveResult result = Remove(mix, ids: [secret]);

        string[] aside = [.. Directory.EnumerateFiles(mix.Combine("clean/quarantine")).SelectMany(File.ReadLines)];
        Assert.Equal(2, aside.Length);
        Assert.DoesNotContain(aside, line => line.Contains(text, StringComparison.Ordinal));
        Assert.Contains(aside, line => line.Contains("a quite harmless text", StringComparison.Ordinal));
        Assert.Equal((3, 2), (before.Flow.Quarantined.Documents, result.Mix.Flow.Quarantined.Documents));
        Assert.Equal((2, 2), (result.Removed.Documents, RemovedFlow(result)));
        Assert.Equal(before.Flow.Read, result.Mix.Flow.Read);
    }

    [Fact]
    public void A_text_that_only_the_quarantine_holds_can_be_removed()
    {
        using var mix = new MixFixture();
        string text = MixFixture.Text("secret", 50);
        mix.Append("crawl.jsonl", $"{{\"id\":\"odd\",\"origin\":\"robot\",\"text\":\"{text}\"}}\n");
        _ = mix.Run(options => options with { QuarantineShare = 0.1 });

        RemoveResult result = Remove(mix, ids: [Identity1.Compute(Encoding.UTF8.GetBytes(text))]);

        Assert.Equal(1, result.Removed.Documents);
        Assert.Empty(Directory.EnumerateFiles(mix.Combine("clean/quarantine")));
    }

    [Fact]
    public void Removals_follow_one_another_and_add_up()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        DocumentId[] ids = IdsOf(mix, "human");
        _ = Remove(mix, source: "crawl", to: "one");
        _ = Remove(mix, ids: [ids[0]], from: "one", to: "two");
        _ = Remove(mix, ids: [ids[1]], from: "two", to: "three");

        RemoveResult last = Remove(mix, source: "machine", from: "three", to: "four");

        Assert.Equal(["crawl", "machine"], last.Mix.Removal!.Sources);
        Assert.Equal(120 + 1 + 1 + 160, last.Mix.Removal.Documents);
        Assert.Equal(2, RemovedFlow(last));
        Assert.Equal(["anchor", "human"], last.Mix.Sources.Select(source => source.Name));
        Assert.DoesNotContain(mix.Written(mix.Combine("four")), record => Is(record, ids[0]) || Is(record, ids[1]));
        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "crawl", from: "four", to: "five"));
        Assert.Contains("Its sources: anchor, human.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crawl")]
    [InlineData("human")]
    public void A_source_whose_files_are_deleted_already_can_be_removed(string source)
    {
        using var mix = new MixFixture();
        mix.Policy = mix.Policy.Replace("path: human.jsonl, origin: human, published-before: 2000-01-01", "path: human.jsonl, origin: human, published-before: 2000-01-01, anchor: true", StringComparison.Ordinal);
        MixResult before = mix.Run();
        File.Delete(mix.Combine(source + ".jsonl"));

        RemoveResult result = Remove(mix, source: source);

        Assert.Equal(before.Sources.First(s => string.Equals(s.Name, source, StringComparison.Ordinal)).Read.Documents, result.Removed.Documents);
        Assert.Equal(result.Removed.Documents, result.Mix.Removal!.Documents);
        Assert.DoesNotContain(mix.Written(mix.Combine("clean")), record => MixFixture.IsFrom(record, source));
        Assert.Contains(result.Mix.Strata, stratum => string.Equals(stratum.Dimension, "rarity", StringComparison.Ordinal) && stratum.Floor is not null);
    }

    [Fact]
    public void When_the_only_anchor_goes_a_warning_says_that_the_floors_go_too()
    {
        using var mix = new MixFixture();
        MixResult before = mix.Run();

        RemoveResult result = Remove(mix, source: "anchor");

        Assert.DoesNotContain(before.Warnings, warning => warning.Contains("anchor", StringComparison.Ordinal));
        Assert.Contains("No source is an anchor any more: the strata have no floors.", result.Mix.Warnings);
    }

    [Fact]
    public void Decisions_of_a_run_that_did_not_finish_are_not_trusted()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        string decided = Path.Combine(mix.RunPath, "decide.json");
        File.WriteAllText(decided, File.ReadAllText(decided).Replace(Key(mix, "run"), new string('0', 32), StringComparison.Ordinal));

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "crawl"));

        Assert.Contains("did not finish", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(mix.Combine("clean")));
    }

    [Fact]
    public void A_later_mix_that_failed_does_not_hide_where_the_policy_was()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        _ = Directory.CreateDirectory(mix.Combine("elsewhere"));
        PolicyFile lost = PolicyReader.ReadFile(mix.Write("elsewhere/policy.yaml", mix.Policy));
        _ = Assert.ThrowsAny<UserErrorException>(() => new MixRun(lost, new MixRunOptions { OutFolder = mix.RunPath }, new Silence(), TimeProvider.System).Run(_ => "", CancellationToken.None));

        Assert.Equal(120, Remove(mix, source: "crawl").Removed.Documents);
    }

    [Fact]
    public void A_document_that_only_a_parent_holds_is_found_there()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        DocumentId id = IdsOf(mix, "human")[0];
        Descend(mix, mix.Policy.Replace("  - { name: human, path: human.jsonl, origin: human, published-before: 2000-01-01 }\n", "", StringComparison.Ordinal));

        RemoveResult result = Remove(mix, ids: [id], from: "next");

        HoldingMix holding = Assert.Single(result.Holding);
        Assert.Equal(("../run", 1), (holding.Run, holding.Documents));
        Assert.Equal(0, result.Removed.Documents);
        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, ids: [new DocumentId(7)], from: "next", to: "other"));
        Assert.Contains(new DocumentId(7).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("{}")]
    public void A_parent_manifest_that_cannot_be_read_is_named(string manifest)
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        Descend(mix, mix.Policy);
        File.WriteAllText(Path.Combine(mix.RunPath, "manifest.json"), manifest);

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "crawl", from: "next"));

        Assert.Contains(Path.Combine(mix.RunPath, "manifest.json"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_that_is_not_there_any_more_is_noted()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        Descend(mix, mix.Policy);
        // Its manifest cannot be missing: the new one names it by its hash.
        Directory.Delete(Path.Combine(mix.RunPath, "mix"), recursive: true);
        var progress = new Silence();

        RemoveResult result = Remove(mix, source: "crawl", from: "next", progress: progress);

        Assert.Equal(".", Assert.Single(result.Holding).Run);
        Assert.Contains(progress.Notes, note => note.Contains("../run/mix/", StringComparison.Ordinal) && note.Contains("not known", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run/")]
    [InlineData("next/../run")]
    public void The_run_itself_is_no_target(string to)
    {
        using var mix = new MixFixture();
        _ = mix.Run();

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "crawl", to: to));

        Assert.Contains("a folder of its own", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_source_cannot_be_removed_and_no_folder_is_left_behind()
    {
        using var mix = new MixFixture();
        mix.Policy = """
            sources: [{ name: human, path: human.jsonl, origin: human, published-before: 2000-01-01 }]
            output: { path: run, format: jsonl }
            """;
        _ = mix.Run();

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => Remove(mix, source: "human"));

        Assert.Contains("only source", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(mix.Combine("clean")));
    }

    private static RemoveResult Remove(
        MixFixture mix, string? source = null, DocumentId[]? ids = null, string from = "run", string to = "clean", Silence? progress = null) =>
        new RemoveRun(
            new RemoveOptions { RunFolder = mix.Combine(from), OutFolder = mix.Combine(to), Source = source, Ids = (ids ?? []).ToHashSet(), Workers = 2, ShardBytes = 16_384 },
            progress ?? new Silence(),
            TimeProvider.System).Run(_ => "<html></html>", CancellationToken.None);

    /// <summary>Runs a policy as the next generation of the run, in the folder <c>next</c>.</summary>
    private static void Descend(MixFixture mix, string policy)
    {
        mix.Policy = policy.Replace("generation: 2", "generation: 3\nparents: [run]", StringComparison.Ordinal);
        _ = mix.Run(options => options with { OutFolder = mix.Combine("next") });
    }

    private static DocumentId[] IdsOf(MixFixture mix, string source) => [.. mix.Written().Where(record => MixFixture.IsFrom(record, source)).Select(Id).Take(2)];

    private static DocumentId Id(JsonElement record) => DocumentId.TryParse(record.GetProperty("id").GetString(), out DocumentId id) ? id : throw new FormatException();

    private static bool Is(JsonElement record, DocumentId id) => record.GetProperty("id").ValueEquals(id.ToString());

    private static string Key(MixFixture mix, string run) => (string)JsonNode.Parse(File.ReadAllBytes(mix.Combine($"{run}/manifest.json")))!["decisions"]!;

    private static long RemovedFlow(RemoveResult result) => result.Mix.Flow.Dropped.Single(drop => string.Equals(drop.Reason, "removed", StringComparison.Ordinal)).Amount.Documents;

    private sealed class Silence : IRunProgress
    {
        public List<string> Notes { get; } = [];

        public void StepStarted(string name, long total, string unit)
        {
        }

        public void Advanced(long amount)
        {
        }

        public void StepFinished()
        {
        }

        public void Note(string line) => Notes.Add(line);
    }
}
