using System.Security.Cryptography;
using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Core.Text;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Removal;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

public sealed class CalibratedMixTests
{
    [Fact]
    public void The_share_of_an_unknown_source_is_measured_and_the_mix_keeps_the_cap_in_truth()
    {
        using var mix = new CalibratedFixture();

        MixResult result = mix.Run();

        CalibratedSource crawl = Assert.Single(result.Calibration);
        Assert.Equal(("references", 160L, 80L, (long)CalibratedFixture.Unknown), (crawl.By, crawl.Human, crawl.Machine, crawl.Documents));
        double truth = (double)CalibratedFixture.Hidden / CalibratedFixture.Unknown;
        Assert.InRange(truth, crawl.ByDocuments.Low!.Value, crawl.ByDocuments.High!.Value);
        Assert.Equal("measured", result.Sources[1].Calibration);
        Assert.True(TrueShare(mix) <= 0.15);
        Assert.True(result.SyntheticShare.After.High <= 0.15);
        Assert.True(crawl.Mix!.HumanKept > 0.5, $"only {crawl.Mix.HumanKept:P0} of the human text is kept");
        Assert.Equal([0, 1, 3, 10], crawl.TradeOff.Select(row => row.Exponent));
    }

    [Fact]
    public void Calibration_documents_stay_out_of_the_mix()
    {
        using var mix = new CalibratedFixture();

        MixResult result = mix.Run();

        Assert.Equal(120 + CalibratedFixture.Unknown, result.Flow.Read.Documents);
        Assert.All(Written(mix), record => Assert.DoesNotContain("known", record.GetProperty("source_id").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public void A_document_that_also_stands_in_the_calibration_is_left_out_of_the_estimate()
    {
        using var mix = new CalibratedFixture();
        string[] human = File.ReadAllLines(mix.Combine("human.jsonl"));
        string[] machine = File.ReadAllLines(mix.Combine("machine.jsonl"));
        File.AppendAllLines(mix.Combine("crawl.jsonl"), [human[0], human[1], machine[0]]);
        mix.Policy += "\nduplicates: { near: false }\nfilter: { weight-exponent: 0 }";

        MixResult result = mix.Run();

        CalibratedSource crawl = Assert.Single(result.Calibration);
        Assert.Equal((3L, (long)CalibratedFixture.Unknown), (crawl.AlsoInCalibration, crawl.Documents));
        Assert.Equal(1, Decision(mix, machine[0]).Upper);
        Assert.True(Decision(mix, human[0]).Upper < 1);
        Assert.Equal("unknown", Decision(mix, human[0]).Origin);
    }

    [Fact]
    public void Evidence_outranks_a_score()
    {
        using var mix = new CalibratedFixture();
        // Written like a machine and dated before there were any; written like a person and declared.
        _ = mix.Write("books.jsonl", $"{{\"text\":\"{CalibratedFixture.Text("odd", 1, isMachine: true)}\"}}\n" + File.ReadAllText(mix.Combine("books.jsonl")));
        File.AppendAllText(mix.Combine("crawl.jsonl"), $"{{\"model\":\"ours@1\",\"text\":\"{CalibratedFixture.Text("odd", 2, isMachine: false)}\"}}\n");
        mix.Policy += "\nfilter: { drop-above: 0.5 }";

        _ = mix.Run();

        Assert.Equal(("human", 0.0, "kept"), Of(Decision(mix, CalibratedFixture.Text("odd", 1, isMachine: true))));
        Assert.Equal(("synthetic", 1.0), (Decision(mix, CalibratedFixture.Text("odd", 2, isMachine: false)).Origin, Decision(mix, CalibratedFixture.Text("odd", 2, isMachine: false)).Upper));
    }

    [Fact]
    public void A_filter_drops_under_its_own_reason_and_reads_no_text_again()
    {
        using var mix = new CalibratedFixture();
        MixResult before = mix.Run();
        mix.Policy += "\nfilter: { drop-above: 0.9, weight-exponent: 0 }";

        MixResult after = mix.Run();

        Assert.DoesNotContain(before.Flow.Dropped, drop => drop.Reason is "machine-like");
        DropSummary dropped = Assert.Single(after.Flow.Dropped, drop => drop.Reason is "machine-like");
        Assert.InRange(dropped.Amount.Documents, 30, 80);
        Assert.Equal(dropped.Amount, Assert.Single(after.Calibration).Filtered);
        Assert.Contains(mix.Notes, note => note.Contains("nothing is read again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_score_threshold_works_without_a_calibration()
    {
        using var mix = new CalibratedFixture();
        mix.Policy = mix.Policy.Replace(", calibration: { human: human.jsonl, machine: machine.jsonl }", ", assume-synthetic: 0.3", StringComparison.Ordinal) + "\nfilter: { drop-above-score: 0 }";

        MixResult result = mix.Run();

        Assert.Empty(result.Calibration);
        Assert.Equal("assumed", result.Sources[1].Calibration);
        Assert.InRange(Assert.Single(result.Flow.Dropped, drop => drop.Reason is "machine-like").Amount.Documents, 40, 100);
    }

    [Fact]
    public void A_corpus_unlike_its_calibration_counts_as_if_it_had_none()
    {
        using var mix = new CalibratedFixture();
        // Neither people nor machines write so: half of the special words of each.
        _ = mix.Write("crawl.jsonl", string.Concat(Enumerable.Range(0, 200).Select(i =>
            $"{{\"text\":\"{string.Join(' ', CalibratedFixture.Text("a", i, true).Split(' ').Take(60).Concat(CalibratedFixture.Text("b", i, false).Split(' ').Take(60)))}\"}}\n")));

        MixResult result = mix.Run();

        Assert.Equal("nothing", Assert.Single(result.Calibration).By);
        Assert.Equal(("worst-case", EstimateAnswer.Bound), (result.Sources[1].Calibration, result.Sources[1].SyntheticShare.Answer));
        Assert.Contains(result.Warnings, warning => warning.Contains("The calibration of \"crawl\" gives no answer", StringComparison.Ordinal));
    }

    [Fact]
    public void Short_documents_are_not_scored_and_count_as_synthetic()
    {
        using var mix = new CalibratedFixture();
        File.AppendAllText(mix.Combine("crawl.jsonl"), "{\"text\":\"a short note\"}\n");

        MixResult result = mix.Run();

        Assert.Equal(1, Assert.Single(result.Calibration).TooShortDocuments);
        Assert.Equal(1, Decision(mix, "a short note").Upper);
        Assert.Contains(result.Assumptions, line => line.Contains("1 documents of \"crawl\" are too short", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_of_the_source_calibrate_it()
    {
        using var mix = new CalibratedFixture();
        string[] lines = File.ReadAllLines(mix.Combine("crawl.jsonl"));
        _ = mix.Write("labels.jsonl", string.Concat(Enumerable.Range(0, 80).Select(i => 3 * i).Select(i =>
            $"{{\"id\":\"{IdOf(lines[i])}\",\"label\":\"{(i < CalibratedFixture.Hidden ? "machine" : "human")}\",\"reviewer\":\"ada\",\"inclusionProbability\":0.3333}}\n")));
        mix.Policy = mix.Policy.Replace("human: human.jsonl, machine: machine.jsonl", "labels: labels.jsonl", StringComparison.Ordinal);

        MixResult result = mix.Run();

        CalibratedSource crawl = Assert.Single(result.Calibration);
        Assert.Equal(("labels", 80L), (crawl.By, crawl.Labelled));
        Assert.InRange(0.3, crawl.ByDocuments.Low!.Value, crawl.ByDocuments.High!.Value);
        Assert.Contains("labels.jsonl", File.ReadAllText(Path.Combine(mix.RunPath, "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_of_workers_changes_no_byte()
    {
        using var one = new CalibratedFixture();
        using var three = new CalibratedFixture();

        _ = one.Run(options => options with { Workers = 1 });
        _ = three.Run(options => options with { Workers = 3 });

        Assert.Equal(Fingerprint(one.RunPath), Fingerprint(three.RunPath));
    }

    [Fact]
    public void A_changed_calibration_is_named_and_decided_anew()
    {
        using var mix = new CalibratedFixture();
        MixResult before = mix.Run();
        File.AppendAllText(mix.Combine("human.jsonl"), $"{{\"text\":\"{CalibratedFixture.Text("late", 1, isMachine: false)}\"}}\n");

        MixResult after = mix.Run();

        Assert.Contains(mix.Notes, note => note.StartsWith("human.jsonl", StringComparison.Ordinal) && note.Contains("changed since the last run", StringComparison.Ordinal));
        Assert.Equal((160L, 161L), (before.Calibration[0].Human, after.Calibration[0].Human));
    }

    [Fact]
    public void A_removed_document_is_gone_from_the_calibration_too()
    {
        using var mix = new CalibratedFixture();
        string[] human = File.ReadAllLines(mix.Combine("human.jsonl"));
        File.AppendAllLines(mix.Combine("crawl.jsonl"), [human[0]]);
        _ = mix.Run();

        RemoveResult removed = new RemoveRun(
            new RemoveOptions { RunFolder = mix.RunPath, OutFolder = mix.Combine("clean"), Ids = new HashSet<DocumentId> { IdOf(human[0]) }, Workers = 2, ShardBytes = 32_768 },
            new QuietProgress(),
            TimeProvider.System).Run(_ => "<html></html>", CancellationToken.None);

        CalibratedSource crawl = Assert.Single(removed.Mix.Calibration);
        Assert.Equal((159L, 0L), (crawl.Human, crawl.AlsoInCalibration));
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        Assert.Equal(0, connection.Scalar<long>($"SELECT count(*) FROM '{mix.Combine("clean")}/facts/identity/*.parquet' WHERE id = ?", new Guid(Convert.FromHexString(IdOf(human[0]).ToString()), bigEndian: true).ToString()));
    }

    [Fact]
    public void A_detector_that_is_not_there_is_known_before_anything_is_read()
    {
        using var mix = new CalibratedFixture();
        File.Delete(mix.Combine("small.detector"));

        UserErrorException error = Assert.Throws<UserErrorException>(() => mix.Run());

        Assert.Contains("The detector \"small.detector\" cannot be read", error.Message, StringComparison.Ordinal);
    }

    private static double TrueShare(CalibratedFixture mix)
    {
        (double machine, double all) = (0, 0);
        foreach (JsonElement record in Written(mix))
        {
            double tokens = record.GetProperty("tokens").GetDouble() * record.GetProperty("copies").GetDouble();
            string id = record.GetProperty("source_id").GetString()!;
            bool isMachine = id.StartsWith("crawl-", StringComparison.Ordinal) && int.Parse(id[6..]) < CalibratedFixture.Hidden;
            (machine, all) = (machine + (isMachine ? tokens : 0), all + tokens);
        }

        return machine / all;
    }

    private static IEnumerable<JsonElement> Written(CalibratedFixture mix) =>
        Directory.EnumerateFiles(Path.Combine(mix.RunPath, "mix")).SelectMany(File.ReadLines).Select(line => JsonDocument.Parse(line).RootElement);

    private static (string Origin, double Upper, string Outcome) Of((string Origin, double Upper, string Outcome) decision) => decision;

    /// <summary>What was decided of a document, by its text or its line.</summary>
    private static (string Origin, double Upper, string Outcome) Decision(CalibratedFixture mix, string textOrLine)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        using DuckReader reader = connection.Query(
            $"SELECT origin, synthetic_probability, outcome FROM '{mix.RunPath}/decisions.parquet' WHERE id = ?",
            new Guid(Convert.FromHexString(IdOf(textOrLine).ToString()), bigEndian: true).ToString());
        Assert.True(reader.NextChunk());
        return (reader.Text(0, 0), reader.Column<double>(1)[0], reader.Text(2, 0));
    }

    private static DocumentId IdOf(string textOrLine) => Identity1.Compute(System.Text.Encoding.UTF8.GetBytes(
        textOrLine.StartsWith('{') ? JsonDocument.Parse(textOrLine).RootElement.GetProperty("text").GetString()! : textOrLine));

    private static SortedDictionary<string, string> Fingerprint(string run)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("journal.jsonl" or "run.lock")))
        {
            files[Path.GetRelativePath(run, file)] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return files;
    }

    private sealed class QuietProgress : IRunProgress
    {
        public void StepStarted(string name, long total, string unit)
        {
        }

        public void Advanced(long amount)
        {
        }

        public void StepFinished()
        {
        }

        public void Note(string line)
        {
        }
    }
}
