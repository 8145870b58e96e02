using System.Globalization;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Spectre.Console;

namespace Assay.Cli.Measure;

/// <summary>The short answer of <c>assay measure</c>: the range first, then parts, references and what a person should look at.</summary>
internal static class MeasureSummary
{
    private const int PartsShown = 20;
    private const int MostShown = 2;
    private const int LeastShown = 1;
    private const int ExcerptShown = 64;
    private const int ReasonsShown = 3;
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    public static void Print(Terminal terminal, MeasureResult result, string? folder, (int Count, string File)? suggested)
    {
        foreach (string line in Head(result))
        {
            terminal.Output.WriteLine(line);
        }

        MeasuredPart[] parts = [.. result.Sources, .. result.Strata];
        if (parts.Length > 0)
        {
            terminal.Output.WriteLine();
            PrintTable(terminal, [.. parts.Take(PartsShown)]);
            if (parts.Length > PartsShown)
            {
                terminal.Output.WriteLine($"({parts.Length - PartsShown} more in the report)");
            }
        }

        foreach (string line in Histogram(result).Concat(Documents(result)).Concat(Tail(result, folder, suggested)))
        {
            terminal.Output.WriteLine(line);
        }
    }

    /// <summary>An estimate in words: <c>12.3% (9.8% to 15.1%)</c>, <c>4.1% to 38.0%</c>, <c>no answer</c>.</summary>
    public static string Show(Estimate share) => share switch
    {
        { Answer: EstimateAnswer.None } => "no answer",
        { Answer: EstimateAnswer.Bound, Low: <= 0, High: >= 1 } => "anything from 0% to 100%",
        { Answer: EstimateAnswer.Bound, Low: { } low, High: { } high } => $"{P(low)} to {P(high)}",
        { Value: { } value, Low: { } low, High: { } high } => $"{P(value)} ({P(low)} to {P(high)})",
        _ => "no answer",
    };

    private static IEnumerable<string> Head(MeasureResult result)
    {
        MeasuredPart corpus = result.Corpus;
        string sure = corpus.ByTokens.Answer == EstimateAnswer.Estimate ? string.Create(CultureInfo.InvariantCulture, $" ({100 * corpus.ByTokens.Level:0.##}% intervals)") : "";
        yield return corpus.ByTokens.Answer == EstimateAnswer.None
            ? "machine-made     no answer"
            : $"machine-made     {Show(corpus.ByTokens)} of the tokens; {Show(corpus.ByDocuments)} of the documents{sure}";
        yield return $"method           {corpus.ByTokens.Method}; detector {result.Detector.Name} ({result.Detector.Id[..8]})";
        if (corpus.ByTokens.Reason is { } reason)
        {
            yield return $"                 {reason}";
        }

        if (corpus.ByTokens is { Answer: EstimateAnswer.Bound, Value: { } guess })
        {
            yield return $"                 Only a guess: {P(guess)} of the tokens, if machine documents score here as they did on sources that the detector was tested on unseen.";
        }

        yield return $"corpus           {N(corpus.Documents)} documents, {N(corpus.Tokens)} tokens; {N(corpus.TooShortDocuments)} too short to be scored ({P(corpus.Tokens > 0 ? (double)corpus.TooShortTokens / corpus.Tokens : 0)} of the tokens), {N(corpus.ShortDocuments)} short";
        foreach ((string name, ReferenceSummary? references) in ((string, ReferenceSummary?)[])[("human", result.Human), ("machine", result.Machine)])
        {
            if (references is not null)
            {
                yield return $"known {name,-11}{N(references.Scored)} scored documents" + (references.AlsoInCorpus > 0 ? $"; {N(references.AlsoInCorpus)} left out that the corpus holds too" : "");
            }
        }

        if (result.Labels is { } labels)
        {
            yield return $"labels           {N(labels.Found)} documents, {N(labels.Machine)} machine"
                + (labels.Agreement is { } agreement ? $"; reviewers agree in {P(agreement.Raw)} of {N(agreement.Documents)} double labels" + (agreement.Alpha is { } alpha ? string.Create(CultureInfo.InvariantCulture, $" (alpha {alpha:0.00})") : "") : "");
        }

        if (result.Drift is { } drift)
        {
            yield return $"false positives  {P(drift.Rate)} of the known human documents ({P(drift.Low)} to {P(drift.High)}) where the detector promises {P(drift.Nominal)}"
                + (drift.Alarm ? ": ALARM, verdicts on single documents are worth nothing here" : "");
            if (drift.SafeThreshold is { } safe)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"safe threshold   {Math.Ceiling(100 * safe) / 100:+0.00;-0.00}: at most {FalsePositiveDrift.SafeRate:0%} of human documents like these have a higher score of the detector's own, with {FalsePositiveDrift.SafeConfidence:0%} confidence");
            }
        }

        if (result.Adaptation is { } adaptation)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"learned          from the known documents: AUROC {adaptation.AurocAfter:0.000} between them instead of {adaptation.AurocBefore:0.000}, each scored by what others taught");
        }
    }

    private static void PrintTable(Terminal terminal, MeasuredPart[] parts)
    {
        string[] headings = ["part", "documents", "tokens", "too short", "machine-made, by tokens", "method"];
        string[][] rows =
        [
            .. parts.Select(part => (string[])
            [
                part.Dimension is { } dimension ? $"{dimension}={part.Name}" : part.Name, N(part.Documents), N(part.Tokens), N(part.TooShortDocuments), Show(part.ByTokens), part.ByTokens.Method,
            ]),
        ];
        if (terminal.IsInteractive)
        {
            Table table = new Table().Border(TableBorder.Simple);
            for (int i = 0; i < headings.Length; i++)
            {
                _ = table.AddColumn(new TableColumn(headings[i]) { Alignment = i is 0 or > 3 ? Justify.Left : Justify.Right });
            }

            foreach (string[] row in rows)
            {
                _ = table.AddRow([.. row.Select(cell => new Text(cell))]);
            }

            terminal.Screen().Write(table);
            return;
        }

        int[] widths = [.. headings.Select((heading, column) => rows.Max(row => Math.Max(heading.Length, row[column].Length)))];
        foreach (string[] row in rows.Prepend(headings))
        {
            terminal.Output.WriteLine(string.Join("  ", row.Select((cell, column) => column is 0 or > 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    private static IEnumerable<string> Histogram(MeasureResult result)
    {
        if (result.Histogram.Count == 0)
        {
            yield break;
        }

        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"scores, log-odds from {result.Histogram[0].Low:0.#} (human-like) to {result.Histogram[^1].High:0.#} (machine-like)");
        yield return $"  corpus         {Bars(result.Histogram.Select(bar => bar.Corpus))}";
        if (result.Human is { Scored: > 0 })
        {
            yield return $"  known human    {Bars(result.Histogram.Select(bar => bar.Human ?? 0))}";
        }

        if (result.Machine is { Scored: > 0 })
        {
            yield return $"  known machine  {Bars(result.Histogram.Select(bar => bar.Machine ?? 0))}";
        }
    }

    private static string Bars(IEnumerable<double> shares)
    {
        double[] all = [.. shares];
        double most = Math.Max(all.Max(), 1e-9);
        return string.Concat(all.Select(share => Blocks[share == 0 ? 0 : Math.Max(1, (int)Math.Round(share / most * (Blocks.Length - 1)))]));
    }

    private static IEnumerable<string> Documents(MeasureResult result)
    {
        yield return "";
        foreach ((string title, IReadOnlyList<DocumentShown> documents, int shown) in
            ((string, IReadOnlyList<DocumentShown>, int)[])
            [("most machine-like (a score is never proof against an author)", result.Most, MostShown), ("least machine-like", result.Least, LeastShown)])
        {
            if (documents.Count == 0)
            {
                continue;
            }

            yield return title;
            foreach (DocumentShown document in documents.Take(shown))
            {
                string excerpt = document.Excerpt.Length > ExcerptShown ? $"{document.Excerpt[..ExcerptShown]}…" : document.Excerpt;
                yield return string.Create(CultureInfo.InvariantCulture, $"  {document.LogOdds,6:+0.0;-0.0}  {document.Place}: {excerpt}");
                yield return string.Create(CultureInfo.InvariantCulture, $"          {string.Join(", ", document.Reasons.Take(ReasonsShown).Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Feature} {reason.LogOdds:+0.00;-0.00}")))}");
            }
        }
    }

    private static IEnumerable<string> Tail(MeasureResult result, string? folder, (int Count, string File)? suggested)
    {
        yield return "";
        foreach (string note in result.Notes)
        {
            yield return $"note             {note}";
        }

        if (result.Calibration is "nothing")
        {
            yield return "Next: give 300 known human documents (--human), or label 200 (--suggest-labels 200 --out FOLDER)";
        }

        if (suggested is { } labels && folder is not null)
        {
            yield return $"to label         {labels.Count} documents in {Path.Combine(folder, labels.File)}; fill in label and reviewer, then --labels {Path.Combine(folder, labels.File)}";
        }

        if (folder is not null)
        {
            yield return $"report           {Path.Combine(folder, "report.html")}";
        }
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string P(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}%");
}
