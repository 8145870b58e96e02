using System.Globalization;
using Assay.Core.Statistics;
using Assay.Core.Watching;
using Assay.Lab.Rehearsal;
using Assay.Lab.Results;

namespace Assay.Cli.Rehearse;

/// <summary>The short answer of <c>assay rehearse</c>.</summary>
internal static class RehearseSummary
{
    private const int MostReasons = 3;

    public static void Print(TextWriter output, RehearsalDocument document, string folder)
    {
        foreach (RehearsedPolicy policy in document.Policies)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{policy.Name}: {policy.Documents:N0} documents, {policy.HumanTokens:N0} human words; each generation trains {document.Proxy} on {policy.Budget:N0} words"));
            PrintArms(output, policy);
            if (policy.SafeShare is { } share)
            {
                PrintShare(output, share);
            }

            PrintVariations(output, policy.Variations);
            PrintWorth(output, policy);

            output.WriteLine();
        }

        output.WriteLine($"report  {Path.Combine(folder, "report.html")}");
    }

    private static void PrintArms(TextWriter output, RehearsedPolicy policy)
    {
        int width = policy.Arms.Max(arm => arm.Name.Length);
        output.WriteLine($"{"arm".PadRight(width)}  {"machine share",13}  {"rise in bits per word",24}  {"words kept",10}  {"pairs kept",10}  {"strata lost",11}  {"alarm",-36}  rise over the generations");
        foreach (RehearsedArm arm in policy.Arms)
        {
            RehearsedGeneration first = arm.Generations[0], last = arm.Generations[^1];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{arm.Name.PadRight(width)}  {last.SyntheticShare,13:P1}  {Interval(last.Rise),24}  {last.Types / first.Types,10:P1}  {last.Bigrams / first.Bigrams,10:P1}  {Lost(arm),11}  {Alarm(arm),-36}  {Sparkline.Draw([.. arm.Generations.Select(g => g.Rise.Mean)], arm.Generations.Count)}"));
        }

        foreach (string reason in policy.Arms.Concat(policy.Variations.SelectMany(v => v.Arms)).Select(arm => arm.NoAnswer).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostReasons))
        {
            output.WriteLine($"no answer of the alarm  {reason}");
        }
    }

    private static void PrintShare(TextWriter output, RehearsedShare share)
    {
        Estimate answer = share.Answer;
        if (share.NoAlarm is not null)
        {
            output.WriteLine("safe share  by the loss alone: the alarm gives no answer");
        }

        output.WriteLine(answer.Answer == EstimateAnswer.None
            ? $"safe share  {answer.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"safe share  between {answer.Low:P0} and {answer.High:P0} ({answer.Level:P0} confidence, {answer.N} replicates){(answer.Reason is { } remark ? $"; {remark}" : "")}"));
        foreach (TriedShare tried in share.Shares)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {tried.Share,4:P0}  {tried.Judgement.ToString().ToLowerInvariant(),-10}  {tried.Replicates,3} replicates  rise {tried.Rise:0.0000} [{tried.RiseLow:0.0000}, {tried.RiseHigh:0.0000}] of {share.Tolerance}"));
        }
    }

    /// <summary>Strata of which a mix holds no human text any more.</summary>
    private static string Lost(RehearsedArm arm) => arm.Strata.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{arm.Strata.Count(s => s.IsLost)} of {arm.Strata.Count}");

    private static void PrintVariations(TextWriter output, IReadOnlyList<RehearsedVariation> variations)
    {
        if (variations.Count == 0)
        {
            return;
        }

        int width = variations.Max(v => v.Setting.Length + v.Value.Length + 1);
        output.WriteLine($"{"at".PadRight(width)}  {"bits per word at first",22}  {"policy's rise",24}  {"alarm",-26}  {"rise when replacing",24}  safe share");
        foreach (RehearsedVariation v in variations)
        {
            RehearsedArm policy = v.Arms.Single(arm => arm.Regime == Regime.Policy), replace = v.Arms.Single(arm => arm.Regime == Regime.Replace);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{$"{v.Setting}={v.Value}".PadRight(width)}  {v.Arms[0].Generations[0].HeldOutBits.Mean,22:0.000}  {Interval(policy.Generations[^1].Rise),24}  {Alarm(policy),-26}  {Interval(replace.Generations[^1].Rise),24}  {Answer(v.SafeShare)}"));
        }
    }

    private static string Answer(RehearsedShare? share) => share switch
    {
        null => "not searched",
        { Answer.Answer: EstimateAnswer.None } => share.Answer.Reason ?? "",
        _ => string.Create(CultureInfo.InvariantCulture, $"{share.Answer.Low:P0} to {share.Answer.High:P0}{(share.NoAlarm is null ? "" : ", by the loss alone")}"),
    };

    private static void PrintWorth(TextWriter output, RehearsedPolicy policy)
    {
        foreach (RehearsedWorth worth in policy.Worth)
        {
            string interval = worth is { ExchangeLow: { } low, ExchangeHigh: { } high } ? string.Create(CultureInfo.InvariantCulture, $"[{low:0.000}, {high:0.000}]") : "any value: human words may bring nothing";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"at {worth.Share,4:P0} synthetic a synthetic word is worth {worth.Exchange,6:0.000} {interval} human words"));
        }

        foreach (RehearsedAddition addition in policy.Additions)
        {
            output.WriteLine(addition.Worth is { } worth
                ? string.Create(CultureInfo.InvariantCulture,
                    $"{worth.AddedTokens,10:N0} more human words  {Interval(worth.HumanGain)} bits per word (as many synthetic ones {Interval(worth.SyntheticGain)})")
                : string.Create(CultureInfo.InvariantCulture, $"{addition.Tokens,10:N0} more human words  not measured: half of the human text is {policy.HumanTokens / 2:N0} words"));
        }
    }

    private static string Alarm(RehearsedArm arm)
    {
        string rings = arm.AlarmShare == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{arm.AlarmShare:P0} from {arm.AlarmGeneration}");
        string silent = arm.NoAnswerShare switch { 0 => "", 1 => "no answer", _ => string.Create(CultureInfo.InvariantCulture, $"no answer in {arm.NoAnswerShare:P0}") };
        string kind = arm.Verdict is { } verdict && (rings.Length > 0 || verdict == LossKind.None) ? verdict.ToString().ToLowerInvariant() : "";
        string trend = arm.Trend is { } course && rings.Length > 0 ? course.ToString().ToLowerInvariant() : "";
        return string.Join(", ", ((string[])[kind, rings, trend, silent]).Where(part => part.Length > 0));
    }

    private static string Interval(PairedMean mean) => string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:0.000} [{mean.Low:0.000}, {mean.High:0.000}]");
}
