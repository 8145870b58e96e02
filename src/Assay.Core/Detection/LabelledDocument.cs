namespace Assay.Core.Detection;

/// <summary>A document whose origin is known, to train and test detectors with.</summary>
public sealed record LabelledDocument
{
    /// <summary>Its text, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Utf8 { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public required bool IsMachine { get; init; }

    /// <summary>Where it comes from: what leave-one-source-out leaves out.</summary>
    public required string Source { get; init; }

    /// <summary>Its name in its source; empty when it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>What wrote it, for machine text.</summary>
    public string Generator { get; init; } = "";

    /// <summary>What kind of text it is.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Its language.</summary>
    public string Language { get; init; } = "";

    /// <summary>Its licence.</summary>
    public string License { get; init; } = "";

    /// <summary>What was done to it to deceive a detector; empty or <c>none</c> for nothing.</summary>
    public string Attack { get; init; } = "";

    /// <summary>What it shares with other documents: the prompt or pair that it belongs to. Documents of a group stay on one side of every split.</summary>
    public string Group { get; init; } = "";
}
