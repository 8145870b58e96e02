using System.CommandLine;
using System.Text;
using Assay.Core.Statistics;
using Assay.Core.Tails;
using Assay.Core.Watching;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Watching;
using Assay.Report;

namespace Assay.Cli.Watch;

/// <summary><c>assay watch</c>: have versions of a corpus lost tails that a reference has?</summary>
internal static class WatchCommand
{
    private const int SpelledWords = 1 << 18;

    public static Command Create(Terminal terminal)
    {
        var o = new WatchCommandOptions();
        var command = new Command("watch", """
            See whether later corpora have lost the tails of a reference: rare words first, before any average moves.

            Compares each version (a later training set, or what a model wrote) with the reference, at equal tokens, and rings an alarm when
            rare words and n-grams are missing that fresh text of the same source would have. A series of fresh versions, however long, rings
            with at most the rate that you set. The last row names what was lost. Exit code 1 when the alarm rings.

            Examples:
              assay watch human.jsonl gen-1.jsonl gen-2.jsonl gen-3.jsonl --report watch.html
              assay watch 'anchor/*.parquet' runs/mix-3 --strata lang,domain
              assay watch human.jsonl --save-baseline human.baseline
              assay watch --baseline human.baseline --position 4 gen-4.jsonl
            """);
        o.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(terminal, o.Read(parsed), cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(Terminal terminal, WatchRequest request, CancellationToken cancellationToken)
    {
        request.Check();
        WatchDocument? document = RunProgress.Show(terminal, progress =>
        {
            Baseline reference = Reference(request, progress, cancellationToken);
            request = request.Baseline is null ? request : request.For(reference);
            (string name, CorpusSketch sketch) = (reference.Name, reference.Sketch);
            if (request.SaveBaseline is { } path)
            {
                BaselineFile.Write(path, reference);
                progress.Note($"baseline: {path}");
            }

            if (request.Versions.Count == 0)
            {
                return null;
            }

            SketchOptions plain = sketch.Options with { MaxSpellings = 0 };
            var run = new WatchRun(name, sketch, request.Alarm, new RunSeed(request.Seed))
            {
                // Models read its words alone: it need not have the fields of the versions.
                HeldOut = request.HeldOut is { } held ? CorpusSketcher.Read(request.Corpus(held, 1) with { Strata = [], VectorField = null }, plain, progress, cancellationToken) : null,
            };
            foreach (string version in request.Versions)
            {
                run.Add(version, CorpusSketcher.Read(request.Corpus(version, request.Sample), plain, progress, cancellationToken));
            }

            return run.Finish();
        });
        return document is null ? ExitCode.Done : Answer(terminal, request, document);
    }

    private static Baseline Reference(WatchRequest request, IRunProgress progress, CancellationToken cancellationToken)
    {
        if (request.Baseline is { } path)
        {
            return BaselineFile.Read(path);
        }

        var options = new SketchOptions { MaxTypes = request.MaxTypes, MaxSpellings = SpelledWords };
        CorpusSketch sketch = CorpusSketcher.Read(request.Corpus(request.Reference!, request.SampleReference), options, progress, cancellationToken);
        return new(request.Reference!, request.Strata, sketch);
    }

    private static int Answer(Terminal terminal, WatchRequest request, WatchDocument document)
    {
        string json = Encoding.UTF8.GetString(ResultJson.Write(document));
        if (request.Report is { } path)
        {
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(ReportPage.Render($"Assay watch: {document.Reference.Name}", json)));
        }

        if (request.AsJson)
        {
            terminal.Output.Write(json);
        }
        else
        {
            WatchSummary.Print(terminal.Output, document);
        }

        if (document.Verdict.NoAnswer is not null && request.RequireAnswer)
        {
            return ExitCode.No;
        }

        return document.Verdict.Kind == LossKind.None ? ExitCode.Done : ExitCode.No;
    }
}
