using System.Globalization;
using Assay.Core.Statistics;
using Assay.Lab.Results;

namespace Assay.Cli.Rehearse;

/// <summary>The short answer of <c>assay rehearse</c>.</summary>
internal static class RehearseSummary
{
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

            output.WriteLine();
        }

        output.WriteLine($"report  {Path.Combine(folder, "report.html")}");
    }

    private static void PrintArms(TextWriter output, RehearsedPolicy policy)
    {
        int width = policy.Arms.Max(arm => arm.Name.Length);
        output.WriteLine($"{"arm".PadRight(width)}  {"machine share",13}  {"rise in bits per word",24}  {"words kept",10}  {"pairs kept",10}  {"alarm",-26}  rise over the generations");
        foreach (RehearsedArm arm in policy.Arms)
        {
            RehearsedGeneration first = arm.Generations[0], last = arm.Generations[^1];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{arm.Name.PadRight(width)}  {last.SyntheticShare,13:P1}  {Interval(last.Rise),24}  {last.Types / first.Types,10:P1}  {last.Bigrams / first.Bigrams,10:P1}  {Alarm(arm),-26}  {Sparkline.Draw([.. arm.Generations.Select(g => g.Rise.Mean)], arm.Generations.Count)}"));
        }
    }

    private static void PrintShare(TextWriter output, RehearsedShare share)
    {
        Estimate answer = share.Answer;
        output.WriteLine(answer.Answer == EstimateAnswer.None
            ? $"safe share  {answer.Reason}"
            : string.Create(CultureInfo.InvariantCulture, $"safe share  between {answer.Low:P0} and {answer.High:P0} ({answer.Level:P0} confidence, {answer.N} replicates){(answer.Reason is { } reason ? $"; {reason}" : "")}"));
        foreach (TriedShare tried in share.Shares)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {tried.Share,4:P0}  {tried.Judgement.ToString().ToLowerInvariant(),-10}  {tried.Replicates,3} replicates  rise {tried.Rise:0.0000} [{tried.RiseLow:0.0000}, {tried.RiseHigh:0.0000}] of {share.Tolerance}"));
        }
    }

    private static string Alarm(RehearsedArm arm) => arm.AlarmShare == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{arm.Verdict.ToString().ToLowerInvariant()}, {arm.AlarmShare:P0} from {arm.AlarmGeneration}{(arm.Trend is { } trend ? $", {trend.ToString().ToLowerInvariant()}" : "")}");

    private static string Interval(PairedMean mean) => string.Create(CultureInfo.InvariantCulture, $"{mean.Mean:0.000} [{mean.Low:0.000}, {mean.High:0.000}]");
}
