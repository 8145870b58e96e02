using System.Text.Json;
using Assay.Core.Errors;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

public sealed class MixRunTests
{
    [Fact]
    public void Every_record_is_accounted_for()
    {
        using var mix = new MixFixture();

        FlowSummary flow = mix.Run().Flow;

        Assert.Equal(160 + 240 + 160 + 120, flow.Read.Documents);
        Assert.Equal(flow.Read.Documents, flow.Kept.Documents + flow.Merged.Documents + flow.Quarantined.Documents + flow.Dropped.Sum(drop => drop.Amount.Documents));
        Assert.Equal(flow.Read.Bytes, flow.Kept.Bytes + flow.Merged.Bytes + flow.Quarantined.Bytes + flow.Dropped.Sum(drop => drop.Amount.Bytes));
        Assert.Equal(flow.Kept.Documents, mix.Written().Count);
    }

    [Fact]
    public void The_written_mix_keeps_the_cap()
    {
        using var mix = new MixFixture();

        MixResult result = mix.Run();

        double tokens = 0;
        double synthetic = 0;
        foreach (JsonElement record in mix.Written())
        {
            double written = record.GetProperty("tokens").GetInt64() * (double)record.GetProperty("copies").GetInt32();
            tokens += written;
            synthetic += written * record.GetProperty("synthetic_probability").GetDouble();
        }

        Assert.InRange(synthetic / tokens, 0.05, 0.20);
        Assert.Equal(result.SyntheticShare.After.High!.Value, synthetic / tokens, precision: 12);
    }

    [Fact]
    public void The_anchor_stays_whole()
    {
        using var mix = new MixFixture();

        _ = mix.Run();

        Assert.Equal(160, mix.Written().Count(record => MixFixture.IsFrom(record, "anchor")));
    }

    [Fact]
    public void A_second_run_does_nothing_again_and_changes_no_byte()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        SortedDictionary<string, string> before = mix.Fingerprint();

        _ = mix.Run();

        Assert.Equal(before, mix.Fingerprint());
        Assert.Contains(mix.Notes, note => note.Contains("nothing is read again", StringComparison.Ordinal));
        Assert.Contains(mix.Notes, note => note.Contains("nothing is decided again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_cap_reuses_the_facts()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        int before = mix.Written().Count(record => MixFixture.IsFrom(record, "machine"));
        mix.Policy = mix.Policy.Replace("synthetic-share: 0.20", "synthetic-share: 0.10", StringComparison.Ordinal);

        MixResult result = mix.Run();

        Assert.Contains(mix.Notes, note => note.Contains("nothing is read again", StringComparison.Ordinal));
        Assert.True(result.SyntheticShare.After.High <= 0.10);
        Assert.True(mix.Written().Count(record => MixFixture.IsFrom(record, "machine")) < before);
    }

    [Fact]
    public void Names_of_files_are_not_identity()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        string[] before = [.. mix.Written().Select(record => record.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
        File.Move(mix.Combine("human.jsonl"), mix.Combine("renamed.jsonl"));
        mix.Policy = mix.Policy.Replace("path: human.jsonl", "path: renamed.jsonl", StringComparison.Ordinal);

        _ = mix.Run();

        Assert.Equal(before, mix.Written().Select(record => record.GetProperty("id").GetString()!).Order(StringComparer.Ordinal));
        Assert.Contains(mix.Notes, note => note.Contains("nothing is read again", StringComparison.Ordinal));
    }

    [Fact]
    public void An_input_that_changed_is_named_and_scanned_again()
    {
        using var mix = new MixFixture();
        _ = mix.Run();
        mix.Append("crawl.jsonl", "{\"id\":\"new\",\"text\":\"a quite new document that nobody has seen before today\"}\n");

        MixResult result = mix.Run();

        Assert.Contains(mix.Notes, note => note.StartsWith("crawl.jsonl", StringComparison.Ordinal) && note.Contains("changed since the last run", StringComparison.Ordinal));
        Assert.Equal(681, result.Flow.Read.Documents);
    }

    [Fact]
    public void Copies_are_merged_and_the_anchor_stays()
    {
        using var mix = new MixFixture();
        string first = JsonDocument.Parse(File.ReadLines(mix.Combine("anchor.jsonl")).First()).RootElement.GetProperty("text").GetString()!;
        mix.Append("crawl.jsonl", $"{{\"id\":\"copy\",\"text\":\"  {first.ToUpperInvariant()}  \"}}\n");

        MixResult result = mix.Run();

        Assert.Equal(1, result.Duplicates.ExactMerged.Documents);
        Assert.Equal(160, mix.Written().Count(record => MixFixture.IsFrom(record, "anchor")));
    }

    [Fact]
    public void The_same_content_declared_human_and_synthetic_is_a_conflict_that_the_date_wins()
    {
        using var mix = new MixFixture();
        string first = JsonDocument.Parse(File.ReadLines(mix.Combine("human.jsonl")).First()).RootElement.GetProperty("text").GetString()!;
        mix.Append("machine.jsonl", $"{{\"id\":\"recited\",\"model\":\"ours@1\",\"text\":\"{first}\"}}\n");

        MixResult result = mix.Run();

        ConflictSummary conflict = Assert.Single(result.Conflicts);
        Assert.Equal(("human", "machine", "human"), (conflict.HumanSource, conflict.SyntheticSource, conflict.Winner));
    }

    [Fact]
    public void A_depth_beyond_the_limit_is_dropped_under_its_reason()
    {
        using var mix = new MixFixture();
        mix.Append("machine.jsonl", $"{{\"id\":\"deep\",\"depth\":3,\"text\":\"{MixFixture.Text("deep", 60)}\"}}\n");

        MixResult result = mix.Run();

        Assert.Equal(1, Assert.Single(result.Flow.Dropped, drop => string.Equals(drop.Reason, "depth", StringComparison.Ordinal)).Amount.Documents);
    }

    [Fact]
    public void A_bad_record_stops_the_run_with_its_place()
    {
        using var mix = new MixFixture();
        mix.Append("crawl.jsonl", "{\"id\":\"broken\",\"text\":\n");

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run());

        Assert.StartsWith("crawl.jsonl:121:", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(mix.RunPath, "mix")));
    }

    [Fact]
    public void With_a_quarantine_the_run_goes_on_and_the_record_is_kept_aside()
    {
        using var mix = new MixFixture();
        mix.Append("crawl.jsonl", "{\"id\":\"broken\",\"text\":\n{\"id\":\"odd\",\"origin\":\"robot\",\"text\":\"a text of an origin that nobody knows\"}\n");

        MixResult result = mix.Run(options => options with { QuarantineShare = 0.01 });

        Assert.Equal(2, result.Flow.Quarantined.Documents);
        string[] aside = [.. Directory.EnumerateFiles(Path.Combine(mix.RunPath, "quarantine")).SelectMany(File.ReadLines)];
        Assert.Equal(2, aside.Length);
        Assert.Contains(aside, line => line.Contains("broken-json", StringComparison.Ordinal));
        Assert.Contains(aside, line => line.Contains("bad-field", StringComparison.Ordinal));
    }

    [Fact]
    public void More_bad_records_than_allowed_stop_the_run()
    {
        using var mix = new MixFixture();
        mix.Append("crawl.jsonl", string.Concat(Enumerable.Repeat("{\"id\":\"broken\"}\n", 20)));

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run(options => options with { QuarantineShare = 0.01 }));

        Assert.Contains("20 of 700 records are bad", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_quarantine_a_strict_run_still_refuses_the_bad_record()
    {
        using var mix = new MixFixture();
        mix.Append("crawl.jsonl", "{\"id\":\"broken\"}\n");
        _ = mix.Run(options => options with { QuarantineShare = 0.5 });

        _ = Assert.ThrowsAny<UserErrorException>(() => mix.Run());
    }

    [Fact]
    public void An_infeasible_policy_is_refused_with_a_number_that_works()
    {
        using var mix = new MixFixture();
        string feasible = mix.Policy;
        mix.Policy = feasible.Replace("synthetic-share: 0.20", "synthetic-share: 0.20, repeats: 1", StringComparison.Ordinal) + "\nbudget: { tokens: 10_000_000 }";

        InfeasiblePolicyException refused = Assert.Throws<InfeasiblePolicyException>(() => mix.Run());

        Assert.Contains("budget", refused.Message, StringComparison.Ordinal);
        string proposed = refused.Message.Split("budget.tokens: ")[1].Split(' ')[0];
        mix.Policy = mix.Policy.Replace("10_000_000", proposed, StringComparison.Ordinal);
        Assert.True(mix.Run().Flow.Written.Tokens <= long.Parse(proposed));
    }

    [Fact]
    public void Copies_can_be_written_out()
    {
        using var mix = new MixFixture();
        mix.Policy = mix.Policy.Replace("format: jsonl", "format: jsonl, expand: true", StringComparison.Ordinal);

        MixResult result = mix.Run();

        Assert.Equal(result.Flow.Written.Copies, mix.Written().Count);
        Assert.All(mix.Written(), record => Assert.Equal(1, record.GetProperty("copies").GetInt32()));
    }

    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("jsonl.zst")]
    [InlineData("parquet")]
    public void The_mix_has_the_same_documents_in_every_format(string format)
    {
        using var mix = new MixFixture();
        MixResult plain = mix.Run();
        mix.Policy = mix.Policy.Replace("format: jsonl", $"format: {format}", StringComparison.Ordinal);

        MixResult result = mix.Run();

        Assert.Equal(plain.Flow, result.Flow with { Dropped = plain.Flow.Dropped });
        Assert.Equal(result.Flow.Written.Copies, CopiesAsDuckDbReadsThem(mix, format));
        Assert.All(result.Outputs, file => Assert.EndsWith("." + format, file.Path, StringComparison.Ordinal));
    }

    private static long CopiesAsDuckDbReadsThem(MixFixture mix, string format)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        return connection.Scalar<long>($"SELECT sum(copies)::BIGINT FROM '{mix.RunPath}/mix/*.{format}'")!.Value;
    }

    [Theory]
    [InlineData("duplicates: { near: false }")]
    [InlineData("duplicates: { exact: false }")]
    [InlineData("duplicates: { exact: false, near: false }")]
    public void Copies_of_one_kind_or_none_can_be_merged(string duplicates)
    {
        using var mix = new MixFixture();
        File.Copy(mix.Combine("human.jsonl"), mix.Combine("twin.jsonl"));
        mix.Policy = $"{mix.Policy.Replace("path: human.jsonl", "path: [human.jsonl, twin.jsonl]", StringComparison.Ordinal)}\n{duplicates}\n";

        MixResult result = mix.Run();

        Assert.Equal(duplicates.Contains("exact: false, near: false", StringComparison.Ordinal) ? 0 : 240, result.Flow.Merged.Documents);
    }

    [Fact]
    public void The_same_file_as_anchor_and_as_another_source_is_read_by_one_worker_at_a_time()
    {
        using var mix = new MixFixture();
        File.Copy(mix.Combine("anchor.jsonl"), mix.Combine("again.jsonl"));
        mix.Policy = mix.Policy.Replace("path: human.jsonl", "path: again.jsonl", StringComparison.Ordinal);

        MixResult result = mix.Run(options => options with { Workers = 4, ShardBytes = 4096 });

        Assert.Equal(160, result.Duplicates.ExactMerged.Documents);
        IEnumerable<string> scannedTwice = File.ReadLines(Path.Combine(mix.RunPath, "journal.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(e => e.GetProperty("event").ValueEquals("shard-scanned") && e.GetProperty("probes").EnumerateArray().Any(probe => probe.ValueEquals("identity")))
            .Select(e => e.GetProperty("key").GetString()!)
            .GroupBy(key => key, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key);
        Assert.Empty(scannedTwice); // Two workers on the same facts file would tear it out of each other's hands.
    }

    [Fact]
    public void Another_field_for_the_origin_rejects_other_records()
    {
        using var mix = new MixFixture();
        mix.Append("crawl.jsonl", "{\"label\":\"robot\",\"text\":\"a text whose label nobody knows, in a field that is not read at first\"}\n");
        Assert.Equal(0, mix.Run(options => options with { QuarantineShare = 0.1 }).Flow.Quarantined.Documents);
        mix.Policy = mix.Policy.Replace("fields: {", "fields: { origin: label,", StringComparison.Ordinal);

        Assert.Equal(1, mix.Run(options => options with { QuarantineShare = 0.1 }).Flow.Quarantined.Documents);
    }

    [Fact]
    public void Bad_records_of_a_mended_file_do_not_stay_aside()
    {
        using var mix = new MixFixture();
        string good = File.ReadAllText(mix.Combine("crawl.jsonl"));
        mix.Append("crawl.jsonl", "{\"id\":\"broken\"}\n");
        _ = mix.Run(options => options with { QuarantineShare = 0.1 });
        _ = mix.Write("crawl.jsonl", good);

        _ = mix.Run(options => options with { QuarantineShare = 0.1 });

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(mix.RunPath, "quarantine")));
    }

    [Fact]
    public void A_run_folder_inside_the_corpus_is_not_read_as_corpus()
    {
        using var mix = new MixFixture();
        mix.Policy = mix.Policy.Replace("path: crawl.jsonl", "path: \"**/crawl*.jsonl\"", StringComparison.Ordinal);
        MixResult first = mix.Run();
        File.Copy(mix.Combine("crawl.jsonl"), Path.Combine(mix.RunPath, "facts", "crawl-copy.jsonl"));

        MixResult second = mix.Run();

        Assert.Equal(first.Flow.Read, second.Flow.Read);
        Assert.Contains(mix.Notes, note => note.Contains("the run folder run is left out", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_behind_a_link_that_changes_is_noticed()
    {
        using var mix = new MixFixture();
        File.Move(mix.Combine("crawl.jsonl"), mix.Combine("real.jsonl"));
        _ = File.CreateSymbolicLink(mix.Combine("crawl.jsonl"), mix.Combine("real.jsonl"));
        _ = mix.Run();
        mix.Append("real.jsonl", "{\"id\":\"new\",\"text\":\"a quite new document that nobody has seen before today\"}\n");

        Assert.Equal(681, mix.Run().Flow.Read.Documents);
    }

    [Fact]
    public void A_file_that_vanishes_during_the_run_is_named()
    {
        using var mix = new MixFixture();
        mix.OnStep = step =>
        {
            if (step is "scan")
            {
                File.Delete(mix.Combine("crawl.jsonl"));
            }
        };

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run());

        Assert.Contains("crawl.jsonl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changes_during_the_run_stops_it_and_the_next_run_reads_it_again()
    {
        using var mix = new MixFixture();
        bool changed = false;
        mix.OnStep = step =>
        {
            if (step is "scan" && !changed)
            {
                changed = true;
                mix.Append("crawl.jsonl", "{\"id\":\"late\",\"text\":\"a document that was written while the run was reading\"}\n");
            }
        };

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run());
        MixResult next = mix.Run();

        Assert.Contains("crawl.jsonl: the file changed while the run was reading it", error.Message, StringComparison.Ordinal);
        Assert.Equal(681, next.Flow.Read.Documents);
    }

    [Fact]
    public void A_corpus_without_a_document_is_refused()
    {
        using var mix = new MixFixture();
        foreach (string name in new[] { "anchor", "human", "machine", "crawl" })
        {
            _ = mix.Write($"{name}.jsonl", "\n");
        }

        _ = Assert.Throws<InfeasiblePolicyException>(() => mix.Run());
    }

    [Fact]
    public void A_parent_that_is_not_there_is_known_before_anything_is_read()
    {
        using var mix = new MixFixture();
        mix.Policy += "\nparents: [nowhere]\n";

        UserErrorException error = Assert.ThrowsAny<UserErrorException>(() => mix.Run());

        Assert.Contains("\"nowhere\"", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(mix.RunPath, "facts")));
    }
}
