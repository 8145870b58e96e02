using System.Collections.Immutable;
using System.Globalization;

namespace Assay.Pipeline.Policies;

/// <summary>What a key of the policy holds.</summary>
internal enum KeyKind
{
    Text = 0,
    Integer,
    Number,

    /// <summary>A number, or <c>false</c> for "off".</summary>
    NumberOrOff,
    Boolean,
    Date,

    /// <summary>One text or a list of texts.</summary>
    TextList,
    NumberList,

    /// <summary>Names of the user's own choice, each with a text.</summary>
    TextMap,
    Map,
    ListOfMaps,
}

/// <summary>One key of the policy: what it means, what it may hold. The reader, the JSON Schema and the guide all come from these.</summary>
internal sealed record PolicyKey(string Name, KeyKind Kind, string Description)
{
    /// <summary>The default, as YAML; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>Smallest number allowed.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Largest number allowed.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>Whether <see cref="Min"/> itself is excluded.</summary>
    public bool AboveMin { get; init; }

    /// <summary>Whether <see cref="Max"/> itself is excluded.</summary>
    public bool BelowMax { get; init; }

    /// <summary>Whether the key must be there.</summary>
    public bool Required { get; init; }

    /// <summary>The words allowed, when not every text is.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The keys inside.</summary>
    public ImmutableArray<PolicyKey> Children { get; init; } = [];

    /// <summary>The range in words, for messages; empty when every number goes.</summary>
    public string Range =>
        (double.IsFinite(Min), double.IsFinite(Max)) switch
        {
            (true, true) => $" in {(AboveMin ? "(" : "[")}{Spell(Min)}, {Spell(Max)}{(BelowMax ? ")" : "]")}",
            (true, false) => AboveMin ? $" above {Spell(Min)}" : $" of {Spell(Min)} or more",
            (false, true) => BelowMax ? $" below {Spell(Max)}" : $" of {Spell(Max)} or less",
            _ => "",
        };

    /// <summary>Whether a number lies in the range; NaN never does.</summary>
    public bool Allows(double value) =>
        (AboveMin ? value > Min : value >= Min) && (BelowMax ? value < Max : value <= Max);

    /// <summary>A number as a policy may spell it: 1_000_000.</summary>
    private static string Spell(double number) =>
        (number >= long.MaxValue ? long.MaxValue : (decimal)number).ToString("#,0.##########", CultureInfo.InvariantCulture).Replace(',', '_');
}
