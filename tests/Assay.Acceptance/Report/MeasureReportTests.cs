using System.Text;
using System.Text.Json;
using Assay.Pipeline.Results;
using Assay.Report;
using Assay.Tests.Report;

namespace Assay.Acceptance.Report;

public sealed class MeasureReportTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("typical", 390, true)]
    [InlineData("typical", 1280, false)]
    [InlineData("empty", 390, false)]
    public async Task The_page_opens_without_complaint_or_overflow(string sample, int width, bool dark)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html(sample), width, dark);
        await report.OpenEverythingAsync();

        (int content, int window) = await report.WidthsAsync();
        Assert.Empty(report.Complaints);
        Assert.True(content <= window, $"the content is {content} pixels wide in a window of {window}.");
    }

    [Fact]
    public async Task The_head_says_how_much_how_sure_and_what_to_distrust()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"));

        Assert.Equal("Machine-made: 18.4% (16.7–20.5) of the tokens. By documents: 17.5% (15.9–19.3). 12,840 documents.", await report.Page.Locator("h1").TextContentAsync());
        Assert.Contains("worth nothing here", await report.Page.Locator(".verdict.violated").TextContentAsync());
        Assert.Contains("<script>alert('an excerpt is text')</script>", await report.Page.Locator("#documents").TextContentAsync());
        Assert.Equal(2, await report.Page.Locator("figure svg.plot[role=img][aria-label]").CountAsync());
        Assert.Contains("18446744073709551557", await report.Page.Locator("#methods").TextContentAsync());
    }

    [Fact]
    public async Task Axe_finds_nothing_serious()
    {
        string path = Path.Combine(AssayProgram.Repository, "src/Assay.Report/ui/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(path), "axe-core is not installed: run npm ci in src/Assay.Report/ui.");
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"), 390, dark: true, bypassPolicy: true);
        await report.OpenEverythingAsync();
        await report.Page.EvaluateAsync(await File.ReadAllTextAsync(path));

        JsonElement violations = await report.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations");

        Assert.Empty(violations.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.GetRawText()));
    }

    private static string Html(string sample) =>
        ReportPage.Render("Measure", Encoding.UTF8.GetString(ResultJson.Write(sample is "typical" ? SampleMeasureResults.Typical() : SampleMeasureResults.Empty())));
}
