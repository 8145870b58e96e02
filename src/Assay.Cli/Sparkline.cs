namespace Assay.Cli;

/// <summary>A curve in one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Draws a curve, thinned to a width; a gap stands for what is not a number.</summary>
    public static string Draw(IReadOnlyList<double> values, int width = 40)
    {
        int count = Math.Min(width, values.Count);
        double[] shown = [.. Enumerable.Range(0, count).Select(i => values[count == 1 ? 0 : (int)Math.Round(i * (values.Count - 1.0) / (count - 1))])];
        double[] finite = [.. shown.Where(double.IsFinite)];
        double low = finite.Length > 0 ? finite.Min() : 0, span = finite.Length > 0 ? finite.Max() - low : 0;
        return string.Concat(shown.Select(v => !double.IsFinite(v) ? ' ' : span == 0 ? Levels[3] : Levels[(int)Math.Min(7, (v - low) / span * 8)]));
    }
}
