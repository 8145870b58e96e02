using System.Globalization;

namespace Assay.Lab.Rehearsal;

/// <summary>How the machine share of an unknown source grows over the generations.</summary>
public static class ContaminationSchedule
{
    // Share of web tokens that a detector calls machine-written in June 2023, June 2024, June 2025 and August 2026 (WildAI, arXiv 2609.40295).
    private static readonly double[] s_web = [.017, .101, .161, .311];

    /// <summary>Reads a schedule.</summary>
    /// <param name="text"><c>none</c>; a share, constant; <c>FROM:TO</c>, linear from generation 1 to the last; or <c>web</c>, the published
    /// curve, a generation a year, its last value kept.</param>
    /// <param name="generations">Number of generations.</param>
    /// <returns>The share of generation 0, 1, …; null when the text is no schedule, or its shares are not in [0, 1].</returns>
    public static double[]? Parse(string text, int generations)
    {
        ArgumentNullException.ThrowIfNull(text);
        double[]? shares = text.Split(':') switch
        {
            ["none"] => [.. Enumerable.Repeat(0.0, generations + 1)],
            ["web"] => [0, .. Enumerable.Range(0, generations).Select(t => s_web[Math.Min(t, s_web.Length - 1)])],
            [var one] when Number(one) is { } share => [0, .. Enumerable.Repeat(share, generations)],
            [var from, var to] when Number(from) is { } first && Number(to) is { } last =>
                [0, .. Enumerable.Range(0, generations).Select(t => generations == 1 ? last : first + ((last - first) * t / (generations - 1)))],
            _ => null,
        };
        return shares is not null && shares.All(s => s is >= 0 and <= 1) ? shares : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) ? value : null;
}
