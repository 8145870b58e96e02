using System.CommandLine;
using System.Text;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scorers;
using Assay.Report;

namespace Assay.Cli.Measure;

/// <summary><c>assay measure</c>: how much of a corpus is machine-made, and how sure that is.</summary>
internal static class MeasureCommand
{
    private const string ToLabelFile = "to-label.jsonl";

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { HelpName = "PATH", Description = "The corpus: files, folders or globs.", Arity = ArgumentArity.OneOrMore };
        var human = new Option<string[]>("--human") { HelpName = "PATH", Description = "Known human documents of the same source, best 300 or more. May be repeated." };
        var machine = new Option<string[]>("--machine") { HelpName = "PATH", Description = "Known machine documents of the same source, best 100 or more. May be repeated." };
        var labels = new Option<string[]>("--labels") { HelpName = "FILE", Description = "Reviewers' labels of documents of the corpus. May be repeated." };
        var random = new Option<bool>("--labels-random") { Description = "Labels without inclusionProbability are a simple random sample of the corpus." };
        var suggest = new Option<int>("--suggest-labels") { HelpName = "N", Description = $"Choose N documents to label at random and write them to FOLDER/{ToLabelFile}; needs --out." };
        var strata = new Option<string[]>("--by") { HelpName = "FIELD", Description = "Measure each value of a field by itself. May be repeated." };
        var text = new Option<string?>("--text-field") { HelpName = "FIELD", Description = "The field of the text; by default found by looking." };
        var detector = new Option<string?>("--detector") { HelpName = "FILE", Description = "A model that `assay detector train` wrote; by default the built-in one for English." };
        var scorer = new Option<string?>("--scorer") { HelpName = "SCORER", Description = "Score with something else than the detector: ngram, gpt, command:COMMAND, or http://HOST:PORT#model=NAME, a completions endpoint that receives every text (docs/guide/scorers.md)." };
        var cache = new Option<string?>("--scorer-cache") { HelpName = "FOLDER", Description = "Keep a server's answers there, so that a stopped run goes on where it was." };
        var floor = new Option<double>("--floor") { HelpName = "RHO", Description = "Least share of machine documents assumed to score above all but 5% of the human ones; carries the upper end from human documents alone.", DefaultValueFactory = _ => new ShareOptions().DetectionFloor };
        var level = new Option<double>("--level") { HelpName = "LEVEL", Description = "Nominal coverage of the intervals.", DefaultValueFactory = _ => new ShareOptions().Level };
        var quarantine = new Option<double>("--quarantine") { HelpName = "SHARE", Description = "Leave bad records out, up to this share of all records; the result counts them.", DefaultValueFactory = _ => 0 };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of what is drawn at random: the documents to label.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; they change no number.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var output = new Option<string?>("--out") { HelpName = "FOLDER", Description = "Write result.json and report.html there." };
        var require = new Option<bool>("--require-answer") { Description = "End with 1 where the share has no answer." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/measure/1)." };
        var command = new Command("measure", """
            Measure how much of a corpus is machine-made, and how sure that is.

            A detector alone cannot tell: what calibrates it are known documents of the same source (--human, --machine) or
            labels of a few hundred of its documents (--labels). Without any, the answer is a range, not an interval.

            Examples:
              assay measure crawl --human crawl-2021 --out share
              assay measure crawl/*.parquet --human old.jsonl --machine prompted.jsonl --by lang
              assay measure crawl --human crawl-2021 --machine prompted.jsonl --scorer ngram
              assay measure crawl --suggest-labels 200 --out share
              assay measure crawl --labels share/to-label.jsonl
            """) { paths, human, machine, labels, random, suggest, strata, text, detector, scorer, cache, floor, level, quarantine, seed, workers, output, require, json };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                new MeasureOptions
                {
                    Paths = [.. parsed.GetRequiredValue(paths)],
                    Human = [.. parsed.GetValue(human) ?? []],
                    Machine = [.. parsed.GetValue(machine) ?? []],
                    Labels = [.. parsed.GetValue(labels) ?? []],
                    LabelsAreRandom = parsed.GetValue(random),
                    SuggestLabels = parsed.GetValue(suggest),
                    Strata = [.. parsed.GetValue(strata) ?? []],
                    TextField = parsed.GetValue(text),
                    Folder = Directory.GetCurrentDirectory(),
                    Detector = Load(parsed.GetValue(detector), parsed.GetValue(scorer)),
                    Scorer = parsed.GetValue(scorer) is { } written ? ScorerSpec.Parse(written, TransformerScorer.Kind(Math.Max(1, parsed.GetValue(workers)))) : null,
                    ScorerOptions = new ScorerOptions { CacheFolder = parsed.GetValue(cache), ApiKey = Environment.GetEnvironmentVariable("ASSAY_SCORER_KEY") },
                    Share = new ShareOptions { Level = parsed.GetValue(level), DetectionFloor = parsed.GetValue(floor) },
                    BadShare = parsed.GetValue(quarantine),
                    Seed = new RunSeed(parsed.GetValue(seed)),
                    Workers = parsed.GetValue(workers),
                },
                new Wanted(parsed.GetValue(output), parsed.GetValue(require), parsed.GetValue(json)),
                cancellationToken),
            cancellationToken));
        return command;
    }

    private sealed record Wanted(string? Out, bool RequireAnswer, bool Json);

    private static int Run(Terminal terminal, MeasureOptions options, Wanted wanted, CancellationToken cancellationToken)
    {
        Check(options, wanted);
        var run = RunProgress.Show(terminal, progress =>
        {
            var measure = new MeasureRun(options, progress);
            return (Result: measure.Run(cancellationToken), measure.Suggested);
        });
        if (wanted.Out is { } folder)
        {
            Write(folder, run.Result, run.Suggested);
        }

        if (wanted.Json)
        {
            terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(run.Result)));
        }
        else
        {
            MeasureSummary.Print(terminal, run.Result, wanted.Out, run.Suggested is { } suggested ? (suggested.Count, ToLabelFile) : null);
        }

        return wanted.RequireAnswer && run.Result.Corpus.ByTokens.Answer == EstimateAnswer.None ? ExitCode.No : ExitCode.Done;
    }

    private static void Check(MeasureOptions options, Wanted wanted)
    {
        if (options.Share.Problems().FirstOrDefault() is { } problem)
        {
            throw new UserErrorException(problem, "Change --level or --floor.");
        }

        if (options.SuggestLabels < 0 || options.Workers < 1)
        {
            throw new UserErrorException("--suggest-labels and --workers are counts.", "Give whole numbers of 1 or more.");
        }

        if (options.BadShare is not (>= 0 and < 1))
        {
            throw new UserErrorException("--quarantine is out of range.", "Give a share from 0 to below 1.");
        }

        if (options.SuggestLabels > 0 && wanted.Out is null)
        {
            throw new UserErrorException("--suggest-labels has nowhere to write.", "Name a folder with --out.");
        }

        if (wanted.Out is { } folder && File.Exists(folder))
        {
            throw new UserErrorException($"{folder} is a file.", "Name a folder with --out.");
        }

        if (wanted.Out is { } existing && options.SuggestLabels > 0 && File.Exists(Path.Combine(existing, ToLabelFile)))
        {
            throw new UserErrorException($"{Path.Combine(existing, ToLabelFile)} is there already, and may hold labels.", "Name another folder with --out, or move the file.");
        }
    }

    private static Detector Load(string? path, string? scorer)
    {
        if (path is not null && scorer is not null)
        {
            throw new UserErrorException("Both --detector and --scorer are given.", "Score with one of them.");
        }

        if (path is null)
        {
            return Detector.Default;
        }

        return File.Exists(path)
            ? Detector.Load(File.ReadAllBytes(path), path)
            : throw new UserErrorException($"The detector \"{path}\" does not exist.", "Name a file that `assay detector train` wrote.");
    }

    private static void Write(string folder, MeasureResult result, SuggestedLabels? suggested)
    {
        _ = Directory.CreateDirectory(folder);
        if (suggested is not null)
        {
            AtomicFile.Write(Path.Combine(folder, ToLabelFile), suggested.ToJsonl());
        }

        byte[] json = ResultJson.Write(result);
        AtomicFile.Write(Path.Combine(folder, "report.html"), Encoding.UTF8.GetBytes(ReportPage.Render("Assay measure", Encoding.UTF8.GetString(json))));
        AtomicFile.Write(Path.Combine(folder, "result.json"), json);
    }
}
