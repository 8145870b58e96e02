using System.Text.Json.Serialization;

namespace Assay.Lab.Reproduction;

/// <summary>How a measured number is compared with the expected one.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CellKind>))]
public enum CellKind
{
    /// <summary>The expectation is exact: the distance counts in standard errors, against the family-wise limit.</summary>
    [JsonStringEnumMemberName("statistical")]
    Statistical = 0,

    /// <summary>The expectation is published or approximate: the distance counts against a stated tolerance.</summary>
    [JsonStringEnumMemberName("tolerance")]
    Tolerance,

    /// <summary>The measured number must not pass a bound.</summary>
    [JsonStringEnumMemberName("bound")]
    Bound,
}
