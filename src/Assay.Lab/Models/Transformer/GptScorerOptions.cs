using Assay.Core.Language.Scoring;
using Assay.Core.Statistics;

namespace Assay.Lab.Models.Transformer;

/// <summary>How a transformer scorer is trained and what it answers.</summary>
public sealed record GptScorerOptions
{
    /// <summary>Tokens of its byte pairs at most, 257 or more.</summary>
    public int Vocabulary { get; init; } = 1024;

    /// <summary>Tokens that it reads at once, 2 or more; a longer document is read in pieces.</summary>
    public int Context { get; init; } = 128;

    /// <summary>Numbers that stand for a place; a multiple of the four heads.</summary>
    public int Width { get; init; } = 64;

    /// <summary>Blocks, 1 or more.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>How often the anchor is read, 1 or more.</summary>
    public int Epochs { get; init; } = 8;

    /// <summary>What the score is.</summary>
    public LanguageSignal Signal { get; init; } = LanguageSignal.Curvature;

    /// <summary>Parts of the anchor, 2 or more: a document is scored by the model that its own part is left out of.</summary>
    public int Folds { get; init; } = 2;

    /// <summary>Below this many tokens a document has no score.</summary>
    public int LeastTokens { get; init; } = 64;

    /// <summary>Root of first numbers and order.</summary>
    public RunSeed Seed { get; init; } = new(42);

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach ((string name, int value, int least) in ((string, int, int)[])
            [("vocabulary", Vocabulary, 257), ("context", Context, 2), ("epochs", Epochs, 1), ("folds", Folds, 2), ("least tokens", LeastTokens, 2)])
        {
            if (value < least)
            {
                yield return $"{name} is {value}; it must be {least} or more.";
            }
        }

        foreach (string problem in Shape(Vocabulary).Problems())
        {
            yield return problem;
        }

        if (Signal == LanguageSignal.Binoculars)
        {
            yield return "binoculars needs two models; this scorer is one.";
        }
    }

    /// <summary>The transformer's sizes.</summary>
    /// <param name="vocabulary">Tokens that the tokeniser came to.</param>
    internal GptShape Shape(int vocabulary) => new() { Vocabulary = vocabulary, Context = Context, Width = Width, Depth = Depth, Heads = 4 };
}
