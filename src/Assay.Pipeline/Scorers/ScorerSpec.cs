using Assay.Core.Errors;
using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>A scorer as it is written on the command line: <c>ngram</c>, <c>command:…</c> or the address of a completions endpoint.</summary>
/// <remarks>
/// <c>ngram[:unit=words|bytes,order=2,signal=…]</c>; <c>command:COMMAND LINE</c>;
/// <c>http(s)://HOST[/v1/completions]#model=NAME[,signal=…,second=NAME,top=5,vocabulary=50257,characters=8000]</c>. What follows # is never sent.
/// </remarks>
public sealed class ScorerSpec
{
    private readonly string _written;
    private readonly Func<IEnumerable<string>, ScorerOptions, IDocumentScorer> _create;

    private ScorerSpec(string written, bool needsAnchor, Func<IEnumerable<string>, ScorerOptions, IDocumentScorer> create) =>
        (_written, NeedsAnchor, _create) = (written, needsAnchor, create);

    /// <summary>Whether it learns from known human documents, which it must be given.</summary>
    public bool NeedsAnchor { get; }

    /// <summary>Reads what was written.</summary>
    /// <param name="text">The option's value.</param>
    /// <param name="kinds">Further kinds that it may name.</param>
    /// <exception cref="UserErrorException">It is no scorer.</exception>
    public static ScorerSpec Parse(string text, params ReadOnlySpan<ScorerKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (ScorerKind kind in kinds)
        {
            if (text.Equals(kind.Word, StringComparison.Ordinal) || text.StartsWith($"{kind.Word}:", StringComparison.Ordinal))
            {
                Func<IEnumerable<string>, IDocumentScorer> create = kind.Read(new ScorerSettings(text, text[Math.Min(text.Length, kind.Word.Length + 1)..]));
                return new(text, kind.NeedsAnchor, (anchor, _) => create(anchor));
            }
        }

        if (text.StartsWith("command:", StringComparison.Ordinal))
        {
            string command = text["command:".Length..];
            return command.Trim().Length > 0
                ? new(text, needsAnchor: false, (_, how) => new CommandScorer(command, how))
                : throw new UserErrorException("The scorer names no command.", "Write --scorer 'command:python3 score.py'.");
        }

        if (text is "ngram" || text.StartsWith("ngram:", StringComparison.Ordinal))
        {
            NgramScorerOptions options = Ngram(new ScorerSettings(text, text is "ngram" ? "" : text["ngram:".Length..]));
            return new(text, needsAnchor: true, (anchor, _) => NgramScorer.Train(anchor, options));
        }

        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            CompletionsOptions options = Completions(text);
            return new(text, needsAnchor: false, (_, how) => new CompletionsScorer(options, how));
        }

        List<string> words = [];
        foreach (ScorerKind kind in kinds)
        {
            words.Add($"{kind.Word}, ");
        }

        throw new UserErrorException($"\"{text}\" is no scorer.", $"Write ngram, {string.Concat(words)}command:COMMAND, or the http address of a completions endpoint.");
    }

    /// <summary>Makes the scorer.</summary>
    /// <param name="anchor">Known human documents; read only where <see cref="NeedsAnchor"/>.</param>
    /// <param name="how">Timeouts, attempts, cache; for scorers outside the program.</param>
    /// <exception cref="UserErrorException">The anchor is too small.</exception>
    public IDocumentScorer Create(IEnumerable<string> anchor, ScorerOptions? how = null) => _create(anchor, how ?? new ScorerOptions());

    /// <inheritdoc/>
    public override string ToString() => _written;

    private static NgramScorerOptions Ngram(ScorerSettings settings)
    {
        var defaults = new NgramScorerOptions();
        var options = new NgramScorerOptions
        {
            Unit = settings.Text("unit", "words") switch
            {
                "words" => ScorerUnit.Words,
                "bytes" => ScorerUnit.Bytes,
                var other => throw settings.Wrong("unit", other, "Write words or bytes."),
            },
            Order = settings.Whole("order", defaults.Order),
            Signal = SignalNames.Parse(settings.Text("signal", SignalNames.Of(defaults.Signal))),
        };
        settings.RefuseUnread();
        return options.Problems().FirstOrDefault() is { } problem ? throw settings.Problem(problem) : options;
    }

    private static CompletionsOptions Completions(string text)
    {
        int hash = text.IndexOf('#', StringComparison.Ordinal);
        var settings = new ScorerSettings(text, hash < 0 ? "" : text[(hash + 1)..]);
        if (!Uri.TryCreate(hash < 0 ? text : text[..hash], UriKind.Absolute, out Uri? address))
        {
            throw settings.Problem("The address cannot be read.");
        }

        string? second = settings.Text("second", "") is { Length: > 0 } name ? name : null;
        var options = new CompletionsOptions
        {
            Endpoint = address.AbsolutePath is "/" or "" ? new Uri(address, "/v1/completions") : address,
            Model = settings.Text("model", ""),
            SecondModel = second,
            Signal = SignalNames.Parse(settings.Text("signal", second is null ? "fast-detect-gpt" : "binoculars")),
            Top = settings.Whole("top", 5),
            VocabularySize = settings.Whole("vocabulary", 50_257),
            MostCharacters = settings.Whole("characters", 8000),
        };
        settings.RefuseUnread();
        return options.Problems().FirstOrDefault() is { } problem ? throw settings.Problem($"{problem} Write it after #, as in http://localhost:8000#model=gpt2.") : options;
    }
}
