using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Inspection;

/// <summary>A source, what its records told, and what can be made of it.</summary>
internal sealed class InspectedSource
{
    private const int FieldsListed = 8;
    private static readonly string[] ChatFields = ["messages", "conversations", "conversation", "dialogue", "dialog", "turns"];

    /// <summary>Makes sense of a sample.</summary>
    public InspectedSource(CorpusSample sample)
    {
        Sample = sample;
        Guess = FieldGuess.From(sample.Profile);
    }

    /// <summary>The first day on which text may be machine-made, unless a policy says otherwise.</summary>
    public static DateOnly ModelEra { get; } = new Policy { Sources = [] }.ModelEra;

    /// <summary>What the look told.</summary>
    public CorpusSample Sample { get; }

    /// <summary>Which field seems to carry what.</summary>
    public FieldGuess Guess { get; }

    /// <summary>The source's name.</summary>
    public string Name => Sample.Group.Name;

    /// <summary>Whether it is plain text: its documents have no fields.</summary>
    public bool IsText => Sample.Group.Format == CorpusFormat.Text;

    /// <summary>Number of records looked at.</summary>
    public int Records => Sample.Profile.Records;

    /// <summary>Its paths in a message.</summary>
    public string PathsShown => Sample.Group.Paths switch
    {
        [var only] => only,
        [var first, var second] => $"{first} and {second}",
        [var first, ..] => $"{first} and {Amounts.Count(Sample.Group.Paths.Count - 1, "other file")}",
        _ => "",
    };

    /// <summary>How it is stored, its size, and how many documents it has.</summary>
    public string Summary
    {
        get
        {
            string files = Amounts.Count(Sample.Group.Files.Count, "file");
            string documents = Sample.Documents is not { } count ? ""
                : Sample.IsCounted ? $", {Amounts.Count(count, "document")}"
                : $", {Amounts.About(count, "document")}";
            return $"{files} of {FormatInWords(Sample.Group.Format)}, {Amounts.Size(Sample.Group.Bytes)}{documents}";
        }
    }

    /// <summary>Records that say a model wrote them: by their origin, or by naming the model.</summary>
    public int DeclaredSynthetic => Math.Max(CountOf("synthetic"), Guess.Of("model")?.Present ?? 0);

    /// <summary>Records that call themselves human.</summary>
    public int DeclaredHuman => CountOf("human");

    /// <summary>Whether every record looked at says that a model wrote it.</summary>
    public bool SpeaksForItself => Records > 0 && DeclaredSynthetic == Records;

    /// <summary>Why it cannot be a source; null when it can.</summary>
    public string? WhyUnusable
    {
        get
        {
            if (Records == 0)
            {
                string[] problems = [.. Sample.Problems, .. Sample.Profile.FirstProblem is { Length: > 0 } first ? [first] : Array.Empty<string>()];
                return problems is [var problem, ..] ? problem : "it holds no records.";
            }

            return IsText || Guess.Of("text") is not null ? null : NoText();
        }
    }

    private string NoText()
    {
        FieldProfile[] fields = [.. Guess.Fields.Where(field => field.Present > 0)];
        if (fields.FirstOrDefault(field => field.Structures == field.Present && ChatFields.Contains(field.Leaf, StringComparer.OrdinalIgnoreCase)) is { } chat)
        {
            return $"its records are conversations (the list \"{YamlText.Show(chat.Path)}\"), and a document is one text. Write each as one text field first.";
        }

        string more = fields.Length > FieldsListed ? $" and {fields.Length - FieldsListed:N0} more" : "";
        return $"no field of its records looks like a document's text; they have {string.Join(", ", fields.Take(FieldsListed).Select(field => YamlText.Show(field.Path)))}{more}.";
    }

    private int CountOf(string origin) =>
        Guess.Of("origin") is { } field ? field.Values.FirstOrDefault(pair => string.Equals(pair.Value, origin, StringComparison.Ordinal)).Count : 0;

    private static string FormatInWords(CorpusFormat format) => format switch
    {
        CorpusFormat.Jsonl => "JSON lines",
        CorpusFormat.JsonlGzip => "gzipped JSON lines",
        CorpusFormat.JsonlZstandard => "JSON lines under Zstandard",
        CorpusFormat.Parquet => "Parquet",
        CorpusFormat.Csv => "CSV",
        _ => "plain text",
    };
}
