using Microsoft.Playwright;

namespace Assay.Acceptance.Report;

/// <summary>Pictures of the report for a person to judge: <c>ASSAY_SCREENSHOTS=folder dotnet test --filter ReportScreenshotTests</c>.</summary>
public sealed class ReportScreenshotTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory(Explicit = true)]
    [InlineData("typical", 1280, false)]
    [InlineData("typical", 1280, true)]
    [InlineData("typical", 390, false)]
    [InlineData("typical", 390, true)]
    [InlineData("extreme", 1280, false)]
    [InlineData("extreme", 390, true)]
    [InlineData("empty", 1280, false)]
    [InlineData("lab", 1280, false)]
    [InlineData("reproduction", 1280, true)]
    [InlineData("reproduction", 390, false)]
    public async Task A_picture_is_taken(string sample, int width, bool dark)
    {
        string? folder = Environment.GetEnvironmentVariable("ASSAY_SCREENSHOTS");
        Assert.SkipWhen(folder is null, "ASSAY_SCREENSHOTS names no folder; the pictures are for people.");
        await using OpenReport report = await OpenReport.OpenAsync(chromium, ReportInBrowserTests.Html(sample), width, dark);

        byte[] picture = await report.Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(folder!, $"{sample}-{width}-{(dark ? "dark" : "light")}.png"),
            FullPage = true,
        });

        Assert.NotEmpty(picture);
    }
}
