using System.Text.Json.Serialization;

namespace Assay.Core.Watching;

/// <summary>How far tails are gone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LossKind>))]
public enum LossKind
{
    /// <summary>Nothing that fresh text would not show.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>Tails are gone, the common words are as spread out as before.</summary>
    [JsonStringEnumMemberName("early")]
    Early,

    /// <summary>Half of the effective number of words is gone as well.</summary>
    [JsonStringEnumMemberName("late")]
    Late,
}

/// <summary>Where a loss is going.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LossTrend>))]
public enum LossTrend
{
    /// <summary>The loss no longer grows: by less than a twentieth from one quarter of the versions to the next, or by no more than their own scatter.</summary>
    [JsonStringEnumMemberName("stabilised")]
    Stabilised = 0,

    /// <summary>It grows.</summary>
    [JsonStringEnumMemberName("worsening")]
    Worsening,
}

/// <summary>What a series of versions says.</summary>
/// <param name="Kind">How far tails are gone: late where they are in any version that rings.</param>
/// <param name="First">Index of the earliest version at which loss is established, from 0; null for none.</param>
/// <param name="Quantity">The quantity that showed it most clearly there.</param>
/// <param name="Trend">Where it is going; null for none, or where too few versions follow to tell.</param>
public sealed record SeriesVerdict(LossKind Kind, int? First, string? Quantity, LossTrend? Trend)
{
    private const double TrendLimit = 2; // standard deviations
    private const double SteadyGrowth = 0.05; // of the loss itself, from one quarter of the versions to the next

    /// <summary>Judges a series.</summary>
    /// <param name="versions">Its verdicts in order, each with the spread of the version's own richness.</param>
    public static SeriesVerdict Of(IReadOnlyList<(VersionVerdict Verdict, double TypesDeviation)> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        int first = 0;
        while (first < versions.Count && !versions[first].Verdict.Rings)
        {
            first++;
        }
        if (first == versions.Count)
        {
            return new(LossKind.None, null, null, null);
        }
        VersionVerdict ringing = versions[first].Verdict;
        LossKind kind = versions.Any(v => v.Verdict.Rings && v.Verdict.IsLate) ? LossKind.Late : LossKind.Early;
        return new(kind, first, ringing.LeadingName, TrendOf(versions, first));
    }

    /// <summary>Compares the richness of the last quarter of the versions since the first alarm with that of the quarter before.</summary>
    private static LossTrend? TrendOf(IReadOnlyList<(VersionVerdict Verdict, double TypesDeviation)> versions, int first)
    {
        (double Loss, double Deviation)[] course = [.. versions.Skip(first)
            .Where(v => v.Verdict.NoAnswer is null)
            .Select(v => (LossOf(v.Verdict), v.TypesDeviation))];
        if (course.Length < 2)
        {
            return null;
        }
        int quarter = Math.Max(1, course.Length / 4);
        var last = course[^quarter..];
        var before = course[^(2 * quarter)..^quarter];
        if (versions.Skip(first).All(v => v.Verdict.Quantities.All(q => !q.IsInFamily)))
        {
            return null; // Vectors alone: their measures have no common scale to tell a trend by.
        }
        double change = last.Average(v => v.Loss) - before.Average(v => v.Loss);
        double error = Math.Sqrt(last.Concat(before).Sum(v => v.Deviation * v.Deviation)) / quarter;
        return change > Math.Max(TrendLimit * error, SteadyGrowth * before.Average(v => v.Loss)) ? LossTrend.Worsening : LossTrend.Stabilised;
    }

    /// <summary>The mean loss of types over the parts that can ring, in logarithm.</summary>
    private static double LossOf(VersionVerdict verdict) => verdict.Quantities
        .Where(q => q.IsInFamily && q.Quantity.Measure == TailMeasure.Types)
        .Select(q => Math.Log(q.Reference / q.Version)).DefaultIfEmpty(0).Average();
}
