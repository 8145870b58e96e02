using System.Text.Json;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Pipeline.Scorers;
using Answer = Assay.Tests.Pipeline.Scorers.SmallServer.Answer;

namespace Assay.Tests.Pipeline.Scorers;

public sealed class CompletionsScorerTests : IDisposable
{
    private const string Good = """
        {"choices":[{"logprobs":{
          "tokens":["a"," b"," c","!"],
          "token_logprobs":[null,-0.5,-3.0,-0.1],
          "top_logprobs":[null,{" b":-0.5," x":-1.5},{" y":-0.2," z":-2.5},{"!":-0.1}],
          "text_offset":[0,1,3,5]}}],
         "usage":{"prompt_tokens":3,"completion_tokens":1}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-scorer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CompletionsOptions Options(SmallServer server, LanguageSignal signal = LanguageSignal.Likelihood, string? second = null) => new()
    {
        Endpoint = new Uri($"{server.Address}/v1/completions"),
        Model = "m",
        SecondModel = second,
        Signal = signal,
        Top = 2,
        VocabularySize = 10,
        LeastTokens = 2,
    };

    private static async Task<UserErrorException> FailsAsync(Func<JsonElement, int, Answer> answer, ScorerOptions how)
    {
        using var server = new SmallServer(answer);
        using var scorer = new CompletionsScorer(Options(server), how);
        return await Assert.ThrowsAsync<UserErrorException>(() => scorer.ScoreAsync(["a b c"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_sums_are_those_of_the_prompt_alone()
    {
        JsonElement sent = default;
        using var server = new SmallServer((request, _) =>
        {
            sent = request.Clone();
            return new(Good);
        });
        using var scorer = new CompletionsScorer(Options(server), new() { ApiKey = "secret" });

        TokenStatistics sums = await scorer.MeasureAsync("a b c", TestContext.Current.CancellationToken);

        Assert.Equal(2, sums.Tokens); // the first token has no probability, the last was generated
        Assert.Equal(-3.5, sums.LogProbability, 12);
        Assert.Equal(9.25, sums.Squared, 12);
        Assert.Equal(Math.Log(3), sums.LogRank!.Value, 12); // first in its list; beyond a list of two
        // What two listed tokens leave is spread over the eight others.
        double r1 = 1 - Math.Exp(-.5) - Math.Exp(-1.5), r2 = 1 - Math.Exp(-.2) - Math.Exp(-2.5);
        double expected = (-.5 * Math.Exp(-.5)) - (1.5 * Math.Exp(-1.5)) + (r1 * Math.Log(r1 / 8)) - (.2 * Math.Exp(-.2)) - (2.5 * Math.Exp(-2.5)) + (r2 * Math.Log(r2 / 8));
        Assert.Equal(expected, sums.Expected!.Value, 12);
        Assert.True(sums.Variance > 0);
        Assert.Null(sums.CrossEntropy);
        Assert.True(sent.GetProperty("echo").GetBoolean());
        Assert.Equal("a b c", sent.GetProperty("prompt").GetString());
        Assert.Equal(2, sent.GetProperty("logprobs").GetInt32());
        Assert.Contains("Authorization: Bearer secret", server.Heads[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_models_that_agree_have_a_cross_entropy_of_their_entropy()
    {
        using var server = new SmallServer((_, _) => new(Good));
        using var scorer = new CompletionsScorer(Options(server, LanguageSignal.Binoculars, "n"));

        TokenStatistics sums = await scorer.MeasureAsync("a b c", TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Requests);
        Assert.Equal(-sums.Expected!.Value, sums.CrossEntropy!.Value, 12);
        Assert.Equal(sums.LogProbability / sums.CrossEntropy.Value, sums.Signal(LanguageSignal.Binoculars), 12);
    }

    [Fact]
    public async Task Two_models_that_cut_the_text_differently_are_refused()
    {
        using var server = new SmallServer((request, _) => new(request.GetProperty("model").ValueEquals("m") ? Good : Good.Replace("\" b\"", "\" bb\"", StringComparison.Ordinal)));
        using var scorer = new CompletionsScorer(Options(server, LanguageSignal.Binoculars, "n"));

        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => scorer.ScoreAsync(["a b c"], TestContext.Current.CancellationToken));
        Assert.Contains("different tokens", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(503, "")]
    [InlineData(429, "Retry-After: 7\r\n")]
    public async Task A_server_in_trouble_is_asked_again_after_growing_pauses(int status, string header)
    {
        var time = new HastyTime();
        using var server = new SmallServer((_, number) => number < 4 ? new("busy", status, header) : new(Good));
        using var scorer = new CompletionsScorer(Options(server), new() { Time = time });

        DocumentScore score = Assert.Single(await scorer.ScoreAsync(["a b c"], TestContext.Current.CancellationToken));

        Assert.Equal(-1.75, score.Value, 12);
        Assert.Equal(4, server.Requests);
        Assert.Equal(header.Length > 0 ? [7, 7, 7] : [.5, 1, 2], time.Pauses);
    }

    [Theory]
    [InlineData("this is not JSON", null)]
    [InlineData("{\"choices\":[]}", null)]
    [InlineData("{\"choices\":[{\"logprobs\":null}]}", null)]
    [InlineData("{\"choices\":[{\"logprobs\":{\"tokens\":[\"a\"],\"token_logprobs\":[],\"top_logprobs\":[]}}]}", null)]
    [InlineData("{\"choices\":[{\"logprobs\":{\"tokens\":[\"a\",\"b\"],\"token_logprobs\":[2.5,-1],\"top_logprobs\":[{},{}]}}]}", null)]
    [InlineData("{\"choices\":[{\"logprobs\":{\"tokens\":[", null)] // whole by its length, cut off by its content
    [InlineData(Good, 60)] // broken off on the way
    public async Task An_answer_that_cannot_be_read_is_asked_for_again(string body, int? breakOffAfter)
    {
        using var server = new SmallServer((_, number) => number == 1 ? new(body, BreakOffAfter: breakOffAfter) : new(Good));
        using var scorer = new CompletionsScorer(Options(server), new() { Time = new HastyTime() });

        Assert.Equal(-1.75, Assert.Single(await scorer.ScoreAsync(["a b c"], TestContext.Current.CancellationToken)).Value, 12);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Silence_ends_at_the_timeout_and_counts_as_an_attempt()
    {
        var how = new ScorerOptions { Timeout = TimeSpan.FromSeconds(.2), Attempts = 2, FirstPause = TimeSpan.FromMilliseconds(1) };
        UserErrorException error = await FailsAsync((_, _) => new("", IsSilent: true), how);

        Assert.Contains("failed 2 times, at last because there was no answer within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_attempts_fail_the_error_says_what_was_answered()
    {
        UserErrorException error = await FailsAsync((_, _) => new("the GPU is on fire", 500), new() { Time = new HastyTime(), Attempts = 3 });

        Assert.Contains("failed 3 times", error.Message, StringComparison.Ordinal);
        Assert.Contains("it answered 500 Said: \"the GPU is on fire\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "echo and logprobs")]
    [InlineData(401, "ASSAY_SCORER_KEY")]
    [InlineData(404, "the model's name")]
    public async Task A_refusal_is_not_asked_again(int status, string remedy)
    {
        int asked = 0;
        UserErrorException error = await FailsAsync((_, number) => new("no", (asked = number) > 0 ? status : 0), new() { Time = new HastyTime() });

        Assert.Equal(1, asked);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_with_its_address()
    {
        string address;
        using (var gone = new SmallServer((_, _) => new(Good)))
        {
            address = gone.Address;
        }

        using var scorer = new CompletionsScorer(
            new() { Endpoint = new Uri($"{address}/v1/completions"), Model = "m", Top = 2 }, new() { Time = new HastyTime(), Attempts = 2 });
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => scorer.ScoreAsync(["a b c"], TestContext.Current.CancellationToken));
        Assert.Contains(address, error.Message, StringComparison.Ordinal);
        Assert.Contains("could not be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_kept_for_other_signals_and_later_runs_and_a_torn_line_is_asked_for_again()
    {
        using var server = new SmallServer((_, _) => new(Good));
        var how = new ScorerOptions { CacheFolder = _folder, ApiKey = "secret" };
        using (var first = new CompletionsScorer(Options(server), how))
        {
            _ = await first.ScoreAsync(["a b c", "a b c", "d"], TestContext.Current.CancellationToken);
        }

        Assert.Equal(2, server.Requests);
        using (var second = new CompletionsScorer(Options(server, LanguageSignal.RankRatio), how))
        {
            Assert.Equal(3.5 / Math.Log(3), (await second.ScoreAsync(["a b c"], TestContext.Current.CancellationToken))[0].Value, 12);
        }

        Assert.Equal(2, server.Requests);
        string file = Assert.Single(Directory.GetFiles(_folder));
        string kept = File.ReadAllText(file);
        Assert.DoesNotContain("secret", kept, StringComparison.Ordinal);
        File.WriteAllText(file, kept[..^30]);
        using (var third = new CompletionsScorer(Options(server), how))
        {
            _ = await third.ScoreAsync(["a b c", "d"], TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, server.Requests);
        using var fourth = new CompletionsScorer(Options(server), how);
        _ = await fourth.ScoreAsync(["a b c", "d"], TestContext.Current.CancellationToken);
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task An_answer_of_one_token_is_kept_too()
    {
        using var server = new SmallServer((_, _) => new("""{"choices":[{"logprobs":{"tokens":["a","b"],"token_logprobs":[null,-1],"top_logprobs":[null,{"b":-1}]}}],"usage":{"prompt_tokens":2}}"""));
        using var scorer = new CompletionsScorer(Options(server), new() { CacheFolder = _folder });

        TokenStatistics sums = await scorer.MeasureAsync("ab", TestContext.Current.CancellationToken);
        Assert.Equal(sums, await scorer.MeasureAsync("ab", TestContext.Current.CancellationToken));

        Assert.Equal((1, 1), (sums.Tokens, server.Requests));
    }

    [Fact]
    public async Task Too_little_text_has_no_score_and_none_is_not_sent()
    {
        using var server = new SmallServer((_, _) => new(Good));
        using var scorer = new CompletionsScorer(Options(server) with { LeastTokens = 50 });

        IReadOnlyList<DocumentScore> scores = await scorer.ScoreAsync(["a b c", "  "], TestContext.Current.CancellationToken);

        Assert.All(scores, s => Assert.False(s.IsAnswer));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task No_more_documents_are_in_flight_than_allowed()
    {
        int now = 0, most = 0;
        using var server = new SmallServer((_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            Thread.Sleep(20);
            Interlocked.Decrement(ref now);
            return new(Good);
        });
        using var scorer = new CompletionsScorer(Options(server), new() { Concurrency = 2 });

        _ = await scorer.ScoreAsync([.. Enumerable.Range(0, 8).Select(i => $"a b {i}")], TestContext.Current.CancellationToken);

        Assert.InRange(most, 1, 2);
    }
}
