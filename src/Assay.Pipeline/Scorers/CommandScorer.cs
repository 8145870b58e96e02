using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>Any program as a scorer: a JSON line goes in for each document, a JSON line with its score comes out.</summary>
/// <remarks>
/// <para>In: <c>{"id":0,"text":"…"}</c>. Out, in any order: <c>{"id":0,"score":1.5}</c>, more being more machine-like; a score of null abstains;
/// <c>tokens</c> may say what it rests on; <c>error</c> ends the run with its text. The program runs until its input ends.</para>
/// <para>Thread-safe: batches wait for each other. A program that dies or falls silent is started again, and asked what it still owes.</para>
/// </remarks>
public sealed class CommandScorer : IDocumentScorer, IAsyncDisposable
{
    private readonly string _command;
    private readonly ScorerOptions _how;
    private readonly RetryPolicy _retry;
    private readonly SemaphoreSlim _turn = new(1);
    private CommandProcess? _process;

    /// <summary>Names a program; it is started with the first document.</summary>
    /// <param name="command">A command line for the shell.</param>
    /// <param name="how">Timeout of a document, attempts.</param>
    /// <exception cref="ArgumentException">The command is empty or the options are wrong.</exception>
    public CommandScorer(string command, ScorerOptions? how = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        _how = how ?? new ScorerOptions();
        if (_how.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(how));
        }

        (_command, _retry) = (command, new RetryPolicy(_how));
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"command-1/{command}")).AsSpan(0, 16));
    }

    /// <inheritdoc/>
    public string Name => $"the command {_command}";

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DocumentScore>> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var scores = new DocumentScore?[texts.Count];
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (Array.FindIndex(scores, s => s is null) is var next && next >= 0)
            {
                // A failure concerns the document at hand; those answered meanwhile are kept, and each document has all its attempts.
                await _retry.RunAsync($"The scorer `{_command}`", token => NextAsync(texts, scores, token), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }

        return [.. scores.Select(s => s!.Value)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    /// <summary>Sends what was not yet sent to the running program and waits for one answer.</summary>
    private async Task<bool> NextAsync(IReadOnlyList<string> texts, DocumentScore?[] scores, CancellationToken cancellationToken)
    {
        try
        {
            _process ??= CommandProcess.Start(_command);
            for (int i = 0; i < texts.Count; i++)
            {
                if (scores[i] is null && _process.Owed.Add(i))
                {
                    _process.Send(JsonSerializer.Serialize(new { id = i, text = texts[i] }));
                }
            }

            string line = await _process.ReadAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new TransientException($"it ended{await _process.ComplaintAsync().ConfigureAwait(false)}");
            (int id, DocumentScore score) = Parse(line, texts.Count);
            if (!_process.Owed.Remove(id))
            {
                throw new TransientException(string.Create(CultureInfo.InvariantCulture, $"it answered document {id}, which it was not asked for"));
            }

            scores[id] = score;
            return true;
        }
        catch (Exception e) when (e is TransientException or OperationCanceledException or IOException)
        {
            await EndAsync().ConfigureAwait(false);
            throw e is IOException ? new TransientException("it ended while it was being asked", inner: e) : e;
        }
    }

    private (int Id, DocumentScore Score) Parse(string line, int count)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            if (root.TryGetProperty("error", out JsonElement error))
            {
                throw new UserErrorException($"The scorer `{_command}` says: {error}.", "Look at the command.");
            }

            int id = root.GetProperty("id").GetInt32();
            if (id < 0 || id >= count)
            {
                throw new TransientException(string.Create(CultureInfo.InvariantCulture, $"it answered document {id}, which it was not asked for"));
            }

            int tokens = root.TryGetProperty("tokens", out JsonElement said) ? said.GetInt32() : 0;
            JsonElement score = root.GetProperty("score");
            double value = score.ValueKind == JsonValueKind.Null ? double.NaN : score.GetDouble();
            return double.IsInfinity(value) ? throw new FormatException("An infinite score.") : (id, new DocumentScore(value, tokens));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new TransientException($"it wrote {CompletionsReply.Start(Encoding.UTF8.GetBytes(line))}, which is no line with id and score", inner: e);
        }
    }

    private async Task EndAsync()
    {
        CommandProcess? process = _process;
        _process = null;
        if (process is not null)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }
    }
}
