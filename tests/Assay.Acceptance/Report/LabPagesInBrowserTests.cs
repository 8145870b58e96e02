using Microsoft.Playwright;

namespace Assay.Acceptance.Report;

public sealed class LabPagesInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_reproduction_shows_what_failed_how_far_and_what_was_left_out()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html("reproduction"), 390);

        string? head = await report.Page.Locator("header").TextContentAsync();
        Assert.Contains("It does not agree.", head, StringComparison.Ordinal);
        Assert.Contains("It fails in Growth (E mu² n=20·t^2 t=10).", head, StringComparison.Ordinal);
        Assert.Contains("Left out: T5b", head, StringComparison.Ordinal);
        // What failed comes first in the table of its target.
        Assert.Contains("fail", await report.Page.Locator("#target-Growth tbody tr").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await report.Page.Locator("#scores svg.plot [stroke='var(--bad)'], #scores svg.plot [stroke='var(--human)']").CountAsync() > 10);
    }

    [Fact]
    public async Task An_experiment_shows_its_measures_and_changes_its_axis()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html("lab"));
        ILocator figure = report.Page.Locator("#measure-variance figure");
        string before = await figure.Locator("svg.plot").InnerHTMLAsync();

        await figure.GetByRole(AriaRole.Radio, new() { Name = "log" }).First.CheckAsync();

        await Assertions.Expect(figure.Locator("svg.plot")).ToBeVisibleAsync();
        Assert.NotEqual(before, await figure.Locator("svg.plot").InnerHTMLAsync());
        Assert.Contains("No verdict", await report.Page.Locator("header").TextContentAsync(), StringComparison.Ordinal);
    }
}
