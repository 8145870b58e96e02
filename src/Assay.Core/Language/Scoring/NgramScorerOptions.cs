namespace Assay.Core.Language.Scoring;

/// <summary>How an n-gram scorer is trained and what it answers.</summary>
public sealed record NgramScorerOptions
{
    /// <summary>What is counted.</summary>
    public ScorerUnit Unit { get; init; } = ScorerUnit.Words;

    /// <summary>Units to an n-gram, 1 to 8.</summary>
    public int Order { get; init; } = 2;

    /// <summary>What the score is.</summary>
    public LanguageSignal Signal { get; init; } = LanguageSignal.Curvature;

    /// <summary>Parts of the anchor, 2 or more: a document is scored by the model that its own part is left out of.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Below this many units a document has no score.</summary>
    public int LeastUnits { get; init; } = 50;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Order is < 1 or > 8)
        {
            yield return $"order is {Order}; it must lie between 1 and 8.";
        }

        if (Folds < 2)
        {
            yield return $"folds is {Folds}; it must be 2 or more.";
        }

        if (LeastUnits < 2)
        {
            yield return $"least units is {LeastUnits}; it must be 2 or more.";
        }

        if (Signal == LanguageSignal.Binoculars)
        {
            yield return "binoculars needs two models; an n-gram scorer is one.";
        }
    }
}
