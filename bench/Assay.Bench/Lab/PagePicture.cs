using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.Bench.Lab;

/// <summary>The first plot of a report as a picture of its own, drawn by the report's code in a headless Chromium, with both palettes inside.</summary>
internal static partial class PagePicture
{
    /// <summary>Draws a picture.</summary>
    /// <param name="page">The report.</param>
    /// <param name="title">What stands above the plot.</param>
    /// <param name="colours">Names of the palette's colours that the plot uses.</param>
    /// <param name="legend">Names and colours that the page explains beside the plot.</param>
    public static string Of(string page, string title, IEnumerable<string> colours, params IReadOnlyList<(string Name, string Colour)> legend)
    {
        string path = Path.Combine(Path.GetTempPath(), $"assay-picture-{Environment.ProcessId}.html");
        try
        {
            File.WriteAllText(path, page);
            return Standalone(PlotOf(Dom(path)), title, Palette(page, colours), legend);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Dom(string path)
    {
        var start = new ProcessStartInfo("chromium") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=4000", "--window-size=700,900", "--dump-dom", new Uri(path).AbsoluteUri])
        {
            start.ArgumentList.Add(argument);
        }

        using Process chromium = Process.Start(start)!;
        chromium.ErrorDataReceived += (_, _) => { };
        chromium.BeginErrorReadLine();
        string dom = chromium.StandardOutput.ReadToEnd();
        chromium.WaitForExit();
        return dom;
    }

    private static string PlotOf(string dom)
    {
        int at = dom.IndexOf("<svg class=\"plot\"", StringComparison.Ordinal);
        return at >= 0 ? dom[at..(dom.IndexOf("</svg>", at, StringComparison.Ordinal) + 6)] : throw new InvalidOperationException("Chromium drew no plot.");
    }

    /// <summary>The colours that a plot uses, light and dark, as the report's style sheet has them: light ones come first there.</summary>
    private static string Palette(string page, IEnumerable<string> names)
    {
        string[][] pairs = [.. names.Select(name =>
            Regex.Matches(page, $@"--{name}:\s*(?<colour>#[0-9a-f]+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                .Select(m => $"--{name}:{m.Groups["colour"].Value}").Take(2).ToArray())];
        return $"svg{{color-scheme:light dark;{string.Join(';', pairs.Select(p => p[0]))}}}@media (prefers-color-scheme:dark){{svg{{{string.Join(';', pairs.Select(p => p[1]))}}}}}";
    }

    private static string Standalone(string plot, string title, string palette, IReadOnlyList<(string Name, string Colour)> legend)
    {
        double width = double.Parse(Width().Match(plot).Groups["n"].Value, CultureInfo.InvariantCulture);
        double height = double.Parse(Height().Match(plot).Groups["n"].Value, CultureInfo.InvariantCulture);
        string body = plot[(plot.IndexOf('>', StringComparison.Ordinal) + 1)..];
        // A tenth of a pixel is enough for the eye; numbers between tags are labels.
        body = Tags().Replace(body, tag => Decimals().Replace(tag.Value, "${short}"));
        body = Groups().Replace(body, "");
        int above = legend.Count > 0 ? 38 : 20;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" class="plot" width="{{width}}" height="{{height + above}}" viewBox="0 {{-above}} {{width}} {{height + above}}" fill="currentColor" font-family="system-ui, sans-serif" font-size="10" text-anchor="middle">
            <style>{{palette}}svg{color:var(--ink)}</style>
            <rect y="{{-above}}" width="{{width}}" height="{{height + above}}" fill="var(--paper)"/>
            <text x="8" y="{{15 - above}}" text-anchor="start" font-size="13" font-weight="600" fill="var(--ink)">{{title}}</text>
            {{Legend(legend)}}{{body}}

            """).Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>What the page says beside the plot: a dot and a name for each colour.</summary>
    private static string Legend(IReadOnlyList<(string Name, string Colour)> legend)
    {
        const double Letter = 6.2;
        var text = new StringBuilder();
        double x = 14;
        foreach ((string name, string colour) in legend)
        {
            text.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"-9\" r=\"4\" fill=\"{colour}\"/><text x=\"{x + 8}\" y=\"-5\" text-anchor=\"start\" font-size=\"11\">{name}</text>\n");
            x += 28 + (Letter * name.Length);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(?<![\w#])(?<short>\d+\.\d)\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Decimals();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"<style>.*?</style>|<g aria-label=""tip"".*$", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Groups();

    [GeneratedRegex(@"^<svg[^>]* width=""(?<n>\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Width();

    [GeneratedRegex(@"^<svg[^>]* height=""(?<n>\d+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Height();
}
