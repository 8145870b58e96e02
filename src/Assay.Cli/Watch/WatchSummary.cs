using System.Globalization;
using Assay.Core.Watching;
using Assay.Pipeline.Watching;

namespace Assay.Cli.Watch;

/// <summary>What <c>watch</c> says on the terminal.</summary>
internal static class WatchSummary
{
    private const int WordsShown = 12;

    private static readonly string[] ShownColumns = ["types-1", "types-2", "types-3", "novelty-1"];

    /// <summary>Prints a table of versions, the verdict, and what was lost.</summary>
    public static void Print(TextWriter output, WatchDocument document)
    {
        output.WriteLine(FormattableString.Invariant($"reference: {document.Reference.Name}, {document.Reference.Documents:N0} documents, {document.Reference.Words:N0} words"));
        output.WriteLine();
        int width = Math.Max(7, document.Versions.Max(v => v.Corpus.Name.Length));
        WatchQuantity[] columns = Columns(document);
        output.WriteLine($"{"version".PadRight(width)}  {"words",12}  {string.Concat(columns.Select(c => $"{Short(c.Name),14}  "))}{"kept of rare",12}  {"perplexity",10}  {"chance",8}  alarm");
        foreach (WatchVersion version in document.Versions)
        {
            string cells = string.Concat(columns.Select(c => Cell(version.Quantities.FirstOrDefault(q => string.Equals(q.Name, c.Name, StringComparison.Ordinal)))));
            RetentionBand? rare = version.Retention[0].Bands is [var band, ..] ? band : null;
            WatchProbe? model = version.Models is [.., var last] ? last : null;
            string kept = rare is null ? "" : Text($"{rare.Kept:.00} ({(rare.Fresh is { } fresh ? Text($"{fresh:.00}") : "?")})");
            string perplexity = model is null ? "" : Text($"{(model.PerplexityRatio - 1) * 100:+0.0;-0.0;0.0} %");
            output.WriteLine(Text($"{version.Corpus.Name.PadRight(width)}  {version.Corpus.Words,12:N0}  {cells}{kept,12}  {perplexity,10}  {Chance(version.Chance),8}  {Alarm(version)}"));
        }

        output.WriteLine();
        output.WriteLine(Verdict(document));
        foreach (RareStrata rare in document.RareStrata)
        {
            output.WriteLine($"watched together as {rare.Name}, for their few documents: {string.Join(", ", rare.Members)}");
        }

        if (document.StrataTooSmall.Count > 0)
        {
            output.WriteLine($"not watched, for the reference has too few of their documents: {string.Join(", ", document.StrataTooSmall)}");
        }

        Lost(output, document);
    }

    private static WatchQuantity[] Columns(WatchDocument document)
    {
        IReadOnlyList<WatchQuantity> all = document.Versions.FirstOrDefault(v => v.Quantities.Count > 0)?.Quantities ?? [];
        return [.. all.Where(q => q.Stratum is null && ShownColumns.Contains(q.Name, StringComparer.Ordinal))];
    }

    /// <summary>By how much a quantity differs from the reference, with a star where it rings.</summary>
    private static string Cell(WatchQuantity? quantity) => quantity is null
        ? new string(' ', 16)
        : Text($"{((quantity.Value.Value / quantity.Reference.Value) - 1) * 100,11:+0.0;-0.0;0.0} %{(quantity.Rings ? '*' : ' ')}  ");

    private static string Chance(double chance) => chance < 0.0001 ? "< 0.0001" : Text($"{chance:0.0000}");

    private static string Alarm(WatchVersion version) => version.NoAnswer is not null ? "no answer" : version.Rings ? version.Late ? "rings (late)" : "rings" : "no";

    private static string Short(string name) => name switch
    {
        "types-1" => "words",
        "types-2" => "bigrams",
        "types-3" => "trigrams",
        "novelty-1" => "new words",
        _ => name,
    };

    private static string Verdict(WatchDocument document)
    {
        WatchVerdict verdict = document.Verdict;
        string rate = Text($"{document.FalseAlarmRate * 100:0.###} %");
        if (verdict.Kind == LossKind.None)
        {
            return verdict.NoAnswer is { } reason
                ? $"verdict: no answer. {reason}"
                : $"verdict: none. No version strays further from the reference than fresh text would (false alarms: {rate} of series).";
        }

        bool isOfText = document.Versions.Any(v => v.Quantities.Any(q => q.InFamily));
        string kind = !isOfText ? verdict.Kind == LossKind.Early ? "early loss of vectors: those far out are gone" : "late loss of vectors: their diversity has halved"
            : verdict.Kind == LossKind.Early ? "early loss: tails are gone while the common words are as spread out as before" : "late loss: the spread of the common words is gone too";
        string trend = verdict.Trend is { } t ? $"; {t.ToString().ToLowerInvariant()}" : "";
        return $"verdict: {kind}, from {verdict.FirstName} on, clearest in {verdict.Quantity}{trend}. (False alarms: {rate} of series.)";
    }

    private static void Lost(TextWriter output, WatchDocument document)
    {
        WatchVersion? last = document.Versions.LastOrDefault(v => v.Rings);
        if (last is null)
        {
            return;
        }

        if (last.LostStrata.Count > 0)
        {
            output.WriteLine($"lost strata in {last.Corpus.Name}: {string.Join(", ", last.LostStrata)}");
        }

        if (last.LostWords.Count > 0)
        {
            output.WriteLine($"lost words in {last.Corpus.Name}, the most widespread first: {string.Join(", ", last.LostWords.Take(WordsShown).Select(w => w.Word))}{(last.LostWords.Count > WordsShown ? ", …" : "")}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
