using Microsoft.Playwright;

namespace Assay.Acceptance.Report;

/// <summary>A report opened from disk, and what the browser said about it meanwhile.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private OpenReport(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add($"uncaught: {error}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Everything that appeared on the console, and uncaught errors.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The address of everything that was asked for.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<OpenReport> OpenAsync(
        Chromium chromium, string html, int width = 1280, bool dark = false, bool scripts = true, bool bypassPolicy = false)
    {
        IBrowserContext context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 844 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            BypassCSP = bypassPolicy,
            Offline = true,
        });
        var report = new OpenReport(context, await context.NewPageAsync());
        string path = Path.Combine(chromium.Folder.FullName, $"{Path.GetRandomFileName()}.html");
        await File.WriteAllTextAsync(path, html);
        await report.Page.GotoAsync(new Uri(path).AbsoluteUri);
        if (scripts)
        {
            await report.Page.WaitForFunctionAsync("() => document.querySelector('h1') && [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('svg'))");
        }

        return report;
    }

    /// <summary>Opens everything that a reader can open, and shows all rows of long tables.</summary>
    public async Task OpenEverythingAsync() => await Page.EvaluateAsync(
        "() => { for (const details of document.querySelectorAll('details')) details.open = true; for (const more of document.querySelectorAll('button.more')) more.click(); }");

    /// <summary>Width of the content and of the window, in pixels: equal where nothing overflows.</summary>
    public async Task<(int Content, int Window)> WidthsAsync()
    {
        int[] widths = await Page.EvaluateAsync<int[]>("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]");
        return (widths[0], widths[1]);
    }

    public async ValueTask DisposeAsync() => await _context.CloseAsync();
}
