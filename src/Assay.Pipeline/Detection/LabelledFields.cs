namespace Assay.Pipeline.Detection;

/// <summary>Which fields of labelled records carry what; a dot descends into nested objects.</summary>
public sealed record LabelledFields
{
    /// <summary>The text.</summary>
    public string Text { get; init; } = "text";

    /// <summary>Who wrote it: <c>human</c>, or <c>machine</c> or <c>synthetic</c>.</summary>
    public string Label { get; init; } = "label";

    /// <summary>What leave-one-source-out leaves out; records without it belong to their file's name.</summary>
    public string Source { get; init; } = "source";

    /// <summary>Its name.</summary>
    public string Id { get; init; } = "id";

    /// <summary>What wrote it.</summary>
    public string Generator { get; init; } = "generator";

    /// <summary>What kind of text it is.</summary>
    public string Domain { get; init; } = "domain";

    /// <summary>Its language.</summary>
    public string Language { get; init; } = "lang";

    /// <summary>Its licence.</summary>
    public string License { get; init; } = "license";

    /// <summary>What was done to it to deceive detectors.</summary>
    public string Attack { get; init; } = "attack";

    /// <summary>What binds documents together: a prompt or pair.</summary>
    public string Group { get; init; } = "group";
}
