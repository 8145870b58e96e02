using System.CommandLine;
using System.Globalization;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Pipeline.Runs;

namespace Assay.Cli.DetectorCommands;

/// <summary><c>assay detector train</c>: a model file from documents of known origin.</summary>
internal static class DetectorTrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { HelpName = "FILE", Description = "Labelled files, folders or globs of any format.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out") { HelpName = "MODEL", Description = "The model file to write.", Required = true };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "What the card calls it; by default the file's name." };
        var language = new Option<string>("--language") { HelpName = "TAG", Description = "The language it is for.", DefaultValueFactory = _ => "en" };
        var rate = new Option<double>("--fpr") { HelpName = "RATE", Description = "False-positive rate of the stated threshold, on left-out sources.", DefaultValueFactory = _ => 0.01 };
        var raw = new Option<bool>("--raw") { Description = "Read the text without its normal form: for comparison alone." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of all randomness.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the model does not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var input = new LabelledInput();
        var command = new Command("train", """
            Train a detector on documents of known origin.

            It learns best from several sources that each hold human and machine text. Its card says what it was trained on and how well it
            did on each source when that was left out.

            Examples:
              assay detector train essays.jsonl news/*.parquet --out ours.detector
              assay detector train --human archive/*.txt --machine prompted.jsonl --out ours.detector
            """) { files, output, name, language, rate, raw, seed, workers };
        input.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                string path = parsed.GetRequiredValue(output);
                var options = new DetectorOptions
                {
                    Name = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path),
                    Language = parsed.GetRequiredValue(language),
                    Seed = parsed.GetValue(seed),
                    IsRaw = parsed.GetValue(raw),
                    FalsePositiveRate = parsed.GetValue(rate),
                    Workers = parsed.GetValue(workers),
                };
                Check(path, options);
                return Run(terminal, input.Read(parsed, parsed.GetValue(files) ?? [], cancellationToken), path, options);
            },
            cancellationToken));
        return command;
    }

    private static void Check(string path, DetectorOptions options)
    {
        OutputFile.Check("--out", path, "ours.detector");
        if (string.Join(' ', options.Problems()) is { Length: > 0 } problems)
        {
            throw new UserErrorException(problems, "Change it on the command line.");
        }
    }

    private static int Run(Terminal terminal, IReadOnlyList<LabelledDocument> documents, string path, DetectorOptions options)
    {
        terminal.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training on {documents.Count:N0} documents"));
        Detector detector = DetectorTrainer.Train(documents, options);
        byte[] file = detector.Save();
        AtomicFile.Write(path, file);
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {file.Length / 1e6:0.0} MB, id {detector.Id}"));
        CardSummary.Print(terminal.Output, detector.Card);
        return ExitCode.Done;
    }
}
