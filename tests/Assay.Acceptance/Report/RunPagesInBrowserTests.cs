using System.Text.Json;
using Assay.Acceptance.Mix;

namespace Assay.Acceptance.Report;

/// <summary>The pages of <c>assay rehearse</c> and <c>assay watch</c>, as runs of the program write them.</summary>
public sealed class RunPagesInBrowserTests(Chromium chromium, RunPagesInBrowserTests.Runs runs) : IClassFixture<Chromium>, IClassFixture<RunPagesInBrowserTests.Runs>
{
    [Theory]
    [InlineData("rehearsal", 390, true)]
    [InlineData("rehearsal", 1280, false)]
    [InlineData("watch", 390, true)]
    [InlineData("watch", 1280, false)]
    public async Task The_page_opens_without_complaint_request_or_overflow(string page, int width, bool dark)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, runs.Html(page), width, dark);

        (int closed, _) = await report.WidthsAsync();
        await report.OpenEverythingAsync();
        (int opened, int window) = await report.WidthsAsync();
        Assert.Empty(report.Complaints);
        Assert.Single(report.Requests);
        Assert.True(Math.Max(closed, opened) <= window, $"the content is {closed} pixels wide, {opened} with everything open, in a window of {window}.");
        Assert.True(await report.Page.Locator("figure svg.plot[role=img][aria-label]").CountAsync() > 1);
    }

    [Theory]
    [InlineData("rehearsal", 390, true)]
    [InlineData("rehearsal", 1280, false)]
    [InlineData("watch", 390, true)]
    [InlineData("watch", 1280, false)]
    public async Task Axe_finds_nothing_serious(string page, int width, bool dark)
    {
        string path = Path.Combine(AssayProgram.Repository, "src/Assay.Report/ui/node_modules/axe-core/axe.min.js");
        Assert.SkipUnless(File.Exists(path), "axe-core is not installed: run npm ci in src/Assay.Report/ui.");
        await using OpenReport report = await OpenReport.OpenAsync(chromium, runs.Html(page), width, dark, bypassPolicy: true);
        await report.OpenEverythingAsync();
        await report.Page.EvaluateAsync(await File.ReadAllTextAsync(path));

        JsonElement violations = await report.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations");

        Assert.Empty(violations.EnumerateArray().Where(v => v.GetProperty("impact").GetString() is "serious" or "critical").Select(v => v.GetRawText()));
    }

    [Theory]
    [InlineData("rehearsal")]
    [InlineData("watch")]
    public async Task Headings_descend_by_one_level_at_a_time_below_a_single_first(string page)
    {
        await using OpenReport report = await OpenReport.OpenAsync(chromium, runs.Html(page));

        int[] levels = await report.Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => Number(h.localName[1]))");

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
    }

    /// <summary>Both commands, run once for all tests.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly SmallCorpus _corpus = new(files: 2);

        public Runs()
        {
            ProgramResult rehearsed = AssayProgram.Run(
                _corpus.Folder, "rehearse", "policy.yaml", "--generations", "2", "--replicates", "3", "--worth", "--vary", "temperature=0.7,1", "--workers", "2", "--out", "rehearsal");
            Assert.True(rehearsed.ExitCode == 0, rehearsed.Errors);
            _ = Directory.CreateDirectory(Path.Combine(_corpus.Folder, "watch"));
            ProgramResult watched = AssayProgram.Run(
                _corpus.Folder, "watch", "human-0.jsonl", "human-1.jsonl", "machine-*.jsonl", "--strata", "lang", "--report", "watch/report.html");
            Assert.True(watched.ExitCode is 0 or 1, watched.Errors);
        }

        /// <summary>A page.</summary>
        /// <param name="page">The folder that the run wrote it to.</param>
        public string Html(string page) => File.ReadAllText(Path.Combine(_corpus.Folder, page, "report.html"));

        public void Dispose() => _corpus.Dispose();
    }
}
