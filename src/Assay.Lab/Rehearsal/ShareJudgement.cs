using System.Text.Json.Serialization;

namespace Assay.Lab.Rehearsal;

/// <summary>What the replicates at a synthetic share establish.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShareJudgement>))]
public enum ShareJudgement
{
    /// <summary>Neither, so far.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved = 0,

    /// <summary>In no generation does the loss rise by more than the tolerance, and the alarm rings in at most the stated share of runs.</summary>
    [JsonStringEnumMemberName("safe")]
    Safe,

    /// <summary>One of the two is broken.</summary>
    [JsonStringEnumMemberName("unsafe")]
    Unsafe,
}
