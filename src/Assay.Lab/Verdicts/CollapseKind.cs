using System.Text.Json.Serialization;

namespace Assay.Lab.Verdicts;

/// <summary>How far a loop has collapsed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CollapseKind>))]
public enum CollapseKind
{
    /// <summary>Nothing differs from fresh real data in each generation.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>The tails are shrinking, or the error grows, while the spread still stands.</summary>
    [JsonStringEnumMemberName("early")]
    Early,

    /// <summary>The effective support has halved.</summary>
    [JsonStringEnumMemberName("late")]
    Late,
}
