using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Scorers;
using Assay.Tests.Pipeline.Scorers;

namespace Assay.Tests.Pipeline.Measure;

public sealed class MeasureScorerTests
{
    /// <summary>Scores a document by how often it says "machine".</summary>
    private const string Counting = """
        command:while read -r line; do id=$(printf '%s' "$line" | sed 's/.*"id":\([0-9]*\).*/\1/'); printf '{"id":%s,"score":%s}\n' $id $(printf '%s' "$line" | grep -o machine | wc -l); done
        """;

    private static string Jsonl(string name, int human, int machine) =>
        MeasureFixture.Jsonl(name, human) + MeasureFixture.Jsonl($"{name}-m", machine).Replace("house", "machine", StringComparison.Ordinal);

    [Fact]
    public void A_command_stands_in_the_detectors_place()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is for a POSIX shell.");
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", Jsonl("crawl", 80, 20));
        _ = folder.Write("old.jsonl", Jsonl("old", 100, 0));
        _ = folder.Write("prompted.jsonl", Jsonl("prompted", 0, 100));

        MeasureResult result = MeasureFixture.Run(MeasureFixture.Options(folder, "crawl.jsonl") with
        {
            Human = ["old.jsonl"],
            Machine = ["prompted.jsonl"],
            Scorer = ScorerSpec.Parse(Counting.Trim()),
        }).Result;

        Assert.Equal("references", result.Calibration);
        Assert.InRange(result.Corpus.ByDocuments.Value!.Value, .1, .3); // one in five says machine
        Assert.StartsWith("the command while read", result.Detector.Name, StringComparison.Ordinal);
        Assert.Null(result.Drift);
        Assert.All(result.Most, document => Assert.Empty(document.Reasons));
        Assert.True(result.Most[0].LogOdds > 0 && result.Least[0].LogOdds == 0);
    }

    [Fact]
    public void An_n_gram_model_learns_from_the_known_human_documents_and_scores_them_as_any_others()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 100));
        _ = folder.Write("old.jsonl", MeasureFixture.Jsonl("old", 100));
        MeasureOptions options = MeasureFixture.Options(folder, "crawl.jsonl") with { Human = ["old.jsonl"], Scorer = ScorerSpec.Parse("ngram:signal=likelihood") };

        MeasureResult result = MeasureFixture.Run(options).Result;

        Assert.Equal("human", result.Calibration);
        Assert.Equal(0, result.Corpus.ByDocuments.Low!.Value, 6); // Both are drawn alike, and the model is no kinder to its own.
        Assert.Contains("2-gram model", result.Detector.Name, StringComparison.Ordinal);
        UserErrorException error = Assert.Throws<UserErrorException>(() => MeasureFixture.Run(options with { Human = [] }));
        Assert.Contains("--human", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_references_another_scorer_has_no_answer()
    {
        using var server = new SmallServer((_, _) => new("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,-1],"top_logprobs":[null,{"b":-1}]}}],"usage":{"prompt_tokens":2}}"""));
        using var folder = new TemporaryFolder();
        _ = folder.Write("crawl.jsonl", MeasureFixture.Jsonl("crawl", 40));

        MeasureResult result = MeasureFixture.Run(MeasureFixture.Options(folder, "crawl.jsonl") with
        {
            Scorer = ScorerSpec.Parse($"{server.Address}#model=m"),
            ScorerOptions = new() { CacheFolder = folder.Combine("cache") },
        }).Result;

        Assert.Equal(40, server.Requests);
        Assert.Equal(EstimateAnswer.None, result.Corpus.ByDocuments.Answer);
        Assert.Equal(40, result.Corpus.TooShortDocuments); // two tokens are too few for a score
        Assert.Single(Directory.GetFiles(folder.Combine("cache")));
    }
}
