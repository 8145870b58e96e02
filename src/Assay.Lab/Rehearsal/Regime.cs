using System.Text.Json.Serialization;

namespace Assay.Lab.Rehearsal;

/// <summary>What a generation's mix is composed from, and under which limits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Regime>))]
public enum Regime
{
    /// <summary>The corpus and everything generated since, under the policy.</summary>
    [JsonStringEnumMemberName("policy")]
    Policy = 0,

    /// <summary>Human text alone: the control that every other arm is paired with.</summary>
    [JsonStringEnumMemberName("human")]
    Human,

    /// <summary>The newest model's output alone.</summary>
    [JsonStringEnumMemberName("replace")]
    Replace,

    /// <summary>Human text and everything generated since, a random part at the fixed budget.</summary>
    [JsonStringEnumMemberName("accumulate-subsample")]
    AccumulateSubsample,

    /// <summary>Human text and everything generated since, all of it.</summary>
    [JsonStringEnumMemberName("accumulate")]
    Accumulate,
}
