using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Results;

namespace Assay.Tests.Lab.Guide;

/// <summary>The guide to the laboratory says what its commands say, and shows a picture of each.</summary>
public sealed class LabGuideTests
{
    private static readonly GuideEntry[] s_entries = GuideEntry.Read(Path.Combine(Repository.Root, GuideEntry.ResultsPath));

    /// <summary>Those that run in moments; `bench lab pictures` runs them all.</summary>
    public static TheoryData<string> Quick =>
    [
        "gaussian", "gaussian-mle", "gaussian-exact", "gaussian-biased", "accumulate", "growing", "fresh-real", "fixed-real", "golden-ratio",
        "errors-statistical", "errors-expressivity", "errors-approximation", "errors-all", "poisson", "two-states",
    ];

    [Fact]
    public void Every_experiment_of_the_catalogue_has_its_heading_source_line_and_picture()
    {
        string[] guide = File.ReadAllLines(Path.Combine(Repository.Root, GuideEntry.GuidePath));

        Assert.Equal(Catalogue.All.Select(s => s.Name).Order(StringComparer.Ordinal), s_entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(s_entries, entry =>
        {
            int at = Array.IndexOf(guide, $"### `{entry.Name}`");
            Assert.True(at >= 0, $"The guide has no heading for {entry.Name}.");
            string[] part = [.. guide.Skip(at + 1).TakeWhile(line => !line.StartsWith('#'))];
            Assert.Contains(entry.Line(), part);
            Assert.Contains(part, line => line.StartsWith('*') && line.EndsWith('*'));
            Assert.Contains(part, line => line.EndsWith($"(../img/lab/{entry.Name}.svg)", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_picture_is_there_small_and_drawn_for_light_and_dark() => Assert.All(s_entries, entry =>
    {
        string path = Path.Combine(Repository.Root, "docs/img/lab", $"{entry.Name}.svg");
        Assert.True(File.Exists(path), $"{path} is missing; `bench lab pictures` draws it.");
        string picture = File.ReadAllText(path);
        Assert.Contains($">{entry.Measure}", picture, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", picture, StringComparison.Ordinal);
        Assert.EndsWith("</svg>\n", picture, StringComparison.Ordinal);
        Assert.InRange(picture.Length, 1000, 100_000);
        _ = System.Xml.Linq.XDocument.Parse(picture);
    });

    [Theory]
    [MemberData(nameof(Quick))]
    public void What_the_guide_says_still_comes_out(string name)
    {
        GuideEntry approved = s_entries.Single(e => string.Equals(e.Name, name, StringComparison.Ordinal));
        ExperimentSpec spec = Catalogue.Find(name)!;
        ExperimentResult result = Laboratory.Create(spec).Run(new RunOptions { Generations = spec.Generations, Replicates = spec.Replicates, Seed = new RunSeed(42), Workers = 2 });
        var now = GuideEntry.Of(LabDocument.Of(spec, result, null, null, ""), approved.Measure, approved.Arguments);

        // Another processor's logarithm may differ in its last digit, and with it a draw in thousands.
        Assert.InRange(now.Mean!.Value - approved.Mean!.Value, -Slack(approved), Slack(approved));
        Assert.Equal(approved.Law ?? double.NaN, now.Law ?? double.NaN, 6);
        Assert.True(approved.StandardError is null == now.StandardError is null);
    }

    private static double Slack(GuideEntry entry) => Math.Max(1e-6 * Math.Abs(entry.Mean!.Value), 0.05 * (entry.StandardError ?? 0));
}
