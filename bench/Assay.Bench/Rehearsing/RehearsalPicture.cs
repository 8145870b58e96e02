using System.Text.Json;
using Assay.Bench.Lab;

namespace Assay.Bench.Rehearsing;

/// <summary>The picture of the README: the generations of a rehearsal's arms, from its report.</summary>
internal static class RehearsalPicture
{
    private static readonly (string Arm, string Colour)[] s_colours =
        [("human", "human"), ("policy", "ink"), ("replace", "synthetic"), ("accumulate-subsample", "mixed"), ("accumulate", "unknown")];

    public static int Run(string folder, TextWriter output)
    {
        using JsonDocument result = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "result.json")));
        JsonElement policy = result.RootElement.GetProperty("policies")[0];
        string[] arms = [.. policy.GetProperty("arms").EnumerateArray().Select(arm => arm.GetProperty("name").GetString()!)];
        string picture = PagePicture.Of(
            File.ReadAllText(Path.Combine(folder, "report.html")),
            "Held-out loss above human text alone, bits per word (ring: the alarm)",
            ["paper", "ink", "muted", "hair", "human", "synthetic", "mixed", "unknown"],
            [.. s_colours.Where(c => arms.Contains(c.Arm, StringComparer.Ordinal)).Select(c => (c.Arm, $"var(--{c.Colour})"))]);
        string path = Path.Combine("docs", "img", "rehearsal.svg");
        File.WriteAllText(path, picture);
        output.WriteLine($"{path}: {picture.Length} characters");
        return 0;
    }
}
