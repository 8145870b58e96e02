using Assay.Pipeline.Results;
using Assay.Report;
using Assay.Tests.Report;
using Microsoft.Playwright;

namespace Assay.Acceptance.Report;

public sealed class ReportInBrowserTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("typical", 390, false)]
    [InlineData("typical", 390, true)]
    [InlineData("typical", 1280, false)]
    [InlineData("typical", 1280, true)]
    [InlineData("empty", 390, false)]
    [InlineData("empty", 1280, true)]
    [InlineData("extreme", 390, true)]
    [InlineData("extreme", 1280, false)]
    [InlineData("lab", 390, false)]
    [InlineData("reproduction", 390, true)]
    [InlineData("reproduction", 1280, false)]
    public async Task The_page_opens_without_complaint_request_or_overflow(string sample, int width, bool dark)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html(sample), width, dark);

        (int closed, _) = await report.WidthsAsync();
        await report.OpenEverythingAsync();
        (int opened, int window) = await report.WidthsAsync();
        Assert.Empty(report.Complaints);
        Assert.All(report.Requests, url => Assert.True(url.StartsWith("file:", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal), url));
        Assert.Single(report.Requests, url => url.StartsWith("file:", StringComparison.Ordinal));
        Assert.True(Math.Max(closed, opened) <= window, $"the content is {closed} pixels wide, {opened} with everything open, in a window of {window}.");
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Plots_are_drawn_and_named(int width)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"), width);

        ILocator plots = report.Page.Locator("figure svg.plot[role=img][aria-label]");
        // Flow, two of the synthetic share, scores of the calibrated source, sources, origins, depths, three dimensions of strata, weights.
        Assert.Equal(11, await plots.CountAsync());
        foreach (ILocator plot in await plots.AllAsync())
        {
            LocatorBoundingBoxResult? box = await plot.BoundingBoxAsync();
            Assert.True(box is { Width: > 200, Height: > 50 });
            Assert.True((await plot.GetAttributeAsync("aria-label"))!.Length > 40);
            Assert.True(await plot.Locator("path, rect, circle, line").CountAsync() > 2);
        }
    }

    [Fact]
    public async Task Plots_are_drawn_again_for_another_width()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("extreme"));
        ILocator plot = report.Page.Locator("svg.plot").First;
        await plot.WaitForAsync();

        await report.Page.SetViewportSizeAsync(390, 844);

        await Assertions.Expect(plot).ToHaveAttributeAsync("width", "358");
        (int content, int window) = await report.WidthsAsync();
        Assert.True(content <= window);
    }

    [Fact]
    public async Task The_head_says_what_came_in_what_went_out_and_whether_the_cap_holds()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"));

        Assert.Equal(
            "2,311 documents in, 1,902 kept. Synthetic share 31.8% (30.7–32.9) before, at most 20.1% after, within the cap of 21%.",
            (await report.Page.Locator("h1").TextContentAsync())!);
        Assert.Contains("10 limits held, 1 not promised", await report.Page.Locator(".verdict").TextContentAsync());
        // 64 bits, which JSON.parse alone would round.
        Assert.Contains("18446744073709551557", await report.Page.Locator("#methods").TextContentAsync());
    }

    [Fact]
    public async Task What_was_measured_of_a_source_is_said_with_its_interval_and_its_price()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"));
        string measured = (await report.Page.Locator("#calibration").TextContentAsync())!;

        Assert.Contains("By tokens 16.4% (14.1–18.9) machine-made as found, at most 6.1% of what the mix holds of it", measured, StringComparison.Ordinal);
        Assert.Contains("Measured on 567 documents by 300 human, 112 machine-made documents, without 49 documents too short to be scored and 3 documents that also stand in its calibration.", measured, StringComparison.Ordinal);
        Assert.Contains("b = 3, this policy", measured, StringComparison.Ordinal);
        Assert.Contains("The filter dropped 21 documents", measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_answer_is_said_in_words()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("extreme"));

        Assert.Contains("unknown before, at most 55.1% after, above the cap of 30%", await report.Page.Locator("h1").TextContentAsync());
        Assert.Contains("The corpus is unlike the calibration data", await report.Page.Locator("#share").TextContentAsync());
        Assert.Contains("No answer: The documents are unlike the calibration data", await report.Page.Locator("#calibration").TextContentAsync());
        Assert.Contains("31 limits held, 20 not promised", await report.Page.Locator(".verdict").TextContentAsync());
    }

    [Fact]
    public async Task Copies_are_shown_with_the_words_that_differ_and_markup_in_them_stays_text()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"));
        ILocator copy = report.Page.Locator("#duplicates blockquote").Nth(1);

        Assert.Equal(["Tuesday", "post"], await copy.Locator("del").AllTextContentsAsync());
        Assert.Equal(["Thursday", "mail"], await copy.Locator("ins").AllTextContentsAsync());
        Assert.Contains("<script>alert('an excerpt is text')</script>", await report.Page.Locator("#duplicates").TextContentAsync());
    }

    [Fact]
    public async Task The_flow_can_be_measured_in_tokens()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"));
        ILocator plot = report.Page.Locator("#flow svg.plot");

        await report.Page.GetByRole(AriaRole.Radio, new() { Name = "tokens" }).PressAsync("Space");

        await Assertions.Expect(plot).ToContainTextAsync("4.8");
        Assert.StartsWith("Flow of tokens. kept: 4.8", await plot.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_document_is_shown_as_a_tree()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportPage.Render("Assay", """{ "schema": "assay/later/9", "answer": { "is": 42 } }"""));

        Assert.Contains("no view for the schema “assay/later/9”", await report.Page.Locator("main").TextContentAsync());
        Assert.Contains("42", await report.Page.Locator("main").TextContentAsync());
        Assert.Empty(report.Complaints);
    }

    [Fact]
    public async Task A_document_that_the_view_cannot_draw_is_shown_as_a_tree()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportPage.Render("Assay", """{ "schema": "assay/mix/1", "version": "0" }"""));

        Assert.Contains("could not be drawn", await report.Page.Locator("main").TextContentAsync());
    }

    [Fact]
    public async Task Without_scripts_the_numbers_are_listed()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("typical"), scripts: false);

        ILocator plain = report.Page.Locator("noscript main");
        Assert.True(await plain.IsVisibleAsync());
        Assert.Contains("flow, kept, documents1902", await plain.TextContentAsync());
    }

    [Fact]
    public async Task On_paper_everything_is_open()
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, Html("extreme"));
        await report.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await report.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");

        Assert.Equal(0, await report.Page.Locator("main details:not([open])").CountAsync());
        Assert.True(await report.Page.Locator("#sources tbody tr").Last.IsVisibleAsync());
        Assert.True(await report.Page.Locator("#outputs tbody tr").Last.IsVisibleAsync());
        Assert.False(await report.Page.Locator("nav").First.IsVisibleAsync());
        await report.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        Assert.NotEqual(0, await report.Page.Locator("main details:not([open])").CountAsync());
    }

    internal static string Html(string sample)
    {
        if (sample is "lab" or "reproduction")
        {
            return sample is "lab" ? SampleLabPages.Experiment() : SampleLabPages.Reproduction();
        }

        MixResult result = sample switch
        {
            "typical" => SampleMixResults.Typical(),
            "empty" => SampleMixResults.Empty(),
            _ => SampleMixResults.Extreme(),
        };
        // Absent values are left out in one sample and null in the others: the viewer reads both.
        return ReportPage.Render($"Mix, {sample}", SampleMixResults.ToJson(result, nulls: sample is not "extreme"));
    }
}
