using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Report;

/// <summary>Makes the one page that shows a command's <c>--json</c> document: viewer and document in a single file, without a network.</summary>
/// <remarks>Thread-safe. Equal arguments give equal bytes for one build of the viewer.</remarks>
public static class ReportPage
{
    private static readonly Lazy<Bundle> Viewer = new(Bundle.Load);

    /// <summary>Renders a page.</summary>
    /// <param name="title">Title of the window; any text.</param>
    /// <param name="json">The document. The viewer picks its view by the property <c>schema</c> and shows a plain tree when it knows none.</param>
    /// <returns>HTML, to be written as UTF-8.</returns>
    /// <exception cref="JsonException">The document is not valid JSON.</exception>
    public static string Render(string title, string json)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(json);
        using JsonDocument document = JsonDocument.Parse(json);
        Bundle bundle = Viewer.Value;
        return $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{bundle.ScriptHash}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <link rel="icon" href="{Icon}">
            <style>{bundle.Style}</style>
            </head>
            <body>
            <div id="assay-report"></div>
            <noscript>
            <main class="plain">
            <h1>{WebUtility.HtmlEncode(title)}</h1>
            <p>The plots of this report need JavaScript, which is off. These are its main numbers; the whole document is in the source of this page.</p>
            {PlainSummary.Render(document.RootElement)}
            </main>
            </noscript>
            <script type="application/json" id="assay-document">{EscapeForScript(json)}</script>
            <script>{bundle.Script}</script>
            </body>
            </html>

            """.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>A maker's mark: an oval with a letter.</summary>
    private const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Cellipse cx='16' cy='16' rx='15' ry='11' fill='%231f6b5c'/%3E%3Ctext x='16' y='21.5' font-family='serif' font-size='16' text-anchor='middle' fill='white'%3EA%3C/text%3E%3C/svg%3E";

    // In JSON a less-than sign stands only in strings: escaped there, no text of a document can end the element.
    private static string EscapeForScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);

    /// <summary>The built viewer.</summary>
    /// <param name="Script">The script, with line feeds only.</param>
    /// <param name="ScriptHash">Its hash as a content security policy names it.</param>
    /// <param name="Style">The style sheet.</param>
    private sealed record Bundle(string Script, string ScriptHash, string Style)
    {
        public static Bundle Load()
        {
            // The browser hashes what the HTML parser made of the script: with line feeds alone.
            string script = Read("report.js");
            return new Bundle(script, $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}", Read("report.css"));
        }

        private static string Read(string name)
        {
            using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream(name)
                ?? throw new InvalidOperationException($"The assembly was built without {name}.");
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
        }
    }
}
