using System.Globalization;
using Assay.Core.Statistics;
using Assay.Pipeline.Results;
using Spectre.Console;

namespace Assay.Cli.Mix;

/// <summary>The short answer of <c>assay mix</c>: a table for a person, plain lines when piped.</summary>
internal static class MixSummary
{
    public static void Print(Terminal terminal, MixResult result, string folder)
    {
        if (terminal.IsInteractive)
        {
            terminal.Screen().Write(SourceTable(result));
        }
        else
        {
            PrintSources(terminal.Output, result);
        }

        foreach (string line in Lines(result, folder))
        {
            terminal.Output.WriteLine(line);
        }
    }

    private static readonly string[] Headings = ["source", "origin", "read", "merged", "dropped", "kept", "tokens written", "share"];

    private static IEnumerable<string[]> Rows(MixResult result)
    {
        long written = Math.Max(1, result.Flow.Written.Tokens);
        foreach (SourceSummary source in result.Sources)
        {
            yield return
            [
                source.Name + (source.Anchor ? " (anchor)" : ""), source.Origin, N(source.Read.Documents), N(source.Merged.Documents),
                N(source.Dropped.Sum(drop => drop.Amount.Documents)), N(source.Kept.Documents), N(source.Written.Tokens), P((double)source.Written.Tokens / written),
            ];
        }

        FlowSummary flow = result.Flow;
        yield return
        [
            "all", "", N(flow.Read.Documents), N(flow.Merged.Documents), N(flow.Dropped.Sum(drop => drop.Amount.Documents)), N(flow.Kept.Documents),
            N(flow.Written.Tokens), P(flow.Written.Tokens > 0 ? 1 : 0),
        ];
    }

    private static Table SourceTable(MixResult result)
    {
        Table table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < Headings.Length; i++)
        {
            _ = table.AddColumn(new TableColumn(Headings[i]) { Alignment = i < 2 ? Justify.Left : Justify.Right });
        }

        foreach (string[] row in Rows(result))
        {
            _ = table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static void PrintSources(TextWriter output, MixResult result)
    {
        string[][] rows = [Headings, .. Rows(result)];
        int[] widths = [.. Headings.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    private static IEnumerable<string> Lines(MixResult result, string folder)
    {
        FlowSummary flow = result.Flow;
        yield return "";
        yield return $"synthetic share  {Show(result.SyntheticShare.Before)} of the corpus -> {Show(result.SyntheticShare.After)} of the mix"
            + (result.SyntheticShare.Cap is { } cap ? $" (cap {P(cap)})" : "");
        yield return $"mix              {N(flow.Kept.Documents)} documents, {N(flow.Written.Copies)} with copies, {N(flow.Written.Tokens)} tokens";
        foreach (CalibratedSource source in result.Calibration.Where(source => source.By is not "nothing"))
        {
            yield return $"measured         {source.Source}: {Interval(source.ByTokens)} machine-made by tokens ({Known(source)}); in the mix {Interval(source.Written)}"
                + (source.Mix is { } mix ? $", {P(mix.HumanKept)} of its human text kept" : "");
        }

        if (flow.Dropped.Count > 0)
        {
            yield return $"dropped          {string.Join(", ", flow.Dropped.Select(drop => $"{N(drop.Amount.Documents)} {drop.Reason}"))}";
        }

        if (flow.Quarantined.Documents > 0)
        {
            yield return $"quarantined      {N(flow.Quarantined.Documents)} bad records";
        }

        int floors = result.Strata.Count(stratum => stratum.Floor is not null);
        if (floors > 0)
        {
            yield return $"floors           {result.Strata.Count(stratum => string.Equals(stratum.Status, "held", StringComparison.Ordinal))} of {floors} strata held"
                + string.Concat(result.Strata.Where(s => s.Status is "not-promised").Select(s => $"; {s.Dimension}={s.Value} {s.Status}"));
        }

        foreach (string assumption in result.Assumptions)
        {
            yield return $"assumption       {assumption}";
        }

        foreach (string warning in result.Warnings)
        {
            yield return $"warning          {warning}";
        }

        yield return $"report           {Shown(Path.Combine(folder, "report.html"))}";
    }

    /// <summary>A path below the current folder as it is typed there, any other in full.</summary>
    private static string Shown(string path) =>
        Path.GetRelativePath(Environment.CurrentDirectory, path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;

    private static string Interval(Estimate share) => share switch
    {
        { Answer: EstimateAnswer.None } => "nothing",
        { Answer: EstimateAnswer.Estimate, Value: { } value } => $"{P(value)} ({P(share.Low ?? 0)} to {P(share.High ?? 1)})",
        _ => $"{P(share.Low ?? 0)} to {P(share.High ?? 1)}",
    };

    private static string Known(CalibratedSource source) => source.By is "labels"
        ? $"by {N(source.Labelled)} labels"
        : $"by {N(source.Human)} known human{(source.Machine > 0 ? $" and {N(source.Machine)} machine" : "")} documents";

    private static string Show(Estimate share) => (share.Value, share.High) switch
    {
        (null, { } high) => $"at most {P(high)}",
        ({ } value, { } high) when high - value > 5e-5 => $"{P(value)} (at most {P(high)})",
        ({ } value, _) => P(value),
        _ => "unknown",
    };

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string P(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}%");
}
