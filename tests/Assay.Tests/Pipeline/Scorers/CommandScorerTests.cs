using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Pipeline.Scorers;

namespace Assay.Tests.Pipeline.Scorers;

public sealed class CommandScorerTests : IDisposable
{
    private const string Id = "id=$(printf '%s' \"$line\" | sed 's/.*\"id\":\\([0-9]*\\).*/\\1/')";

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Loop(string body) => $"while read -r line; do {Id}; {body}; done";

    private static async Task<IReadOnlyList<DocumentScore>> ScoreAsync(string command, ScorerOptions? how, params string[] texts)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        await using var scorer = new CommandScorer(command, how);
        return await scorer.ScoreAsync(texts, TestContext.Current.CancellationToken);
    }

    private static async Task<string> FailsAsync(string command, params string[] texts)
    {
        var how = new ScorerOptions { Timeout = TimeSpan.FromSeconds(20), Attempts = 2, FirstPause = TimeSpan.FromMilliseconds(1) };
        return (await Assert.ThrowsAsync<UserErrorException>(() => ScoreAsync(command, how, texts))).Message;
    }

    [Fact]
    public async Task A_line_goes_in_for_each_document_and_scores_come_back_in_order()
    {
        IReadOnlyList<DocumentScore> scores = await ScoreAsync(Loop("printf '{\"id\":%s,\"score\":%s.5,\"tokens\":7}\\n' $id $id"), null, "one\ntwo", "three", "vier ✓");

        Assert.Equal([.5, 1.5, 2.5], scores.Select(s => s.Value));
        Assert.All(scores, s => Assert.Equal(7, s.Tokens));
    }

    [Fact]
    public async Task Answers_may_come_in_any_order_and_may_abstain()
    {
        string command = "read -r a; read -r b; echo '{\"id\":1,\"score\":-2}'; echo '{\"id\":0,\"score\":null}'; cat > /dev/null";
        IReadOnlyList<DocumentScore> scores = await ScoreAsync(command, null, "a", "b");

        Assert.False(scores[0].IsAnswer);
        Assert.Equal(-2, scores[1].Value);
    }

    [Fact]
    public async Task A_program_that_dies_is_started_again_for_what_it_owes()
    {
        // It dies after each answer, and writes down what it was asked first.
        string seen = Path.Combine(_folder, "seen");
        string command = $"read -r line; {Id}; echo $id >> '{seen}'; printf '{{\"id\":%s,\"score\":1}}\\n' $id";
        IReadOnlyList<DocumentScore> scores = await ScoreAsync(command, new() { FirstPause = TimeSpan.FromMilliseconds(1) }, "a", "b", "c");

        Assert.All(scores, s => Assert.Equal(1, s.Value));
        Assert.Equal(["0", "1", "2"], File.ReadAllLines(seen));
    }

    [Fact]
    public async Task Silence_ends_at_the_timeout()
    {
        var how = new ScorerOptions { Timeout = TimeSpan.FromSeconds(.3), Attempts = 2, FirstPause = TimeSpan.FromMilliseconds(1) };
        UserErrorException error = await Assert.ThrowsAsync<UserErrorException>(() => ScoreAsync("cat > /dev/null", how, "a"));

        Assert.Contains("no answer within 0.3 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_failing_program_says_is_in_the_error()
    {
        Assert.Contains("it ended with code 3, saying \"no model here\"", await FailsAsync("echo 'no model here' >&2; exit 3", "a"), StringComparison.Ordinal);
        Assert.Contains("is no line with id and score", await FailsAsync(Loop("echo hello"), "a"), StringComparison.Ordinal);
        Assert.Contains("which it was not asked for", await FailsAsync(Loop("echo '{\"id\":9,\"score\":1}'"), "a"), StringComparison.Ordinal);
        Assert.Contains("says: no such language", await FailsAsync(Loop("echo '{\"error\":\"no such language\"}'"), "a"), StringComparison.Ordinal);
        Assert.Contains("is no line with id and score", await FailsAsync(Loop("echo '{\"id\":0'"), "a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_documents_fill_no_pipe()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => new string('x', 100_000))];
        IReadOnlyList<DocumentScore> scores = await ScoreAsync(Loop("printf '{\"id\":%s,\"score\":0}\\n' $id"), null, texts);

        Assert.Equal(40, scores.Count);
    }
}
