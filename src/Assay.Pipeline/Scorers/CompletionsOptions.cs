using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>A model behind an OpenAI-compatible completions endpoint, and what is made of its log-probabilities.</summary>
public sealed record CompletionsOptions
{
    /// <summary>The endpoint, for instance <c>http://localhost:8000/v1/completions</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>A second model at the same endpoint, whose expectations the first is laid beside (Binoculars); null for none.</summary>
    public string? SecondModel { get; init; }

    /// <summary>What the score is.</summary>
    public LanguageSignal Signal { get; init; } = LanguageSignal.Curvature;

    /// <summary>Likeliest tokens asked for at each place, 1 or more; servers allow 5 to 20.</summary>
    public int Top { get; init; } = 5;

    /// <summary>Size of the model's vocabulary: over how many tokens the probability beyond the likeliest ones is spread.</summary>
    public int VocabularySize { get; init; } = 50_257;

    /// <summary>Only this many characters of a document are sent: a model's context has an end.</summary>
    public int MostCharacters { get; init; } = 8000;

    /// <summary>Below this many tokens a document has no score.</summary>
    public int LeastTokens { get; init; } = 50;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Model))
        {
            yield return "The model has no name.";
        }

        if (Top < 1 || VocabularySize <= Top)
        {
            yield return $"{Top} of {VocabularySize} tokens are asked for; 1 is the least, and the vocabulary is larger.";
        }

        if (Signal == LanguageSignal.Binoculars != (SecondModel is not null))
        {
            yield return "Binoculars needs a second model, and no other signal takes one.";
        }
    }
}
