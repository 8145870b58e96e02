using System.Collections.Immutable;

namespace Assay.Pipeline.Corpora;

/// <summary>Which field of a record carries what. A dot descends into a nested object: <c>metadata.lang</c>.</summary>
/// <remarks>
/// Where a path leads nowhere, the whole of it may be the name of a field: mixes are written with such names for kept fields.
/// The fields get slots, in the order of <see cref="Names"/>: readers fill slots, probes and writers read them. The text has
/// no slot; it is always read.
/// </remarks>
public sealed record FieldMap
{
    /// <summary>The map with every default.</summary>
    public FieldMap()
    {
    }

    /// <summary>What <c>with</c> copies: everything but the slots, which other fields number anew.</summary>
    private FieldMap(FieldMap other)
    {
        (Text, Id, Source, Origin, Model) = (other.Text, other.Id, other.Source, other.Origin, other.Model);
        (Depth, Created, Language, License) = (other.Depth, other.Created, other.Language, other.License);
        (Strata, Keep) = (other.Strata, other.Keep);
    }

    /// <summary>The document's text; must be there and not be empty.</summary>
    public string Text { get; init; } = "text";

    /// <summary>The corpus's own name for a document; kept as <c>source_id</c>, never used as identity.</summary>
    public string Id { get; init; } = "id";

    /// <summary>Where the document came from, inside its source (a site, a book).</summary>
    public string Source { get; init; } = "source";

    /// <summary>The declared origin: human, synthetic, mixed or unknown.</summary>
    public string Origin { get; init; } = "origin";

    /// <summary>The model that wrote it, for instance <c>ours@2</c>.</summary>
    public string Model { get; init; } = "model";

    /// <summary>How many models stand between it and a human; an integer.</summary>
    public string Depth { get; init; } = "depth";

    /// <summary>When it was written or published: an ISO 8601 date, or a year.</summary>
    public string Created { get; init; } = "created";

    /// <summary>BCP 47 language tag.</summary>
    public string Language { get; init; } = "lang";

    /// <summary>SPDX licence expression.</summary>
    public string License { get; init; } = "license";

    /// <summary>Fields whose values are strata, by stratum name (the policy's <c>tails.strata</c>).</summary>
    public ImmutableSortedDictionary<string, string> Strata { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Further fields to keep in the mix as they are.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    /// <summary>Every field but the text, each once: first the eight of <see cref="StandardSlot"/>, then strata, then kept fields.</summary>
    public ImmutableArray<string> Names => field.IsDefault ? field = Build() : field;

    /// <summary>The slot of a field.</summary>
    /// <param name="name">A field among <see cref="Names"/>.</param>
    /// <returns>0-based slot; -1 when the map does not read that field.</returns>
    public int SlotOf(string name) => Names.IndexOf(name);

    private ImmutableArray<string> Build()
    {
        // The eight come first even when two of them name the same field: their slots are fixed.
        List<string> names = [Id, Source, Origin, Model, Depth, Created, Language, License];
        foreach (string name in Strata.Values.Concat(Keep))
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }

        return [.. names];
    }
}

/// <summary>Slots that every <see cref="FieldMap"/> has, in this order.</summary>
public static class StandardSlot
{
    /// <summary>Slot of <see cref="FieldMap.Id"/>.</summary>
    public const int Id = 0;

    /// <summary>Slot of <see cref="FieldMap.Source"/>.</summary>
    public const int Source = 1;

    /// <summary>Slot of <see cref="FieldMap.Origin"/>.</summary>
    public const int Origin = 2;

    /// <summary>Slot of <see cref="FieldMap.Model"/>.</summary>
    public const int Model = 3;

    /// <summary>Slot of <see cref="FieldMap.Depth"/>.</summary>
    public const int Depth = 4;

    /// <summary>Slot of <see cref="FieldMap.Created"/>.</summary>
    public const int Created = 5;

    /// <summary>Slot of <see cref="FieldMap.Language"/>.</summary>
    public const int Language = 6;

    /// <summary>Slot of <see cref="FieldMap.License"/>.</summary>
    public const int License = 7;
}
