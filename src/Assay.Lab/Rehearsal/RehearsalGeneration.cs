namespace Assay.Lab.Rehearsal;

/// <summary>What one generation of one replicate showed.</summary>
public sealed record RehearsalGeneration
{
    /// <summary>Bits that the generation's model needs for a token of held-out human text.</summary>
    public required double HeldOutBits { get; init; }

    /// <summary>True synthetic share of the mix that it was trained on, by tokens.</summary>
    public required double SyntheticShare { get; init; }

    /// <summary>Tokens of that mix, copies counted.</summary>
    public required long MixTokens { get; init; }

    /// <summary>Different words in what the model wrote; each generation writes the same number of tokens.</summary>
    public required int Types { get; init; }

    /// <summary>Different word pairs in it.</summary>
    public required int Bigrams { get; init; }

    /// <summary>For each guarded stratum the share of its human tokens that the mix holds; null where it has none.</summary>
    public required IReadOnlyList<double?> StratumKept { get; init; }

    /// <summary>For each guarded stratum the bits for a token of its held-out text; null where there is none.</summary>
    public required IReadOnlyList<double?> StratumBits { get; init; }

    /// <summary>The first document that the model wrote.</summary>
    public required IReadOnlyList<int> Excerpt { get; init; }
}
