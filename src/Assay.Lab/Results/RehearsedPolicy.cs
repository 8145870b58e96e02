namespace Assay.Lab.Results;

/// <summary>What a rehearsal says of one policy.</summary>
public sealed record RehearsedPolicy
{
    /// <summary>Name of the policy's file.</summary>
    public required string Name { get; init; }

    /// <summary>Documents that the mixes are composed from.</summary>
    public required int Documents { get; init; }

    /// <summary>Tokens of the human ones among them.</summary>
    public required long HumanTokens { get; init; }

    /// <summary>Human documents that models are judged on.</summary>
    public required int HeldOutDocuments { get; init; }

    /// <summary>Tokens that a generation trains on.</summary>
    public required long Budget { get; init; }

    /// <summary>The arms, the control first.</summary>
    public required IReadOnlyList<RehearsedArm> Arms { get; init; }

    /// <summary>The largest safe synthetic share; null when it was not asked for.</summary>
    public RehearsedShare? SafeShare { get; init; }

    /// <summary>The rehearsal under other settings; empty when none were asked for.</summary>
    public IReadOnlyList<RehearsedVariation> Variations { get; init; } = [];

    /// <summary>What more human text buys at some shares; empty when it was not asked for.</summary>
    public IReadOnlyList<RehearsedWorth> Worth { get; init; } = [];

    /// <summary>What more human text buys at the policy's mix, by how much of it; empty when it was not asked for.</summary>
    public IReadOnlyList<RehearsedAddition> Additions { get; init; } = [];
}
