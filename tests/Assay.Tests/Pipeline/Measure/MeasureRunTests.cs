using System.Text;
using Assay.Core.Errors;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Results;

namespace Assay.Tests.Pipeline.Measure;

public sealed class MeasureRunTests
{
    [Fact]
    public void Every_record_is_counted_once_and_short_ones_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 60) + MeasureFixture.Jsonl("crawl", 2) + "{\"text\": \"a few words\"}\n");
        _ = folder.Write("forum.jsonl", MeasureFixture.Jsonl("forum", 20));

        MeasureResult result = MeasureFixture.Run(MeasureFixture.Options(folder, "crawl.jsonl", "forum.jsonl") with { Strata = ["lang"] }).Result;

        Assert.Equal((81, 1), (result.Corpus.Documents, result.Corpus.TooShortDocuments));
        Assert.Equal(80, result.Corpus.ByDocuments.N);
        Assert.Equal(["crawl", "forum"], result.Sources.Select(part => part.Name));
        Assert.Equal([61, 20], result.Sources.Select(part => part.Documents));
        Assert.Empty(result.Strata); // Forty documents each: too few to be measured by themselves.
        Assert.Contains(result.Notes, note => note.StartsWith("2 records repeat", StringComparison.Ordinal));
        Assert.Equal(1, result.Histogram.Sum(bar => bar.Corpus), 1e-9);
        Assert.Equal(8, result.Most.Count);
        Assert.Equal(result.Most.Select(d => d.LogOdds).OrderDescending(), result.Most.Select(d => d.LogOdds));
        Assert.True(result.Most[0].LogOdds >= result.Least[0].LogOdds);
        Assert.All(result.Most, document => Assert.NotEmpty(document.Reasons));
        Assert.NotEqual(EstimateAnswer.Estimate, result.Corpus.ByTokens.Answer); // Nothing calibrates it.
    }

    [Fact]
    public void References_that_the_corpus_holds_too_are_left_out()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 80));
        _ = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 60) + MeasureFixture.Jsonl("crawl", 5));

        MeasureResult result = MeasureFixture.Run(MeasureFixture.Options(folder, "crawl.jsonl") with { Human = ["old.jsonl"] }).Result;

        Assert.Equal((60, 60, 5), (result.Human!.Documents, result.Human.Scored, result.Human.AlsoInCorpus));
        Assert.Equal("human", result.Calibration);
        Assert.Equal(EstimateAnswer.Bound, result.Corpus.ByTokens.Answer);
        Assert.Equal(0, result.Corpus.ByTokens.Low); // Both are drawn alike.
        Assert.Equal(60, result.Drift!.Documents);
    }

    [Fact]
    public void References_of_both_kinds_teach_the_detector_and_the_false_positives_stay_its_own()
    {
        using var folder = new TemporaryFolder();
        string Machine(string name, int count) => MeasureFixture.Jsonl(name, count).Replace(" river ", " tapestry ", StringComparison.Ordinal).Replace(" old ", " pivotal ", StringComparison.Ordinal);
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 280) + Machine("bots", 120));
        _ = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 200) + MeasureFixture.Jsonl("crawl", 5));
        _ = folder.Write("prompted.jsonl", Machine("prompted", 150));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl") with { Human = ["old.jsonl"] };

        MeasureResult alone = MeasureFixture.Run(options).Result, both = MeasureFixture.Run(options with { Machine = ["prompted.jsonl"] }).Result;

        Assert.Null(alone.Adaptation);
        Assert.True(both.Adaptation!.AurocAfter > both.Adaptation.AurocBefore, $"{both.Adaptation}");
        Estimate share = both.Corpus.ByDocuments;
        Assert.Equal((ShareMethods.MixtureLikelihood, EstimateAnswer.Estimate), (share.Method, share.Answer));
        Assert.True(share.Low <= 0.3 && share.High >= 0.3 && share.High - share.Low < 0.08, $"{share.Low} to {share.High}");
        Assert.Equal(alone.Drift, both.Drift);
        Assert.Equal(5, both.Human!.AlsoInCorpus);
        Assert.Equal(ResultJson.Write(both), ResultJson.Write(MeasureFixture.Run(options with { Machine = ["prompted.jsonl"], Workers = 1 }).Result));
    }

    [Fact]
    public void What_was_learned_from_documents_that_are_no_references_is_not_used()
    {
        using var folder = new TemporaryFolder();
        string Machine(string name, int count) => MeasureFixture.Jsonl(name, count).Replace(" river ", " tapestry ", StringComparison.Ordinal).Replace(" old ", " pivotal ", StringComparison.Ordinal);
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 200));
        _ = folder.Write("part.jsonl", MeasureFixture.Jsonl("crawl", 150)); // all of them stand in the corpus
        _ = folder.Write("prompted.jsonl", Machine("prompted", 150));
        _ = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 150));
        _ = folder.Write("repeated.jsonl", string.Concat(Enumerable.Repeat(Machine("prompted", 40), 4)));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl");

        MeasureResult none = MeasureFixture.Run(options).Result;
        MeasureResult inside = MeasureFixture.Run(options with { Human = ["part.jsonl"], Machine = ["prompted.jsonl"] }).Result;
        MeasureResult repeated = MeasureFixture.Run(options with { Human = ["old.jsonl"], Machine = ["repeated.jsonl"] }).Result;

        Assert.Equal((null, null), (inside.Adaptation, repeated.Adaptation));
        Assert.Equal((none.Corpus.ByTokens.Method, none.Corpus.ByTokens.Low, none.Corpus.ByTokens.High), (inside.Corpus.ByTokens.Method, inside.Corpus.ByTokens.Low, inside.Corpus.ByTokens.High));
        Assert.Equal(none.Most.Select(d => d.LogOdds), inside.Most.Select(d => d.LogOdds));
        Assert.Equal(none.Most.Select(d => d.LogOdds), repeated.Most.Select(d => d.LogOdds));
    }

    [Fact]
    public void Bad_records_stop_the_run_unless_a_share_of_them_is_allowed_and_are_counted_then()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 30) + "{\"text\": 7}\n{\"text\": \"\"}\n" + MeasureFixture.Jsonl("more", 30));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl");

        MeasureResult result = MeasureFixture.Run(options with { BadShare = 0.05 }).Result;

        Assert.Equal(60, result.Corpus.Documents);
        Assert.Contains(result.Notes, note => note.StartsWith("crawl.jsonl: 2 bad records are left out; the first is crawl.jsonl:31", StringComparison.Ordinal));
        Assert.Contains("crawl.jsonl:31", Assert.ThrowsAny<UserErrorException>(() => MeasureFixture.Run(options)).Message, StringComparison.Ordinal);
        Assert.Contains("2 of 62 records", Assert.ThrowsAny<UserErrorException>(() => MeasureFixture.Run(options with { BadShare = 0.03 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Suggested_labels_come_back_as_an_estimate()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 120));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl");
        SuggestedLabels suggested = MeasureFixture.Run(options with { SuggestLabels = 40 }).Suggested!;
        string[] lines = Encoding.UTF8.GetString(suggested.ToJsonl()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string filled = string.Join('\n', lines.Select((line, i) => line.Replace("\"label\":\"\",\"reviewer\":\"\"", $"\"label\":\"{(i % 4 == 0 ? "machine" : "human")}\",\"reviewer\":\"ann\"", StringComparison.Ordinal)));
        string second = lines[0].Replace("\"label\":\"\",\"reviewer\":\"\"", "\"label\":\"human\",\"reviewer\":\"ben\"", StringComparison.Ordinal);
        _ = folder.Write("labels.jsonl", $"{filled}\n{second}\n");

        MeasureResult result = MeasureFixture.Run(options with { Labels = ["labels.jsonl"] }).Result;

        Assert.Equal(40, lines.Length);
        Assert.Equal((40, 40, 2), (result.Labels!.Documents, result.Labels.Found, result.Labels.Reviewers));
        Assert.Equal((1, 0.0), (result.Labels.Agreement!.Documents, result.Labels.Agreement.Raw));
        Assert.Equal(ShareMethods.WeightedCount, result.Corpus.ByDocuments.Method);
        Assert.InRange(result.Corpus.ByDocuments.Value!.Value, 0.1, 0.4);
    }

    [Theory]
    [InlineData("{\"id\": \"x\"}", "1: the id \"x\" is not one of Assay's.")]
    [InlineData("{\"id\": \"0123456789abcdef0123456789abcdef\"}", "1: this document has no label yet.")]
    [InlineData("{\"id\": \"0123456789abcdef0123456789abcdef\", \"label\": \"bot\"}", "1: the label is \"bot\".")]
    [InlineData("{\"id\": \"0123456789abcdef0123456789abcdef\", \"label\": \"human\"}", "1: this label has no inclusionProbability.")]
    [InlineData("{\"id\": \"0123456789abcdef0123456789abcdef\", \"label\": \"human\", \"inclusionProbability\": 2}", "1: inclusionProbability is 2.")]
    [InlineData("[1]", "1: this line is not a JSON object.")]
    [InlineData("{\"id\"", "1:6: this line is not valid JSON.")]
    public void A_mistake_among_the_labels_is_told_with_its_place(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("labels.jsonl", line + "\n");

        UserErrorException error = Assert.Throws<UserErrorException>(() => MeasureFixture.Run(MeasureFixture.Options(folder, "none.jsonl") with { Labels = ["labels.jsonl"] }));

        Assert.StartsWith($"labels.jsonl:{expected}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_without_probabilities_are_taken_where_they_are_said_to_be_random()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 100));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl");
        string[] ids = [.. Encoding.UTF8.GetString(MeasureFixture.Run(options with { SuggestLabels = 100 }).Suggested!.ToJsonl()).Split('\n')[..25].Select(line => line[7..39])];
        _ = folder.Write("labels.jsonl", string.Concat(ids.Select(id => $"{{\"id\": \"{id}\", \"label\": \"human\"}}\n")));

        Estimate share = MeasureFixture.Run(options with { Labels = ["labels.jsonl"], LabelsAreRandom = true }).Result.Corpus.ByDocuments;

        // None of 25 of 100: C(100 − K, 25)/C(100, 25) falls to .025 at K = 11.
        Assert.Equal((ShareMethods.ExactCount, 0.0, 0.0), (share.Method, share.Value, share.Low));
        Assert.InRange(share.High!.Value, 0.10, 0.13);
    }

    [Fact]
    public void The_number_of_workers_changes_no_byte()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("a.jsonl", MeasureFixture.Jsonl("a", 60));
        _ = folder.Write("b.jsonl", MeasureFixture.Jsonl("b", 60));
        _ = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 40));
        MeasureOptions options = MeasureFixture.Options(folder, "a.jsonl", "b.jsonl") with { Human = ["old.jsonl"] };

        Assert.Equal(ResultJson.Write(MeasureFixture.Run(options with { Workers = 1 }).Result), ResultJson.Write(MeasureFixture.Run(options with { Workers = 3 }).Result));
    }
}
