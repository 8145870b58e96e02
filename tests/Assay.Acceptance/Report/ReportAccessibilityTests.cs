using System.Text.Json;
using Microsoft.Playwright;

namespace Assay.Acceptance.Report;

public sealed class ReportAccessibilityTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("typical", 1280, false)]
    [InlineData("typical", 1280, true)]
    [InlineData("typical", 390, false)]
    [InlineData("typical", 390, true)]
    [InlineData("extreme", 390, true)]
    [InlineData("empty", 1280, false)]
    [InlineData("reproduction", 390, true)]
    [InlineData("reproduction", 1280, false)]
    public async Task Axe_finds_nothing_serious(string sample, int width, bool dark)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html(sample), width, dark, bypassPolicy: true);
        if (sample is not "extreme")
        {
            await report.OpenEverythingAsync(); // Thousands of cells, all alike, are seconds of work for axe.
        }

        await report.Page.EvaluateAsync(await AxeAsync());
        JsonElement violations = await report.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations");

        string[] serious = [.. violations.EnumerateArray()
            .Where(v => v.GetProperty("impact").GetString() is "serious" or "critical")
            .Select(v => $"{v.GetProperty("id")}: {v.GetProperty("help")}: {v.GetProperty("nodes")[0].GetProperty("html")} {v.GetProperty("nodes")[0].GetProperty("failureSummary")}")];
        Assert.Empty(serious);
    }

    [Fact]
    public async Task The_first_stop_of_the_keyboard_leads_to_the_report()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html("typical"));

        await report.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the report", await FocusedTextAsync(report.Page));
        await report.Page.Keyboard.PressAsync("Enter");

        Assert.Equal("content", await report.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task Everything_that_opens_is_reached_and_opened_by_keyboard()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html("typical"));
        int all = await report.Page.Locator("summary:visible").CountAsync();
        var reached = new HashSet<string>(StringComparer.Ordinal);

        for (int press = 0; press < 100; press++)
        {
            await report.Page.Keyboard.PressAsync("Tab");
            if (await report.Page.EvaluateAsync<bool>("() => document.activeElement.localName === 'summary' && !document.activeElement.parentElement.open"))
            {
                reached.Add(await FocusedTextAsync(report.Page));
                await report.Page.Keyboard.PressAsync("Enter");
                Assert.True(await report.Page.EvaluateAsync<bool>("() => document.activeElement.parentElement.open"));
            }
        }

        // The first duplicate is open from the start.
        Assert.Equal(all - 1, reached.Count);
    }

    [Fact]
    public async Task Headings_descend_by_one_level_at_a_time_below_a_single_first()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html("typical"));

        int[] levels = await report.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.localName[1]))");

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    private static Task<string> FocusedTextAsync(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent");

    private static async Task<string> AxeAsync()
    {
        string path = Path.Combine(AssayProgram.Repository, "src/Assay.Report/ui/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(path), "axe-core is not installed: run npm ci in src/Assay.Report/ui.");
        return await File.ReadAllTextAsync(path);
    }
}
