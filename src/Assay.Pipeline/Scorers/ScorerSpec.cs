using System.Globalization;
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
    /// <exception cref="UserErrorException">It is no scorer.</exception>
    public static ScorerSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("command:", StringComparison.Ordinal))
        {
            string command = text["command:".Length..];
            return command.Trim().Length > 0
                ? new(text, needsAnchor: false, (_, how) => new CommandScorer(command, how))
                : throw new UserErrorException("The scorer names no command.", "Write --scorer 'command:python3 score.py'.");
        }

        if (text is "ngram" || text.StartsWith("ngram:", StringComparison.Ordinal))
        {
            NgramScorerOptions options = Ngram(new Settings(text, text is "ngram" ? "" : text["ngram:".Length..]));
            return new(text, needsAnchor: true, (anchor, _) => NgramScorer.Train(anchor, options));
        }

        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            CompletionsOptions options = Completions(text);
            return new(text, needsAnchor: false, (_, how) => new CompletionsScorer(options, how));
        }

        throw new UserErrorException($"\"{text}\" is no scorer.", "Write ngram, command:COMMAND, or the http address of a completions endpoint.");
    }

    /// <summary>Makes the scorer.</summary>
    /// <param name="anchor">Known human documents; read only where <see cref="NeedsAnchor"/>.</param>
    /// <param name="how">Timeouts, attempts, cache; for scorers outside the program.</param>
    /// <exception cref="UserErrorException">The anchor is too small.</exception>
    public IDocumentScorer Create(IEnumerable<string> anchor, ScorerOptions? how = null) => _create(anchor, how ?? new ScorerOptions());

    /// <inheritdoc/>
    public override string ToString() => _written;

    private static NgramScorerOptions Ngram(Settings settings)
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
        var settings = new Settings(text, hash < 0 ? "" : text[(hash + 1)..]);
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

    /// <summary>name=value, separated by commas.</summary>
    private sealed class Settings
    {
        private readonly string _scorer;
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);

        public Settings(string scorer, string text)
        {
            _scorer = scorer;
            foreach (string setting in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                int at = setting.IndexOf('=', StringComparison.Ordinal);
                if (at <= 0 || !_values.TryAdd(setting[..at], setting[(at + 1)..]))
                {
                    throw Problem($"\"{setting}\" sets nothing, or something twice.");
                }
            }
        }

        public string Text(string name, string otherwise)
        {
            _read.Add(name);
            return _values.GetValueOrDefault(name, otherwise);
        }

        public int Whole(string name, int otherwise)
        {
            string value = Text(name, otherwise.ToString(CultureInfo.InvariantCulture));
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
                ? number
                : throw Wrong(name, value, "Write a whole number of 1 or more.");
        }

        public UserErrorException Wrong(string name, string value, string remedy) => new($"The scorer \"{_scorer}\" has {name}={value}.", remedy);

        public UserErrorException Problem(string problem) => new($"The scorer \"{_scorer}\" cannot be used.", problem);

        public void RefuseUnread()
        {
            if (_values.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } unknown)
            {
                throw new UserErrorException($"The scorer \"{_scorer}\" has no setting \"{unknown}\".{DidYouMean.Suggest(unknown, _read)}", $"There are {string.Join(", ", _read)}.");
            }
        }
    }
}
