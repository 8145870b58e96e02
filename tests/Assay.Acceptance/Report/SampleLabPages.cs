using System.Text;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Reproduction;
using Assay.Lab.Results;
using Assay.Pipeline.Results;
using Assay.Report;

namespace Assay.Acceptance.Report;

/// <summary>Pages of the laboratory to look at: an experiment, and a reproduction in which one comparison fails.</summary>
internal static class SampleLabPages
{
    public static string Experiment()
    {
        ExperimentSpec spec = Catalogue.Find("gaussian")!;
        ExperimentResult result = Laboratory.Create(spec).Run(new RunOptions { Generations = 12, Replicates = 30, Seed = new RunSeed(1) });
        return Page("Laboratory", ResultJson.Write(LabDocument.Of(spec, result, null, "It was not asked for.", "0.0.0")));
    }

    public static string Reproduction()
    {
        ReproductionResult result = ReproductionSuite.Run(new() { Effort = .01, Targets = ["T1", "T5b", "T9", "Growth"], Seed = new RunSeed(1) });
        ReproductionRow wrong = result.Rows[^2] with { Measured = result.Rows[^2].Expected + (9 * result.Rows[^2].StandardError!.Value), Passed = false };
        return Page("Reproduction", ResultJson.Write(ReproductionDocument.Of(new RunSeed(1), result with { Rows = [.. result.Rows, wrong] }, "0.0.0")));
    }

    private static string Page(string title, byte[] json) => ReportPage.Render(title, Encoding.UTF8.GetString(json));
}
