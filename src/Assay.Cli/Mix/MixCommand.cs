using System.CommandLine;
using System.Text;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Report;

namespace Assay.Cli.Mix;

/// <summary><c>assay mix</c>: composes the next training mix under a policy.</summary>
internal static class MixCommand
{
    public static Command Create(Terminal terminal)
    {
        var policy = new Argument<string>("policy") { HelpName = "POLICY.yaml", Description = "The policy: what goes into the mix. `assay init` writes one." };
        var output = new Option<string?>("--out") { HelpName = "FOLDER", Description = "The run folder; by default the policy's output.path." };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the bytes that come out do not depend on them.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var quarantine = new Option<double?>("--quarantine") { HelpName = "SHARE", Description = "Put bad records aside and go on, up to this share of all records." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/mix/1)." };
        var command = new Command("mix", """
            Compose the next training mix under a policy.

            Reads the policy's corpora, measures every document once, finds the weights that keep the policy, and writes the mix with a
            manifest and a report. A run that was stopped goes on where it stopped.

            Examples:
              assay mix policy.yaml
              assay mix policy.yaml --out runs/mix-3 --workers 8 --quarantine 0.001
            """) { policy, output, workers, quarantine, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                parsed.GetRequiredValue(policy),
                new MixRunOptions { OutFolder = parsed.GetValue(output), Workers = parsed.GetValue(workers), QuarantineShare = parsed.GetValue(quarantine) },
                parsed.GetValue(json),
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static int Run(Terminal terminal, string policyPath, MixRunOptions options, bool asJson, CancellationToken cancellationToken)
    {
        PolicyFile file = PolicyReader.ReadFile(policyPath);
        try
        {
            string folder = "";
            MixResult result = RunProgress.Show(terminal, progress =>
            {
                var run = new MixRun(file, options, progress, terminal.Time);
                folder = run.FolderPath;
                return run.Run(json => ReportPage.Render($"Assay mix: {Path.GetFileName(policyPath)}", Encoding.UTF8.GetString(json.Span)), cancellationToken);
            });
            if (asJson)
            {
                terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(result)));
            }
            else
            {
                MixSummary.Print(terminal, result, folder);
            }

            return ExitCode.Done;
        }
        catch (InfeasiblePolicyException e)
        {
            if (asJson)
            {
                terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(e.Details)));
            }

            terminal.Errors.WriteLine($"{Path.GetFileName(policyPath)}: {e.Message}");
            return ExitCode.No;
        }
    }
}
