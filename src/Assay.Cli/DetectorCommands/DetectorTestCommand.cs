using System.CommandLine;
using System.Text;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Pipeline.Detection;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Cli.DetectorCommands;

/// <summary><c>assay detector test</c>: how good a model, or the way of training one, is on documents of known origin.</summary>
internal static class DetectorTestCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("file") { HelpName = "[MODEL] FILE", Description = "A model file, by default the built-in one, and labelled files, folders or globs.", Arity = ArgumentArity.ZeroOrMore };
        var leaveOut = new Option<bool>("--leave-one-source-out") { Description = "Test the way of training: for each source, train on all others." };
        var seed = new Option<ulong>("--seed") { HelpName = "N", Description = "Root of all randomness.", DefaultValueFactory = _ => 42 };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads; the numbers do not depend on it.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/detector-test/1)." };
        var input = new LabelledInput();
        var command = new Command("test", """
            Test a detector on documents of known origin.

            Shows the area under the curve, the share of machine text detected at 1% and 0.1% false positives, and what the model's stated
            threshold does: by source, domain, language, generator, attack and length, each with an interval, and on raw against normal text.

            Examples:
              assay detector test essays.jsonl
              assay detector test ours.detector held-out/*.jsonl --json
              assay detector test --leave-one-source-out essays.jsonl news.jsonl reviews.jsonl
            """) { files, leaveOut, seed, workers, json };
        input.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () =>
            {
                string[] named = parsed.GetValue(files) ?? [];
                (Detector? model, string[] rest) = TakeModel(named, parsed.GetValue(leaveOut));
                IReadOnlyList<LabelledDocument> documents = input.Read(parsed, rest, cancellationToken);
                DetectorTestDocument document = Test(model, documents, parsed.GetValue(seed), parsed.GetValue(workers));
                if (parsed.GetValue(json))
                {
                    terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(document)));
                }
                else
                {
                    DetectorTestSummary.Print(terminal.Output, document);
                }

                return ExitCode.Done;
            },
            cancellationToken));
        return command;
    }

    /// <summary>The first file is the model when it begins as one.</summary>
    private static (Detector? Model, string[] Files) TakeModel(string[] named, bool isLeaveOut)
    {
        bool isModel = named.Length > 0 && ModelFile.IsModel(named[0]);
        if (isModel && isLeaveOut)
        {
            throw new UserErrorException("--leave-one-source-out trains models of its own and takes none.", "Leave the model file or the option away.");
        }

        return (isLeaveOut ? null : isModel ? ModelFile.Load(named[0]) : Detector.Default, isModel ? named[1..] : named);
    }

    private static DetectorTestDocument Test(Detector? model, IReadOnlyList<LabelledDocument> documents, ulong seed, int workers)
    {
        DetectorTest Of(bool isRaw) => model is null
            ? DetectorTest.LeaveOneSourceOut(documents, new DetectorOptions { Seed = seed, IsRaw = isRaw, Workers = workers })
            : DetectorTest.Of(model, documents, isRaw);

        DetectorTest normal = Of(isRaw: false);
        List<string> notes = [];
        if (normal.LeftOut > 0)
        {
            notes.Add($"{normal.LeftOut} of {documents.Count} documents are left out: they have fewer than 30 words, or are copies of others.");
        }

        if (normal.Unscored > 0)
        {
            notes.Add($"{normal.Unscored} pieces have no score: without their source only one label was left to train on.");
        }

        if (model is not null)
        {
            notes.AddRange(normal.SourcesSeenBy(model.Card).Select(source => $"The model was trained on {source}: its figures there flatter."));
        }

        return new DetectorTestDocument
        {
            Version = ProgramVersion.Current,
            Seed = seed,
            Test = model is null ? "leave-one-source-out" : "model",
            Model = model?.Id,
            ModelName = model?.Card.Name,
            Threshold = model?.Card.Threshold,
            Normal = [.. normal.Groups(seed)],
            Raw = [.. Of(isRaw: true).Groups(seed).Where(group => group.By is "all" or "source")],
            Notes = [.. notes],
        };
    }
}
