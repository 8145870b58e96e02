using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>A language model behind an OpenAI-compatible completions endpoint as a scorer.</summary>
/// <remarks>
/// <para>It sends the text of every document to that address. Only the likeliest tokens come back, so that expectations over the vocabulary are
/// approximate: docs/metrics.md says how.</para>
/// <para>Thread-safe. Answers are kept by content: a document is asked for once, whatever is made of the answer.</para>
/// </remarks>
public sealed class CompletionsScorer : IDocumentScorer, IDisposable
{
    private const long MostBytesOfAnAnswer = 64 << 20;

    private readonly CompletionsOptions _options;
    private readonly ScorerOptions _how;
    private readonly HttpClient _http;
    private readonly RetryPolicy _retry;
    private readonly SemaphoreSlim _places;
    private readonly StatisticsCache? _cache;
    private readonly ConcurrentDictionary<string, Lazy<Task<TokenStatistics>>> _inFlight = new(StringComparer.Ordinal);

    /// <summary>Connects a model.</summary>
    /// <param name="options">Which, and what is made of its answers.</param>
    /// <param name="how">Timeouts, attempts, cache.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public CompletionsScorer(CompletionsOptions options, ScorerOptions? how = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _how = how ?? new ScorerOptions();
        if (options.Problems().Concat(_how.Problems()).FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        _options = options;
        // The retry policy keeps the time: one clock for an attempt, which tests can turn.
        _http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytesOfAnAnswer };
        _retry = new RetryPolicy(_how);
        _places = new SemaphoreSlim(_how.Concurrency);
        string model = FormattableString.Invariant($"completions-1/{options.Endpoint}/{options.Model}/{options.SecondModel}/{options.Top}/{options.VocabularySize}/{options.MostCharacters}");
        Id = Hash($"{model}/{options.Signal}/{options.LeastTokens}")[..32];
        _cache = _how.CacheFolder is { } folder ? StatisticsCache.Open(folder, Hash(model)[..32]) : null;
    }

    /// <inheritdoc/>
    public string Name => $"{_options.Model}{(_options.SecondModel is { } second ? $" beside {second}" : "")} at {_options.Endpoint.Authority}, {SignalNames.Of(_options.Signal)}";

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DocumentScore>> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        TokenStatistics[] statistics = await Task.WhenAll(texts.Select(text => MeasureAsync(text, cancellationToken))).ConfigureAwait(false);
        return [.. statistics.Select(Score)];
    }

    /// <summary>The sums of a document under the model.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="cancellationToken">Stops the attempts.</param>
    /// <exception cref="UserErrorException">The endpoint refuses, or does not answer as it should.</exception>
    public async Task<TokenStatistics> MeasureAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        string prompt = Cut(text);
        if (string.IsNullOrWhiteSpace(prompt))
        {
            return new TokenStatistics();
        }

        string key = Hash(prompt);
        if (_cache?.Find(key) is { } known)
        {
            return known;
        }

        // Copies of a document in one batch ask once.
        Lazy<Task<TokenStatistics>> asking = _inFlight.GetOrAdd(key, _ => new(() => AskAsync(prompt, cancellationToken)));
        try
        {
            TokenStatistics statistics = await asking.Value.ConfigureAwait(false);
            _cache?.Add(key, statistics);
            return statistics;
        }
        finally
        {
            _ = _inFlight.TryRemove(key, out _);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _places.Dispose();
        _cache?.Dispose();
    }

    private DocumentScore Score(TokenStatistics statistics)
    {
        double value = statistics.Tokens < _options.LeastTokens ? double.NaN : statistics.Signal(_options.Signal);
        return double.IsFinite(value) ? new(value, statistics.Tokens) : DocumentScore.Abstain(statistics.Tokens);
    }

    private async Task<TokenStatistics> AskAsync(string prompt, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyList<TokenAlternatives> first = await PlacesOfAsync(_options.Model, prompt, cancellationToken).ConfigureAwait(false);
            return _options.SecondModel is { } second
                ? Sum(first, await PlacesOfAsync(second, prompt, cancellationToken).ConfigureAwait(false))
                : Sum(first, null);
        }
        finally
        {
            _places.Release();
        }
    }

    private Task<IReadOnlyList<TokenAlternatives>> PlacesOfAsync(string model, string prompt, CancellationToken cancellationToken) =>
        _retry.RunAsync($"The scorer at {_options.Endpoint}", token => SendAsync(model, prompt, token), cancellationToken);

    private async Task<IReadOnlyList<TokenAlternatives>> SendAsync(string model, string prompt, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint) { Content = Body(model, prompt) };
        if (_how.ApiKey is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? CompletionsReply.Read(body, prompt) : throw Refusal(response, body);
        }
        catch (HttpRequestException e)
        {
            throw new TransientException($"it could not be reached or broke off: {e.Message.TrimEnd('.')}", inner: e);
        }
    }

    private ByteArrayContent Body(string model, string prompt)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { model, prompt, max_tokens = 1, echo = true, logprobs = _options.Top, temperature = 0 }));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Overload and breakdown pass; anything else will be answered the same the next time.</summary>
    private Exception Refusal(HttpResponseMessage response, byte[] body)
    {
        int status = (int)response.StatusCode;
        string said = $"it answered {status} {response.ReasonPhrase}: {CompletionsReply.Start(body)}";
        if (status is 408 or 429 or >= 500)
        {
            RetryConditionHeaderValue? after = response.Headers.RetryAfter;
            return new TransientException(said, after?.Delta ?? after?.Date - _how.Time.GetUtcNow());
        }

        return new UserErrorException($"The scorer at {_options.Endpoint} refuses: {said}.", response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Give its key in the environment variable ASSAY_SCORER_KEY.",
            HttpStatusCode.NotFound => "Look at the address and the model's name.",
            _ => "It must be a completions endpoint that takes echo and logprobs; look at the model's name, top and length limits.",
        });
    }

    private TokenStatistics Sum(IReadOnlyList<TokenAlternatives> first, IReadOnlyList<TokenAlternatives>? second)
    {
        if (second is not null && !first.Select(p => p.Token).SequenceEqual(second.Select(p => p.Token), StringComparer.Ordinal))
        {
            throw new UserErrorException($"The models {_options.Model} and {_options.SecondModel} cut the text into different tokens.", "Binoculars needs two models with one tokenizer.");
        }

        (double sum, double squares, double ranks, double expected, double variance, double cross) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < first.Count; i++)
        {
            TokenAlternatives place = first[i];
            (double mean, double spread) = place.Moments(_options.VocabularySize);
            sum += place.LogProbability;
            squares += place.LogProbability * place.LogProbability;
            ranks += Math.Log(place.Rank);
            (expected, variance) = (expected + mean, variance + spread);
            cross += second is null ? 0 : place.CrossEntropy(second[i], _options.VocabularySize);
        }

        return new TokenStatistics
        {
            Tokens = first.Count,
            LogProbability = sum,
            Squared = squares,
            LogRank = ranks,
            Expected = expected,
            Variance = variance,
            CrossEntropy = second is null ? null : cross,
        };
    }

    /// <summary>Never between the halves of a surrogate pair.</summary>
    private string Cut(string text)
    {
        int length = Math.Min(text.Length, _options.MostCharacters);
        return text[..(length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
