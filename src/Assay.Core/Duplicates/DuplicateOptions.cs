namespace Assay.Core.Duplicates;

/// <summary>Which documents count as copies of one another.</summary>
public sealed record DuplicateOptions
{
    /// <summary>Whether documents with equal ids are merged.</summary>
    public bool Exact { get; init; } = true;

    /// <summary>The estimated Jaccard similarity from which documents are near duplicates, in (0, 1]; null: none are.</summary>
    public double? Near { get; init; } = 0.7;

    /// <summary>Everything that is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (Near is { } near && near is not (> 0 and <= 1)) // written so that NaN fails too
        {
            yield return $"Near is {near}; it must lie in (0, 1].";
        }
    }
}
