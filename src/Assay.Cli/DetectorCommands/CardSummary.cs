using System.Globalization;
using Assay.Core.Detection;

namespace Assay.Cli.DetectorCommands;

/// <summary>A card in a few lines.</summary>
internal static class CardSummary
{
    public static void Print(TextWriter output, DetectorCard card)
    {
        int width = Math.Max(6, card.LeaveOneSourceOut.Max(f => f.Source.Length));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"threshold {card.Threshold:0.00}: {card.ThresholdRule}"));
        output.WriteLine($"{"source".PadRight(width)}   human machine  AUROC  TPR@1%  at the threshold: FPR    TPR   (each trained on all others)");
        foreach (DetectorCardFigure f in card.LeaveOneSourceOut)
        {
            output.WriteLine(
                $"{f.Source.PadRight(width)} {f.Human,7} {f.Machine,7}  {Number(f.Auroc, "0.000"),5}  {Percent(f.TprAt1),6}                    {Percent(f.FprAtThreshold),6} {Percent(f.TprAtThreshold),6}");
        }

        foreach (string sentence in card.CannotSee)
        {
            output.WriteLine($"It cannot see: {sentence}");
        }
    }

    public static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    public static string Percent(double? value) => value is { } v ? (100 * v).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "-";
}
