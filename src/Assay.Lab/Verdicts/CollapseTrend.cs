using System.Text.Json.Serialization;

namespace Assay.Lab.Verdicts;

/// <summary>Where a collapse is going.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CollapseTrend>))]
public enum CollapseTrend
{
    /// <summary>The last quarter of the generations is no worse than the one before.</summary>
    [JsonStringEnumMemberName("stabilised")]
    Stabilised = 0,

    /// <summary>The last quarter is worse than the one before.</summary>
    [JsonStringEnumMemberName("worsening")]
    Worsening,
}
