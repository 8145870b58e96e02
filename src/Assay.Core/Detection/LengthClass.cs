using System.Text.Json.Serialization;

namespace Assay.Core.Detection;

/// <summary>How much a score can be relied on, by the words it rests on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LengthClass>))]
public enum LengthClass
{
    /// <summary>Fewer than <see cref="ChunkPlan.ShortWords"/> words: no score at all.</summary>
    [JsonStringEnumMemberName("too-short")]
    TooShort = 0,

    /// <summary>Fewer than <see cref="ChunkPlan.FullWords"/> words: a score, but a weak one.</summary>
    [JsonStringEnumMemberName("short")]
#pragma warning disable CA1720 // A length here, not a type.
    Short,
#pragma warning restore CA1720

    /// <summary><see cref="ChunkPlan.FullWords"/> words or more.</summary>
    [JsonStringEnumMemberName("full")]
    Full,
}
