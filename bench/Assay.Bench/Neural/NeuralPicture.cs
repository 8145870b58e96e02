using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Bench.Lab;

namespace Assay.Bench.Neural;

/// <summary>A picture of the guide from a finished run: the histograms of perplexity of its report, or the digits of each generation side by side.</summary>
internal static class NeuralPicture
{
    private const int Columns = 2, Width = 400, Height = 120, Gap = 16, Head = 20;

    public static int Run(string folder, TextWriter output)
    {
        using JsonDocument result = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "result.json")));
        string name = result.RootElement.GetProperty("experiment").GetProperty("name").GetString()!;
        string?[] digits = [.. result.RootElement.GetProperty("exhibits").EnumerateArray().Select(e => e.TryGetProperty("picture", out JsonElement picture) ? picture.GetString() : null)];
        string drawn = digits.Any(d => d is not null)
            ? SideBySide(digits)
            : PagePicture.Of(
                File.ReadAllText(Path.Combine(folder, "report.html")), "Perplexity under the first model of what each generation writes", ["paper", "ink", "muted", "hair", "human", "synthetic"]);
        string path = Path.Combine("docs", "img", "lab", $"{name}.svg");
        File.WriteAllText(path, drawn);
        output.WriteLine($"{path}: {drawn.Length} characters");
        return 0;
    }

    private static string SideBySide(string?[] pictures)
    {
        int width = (Columns * (Width + Gap)) - Gap, height = (pictures.Length + Columns - 1) / Columns * (Height + Head + Gap);
        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#77746c\">\n"));
        for (int i = 0; i < pictures.Length; i++)
        {
            int x = i % Columns * (Width + Gap), y = i / Columns * (Height + Head + Gap);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y + 12}\">generation {i + 1}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<image x=\"{x}\" y=\"{y + Head}\" width=\"{Width}\" height=\"{Height}\" href=\"{pictures[i]}\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
