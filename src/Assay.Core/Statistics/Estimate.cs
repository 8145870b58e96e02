using System.Text.Json.Serialization;

namespace Assay.Core.Statistics;

/// <summary>What a measured quantity is: a number with an interval, a one-sided bound, or no answer at all.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EstimateAnswer>))]
public enum EstimateAnswer
{
    /// <summary>The data give no number; <see cref="Estimate.Reason"/> says why.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>A point with an interval.</summary>
    [JsonStringEnumMemberName("estimate")]
    Estimate,

    /// <summary>Only <see cref="Estimate.Low"/> or <see cref="Estimate.High"/> can be relied on.</summary>
    [JsonStringEnumMemberName("bound")]
    Bound,
}

/// <summary>The one shape in which every command reports a measured quantity.</summary>
public sealed record Estimate
{
    /// <summary>The point; null where the data give none.</summary>
    public double? Value { get; init; }

    /// <summary>Lower end of the interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the interval; null where there is none.</summary>
    public double? High { get; init; }

    /// <summary>Nominal coverage of the interval, in (0, 1).</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>How it was obtained, in the words of docs/metrics.md.</summary>
    public required string Method { get; init; }

    /// <summary><c>documents</c> or <c>tokens</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Number of documents it rests on.</summary>
    public required long N { get; init; }

    /// <summary>What kind of answer this is.</summary>
    public required EstimateAnswer Answer { get; init; }

    /// <summary>Why there is no answer, only a bound, or which assumption it stands on; null when nothing needs saying.</summary>
    public string? Reason { get; init; }
}
