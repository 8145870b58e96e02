using System.Collections.Immutable;
using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>The columns of a written mix, in order: the ones that every mix has, then the kept fields.</summary>
public static class MixColumns
{
    /// <summary>Put before the name of a kept field that would hide one of the mix's own columns: a record's <c>source</c> becomes <c>original_source</c>.</summary>
    public const string OriginalPrefix = "original_";

    /// <summary>The columns that every mix has.</summary>
    public static ImmutableArray<string> Standard { get; } =
    [
        "id", "text", "source", "origin", "synthetic_probability", "depth", "weight", "copies", "tokens", "license", "source_id",
    ];

    /// <summary>The column of a kept field.</summary>
    /// <param name="field">The field, as <see cref="FieldMap.Keep"/> names it; a dotted path stays one name.</param>
    public static string OfKept(string field) => Standard.Contains(field, StringComparer.Ordinal) ? OriginalPrefix + field : field;

    /// <summary>Checks that every kept field gets a column of its own.</summary>
    /// <param name="keep">The kept fields of all sources, each once.</param>
    /// <exception cref="UserErrorException">Two fields would share a column.</exception>
    public static void Check(ImmutableArray<string> keep)
    {
        string? twice = keep.GroupBy(OfKept, StringComparer.Ordinal).FirstOrDefault(column => column.Count() > 1)?.Key;
        if (twice is not null)
        {
            throw new UserErrorException(
                $"two kept fields would be written as \"{twice}\".", "Keep one of them only (`keep` in the policy's `fields`).");
        }
    }
}
