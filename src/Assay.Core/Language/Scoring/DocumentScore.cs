namespace Assay.Core.Language.Scoring;

/// <summary>What a scorer says of a document.</summary>
/// <param name="Value">More is more machine-like; any finite number on one scale. NaN when the scorer abstains.</param>
/// <param name="Tokens">Tokens that it rests on, in the scorer's own units; 0 when the scorer does not say.</param>
public readonly record struct DocumentScore(double Value, int Tokens)
{
    /// <summary>No score: there was too little text, or the scorer would not say.</summary>
    /// <param name="tokens">Tokens there were.</param>
    public static DocumentScore Abstain(int tokens = 0) => new(double.NaN, tokens);

    /// <summary>Whether there is a score.</summary>
    public bool IsAnswer => !double.IsNaN(Value);
}
