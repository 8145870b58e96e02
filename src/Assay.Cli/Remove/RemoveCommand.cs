using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Pipeline.Removal;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Report;

namespace Assay.Cli.Remove;

/// <summary><c>assay remove</c>: takes a source or documents out of a finished run.</summary>
internal static class RemoveCommand
{
    public static Command Create(Terminal terminal)
    {
        var run = new Argument<string>("run") { HelpName = "RUN", Description = "The run folder of a finished mix." };
        var source = new Option<string?>("--source") { HelpName = "NAME", Description = "Take out this source; the same content from another source may return." };
        var ids = new Option<string?>("--ids") { HelpName = "FILE", Description = "Take out the documents with these ids: one a line, or JSON lines with an \"id\"." };
        var output = new Option<string>("--out") { HelpName = "FOLDER", Description = "The new run folder.", Required = true };
        var workers = new Option<int>("--workers") { HelpName = "N", Description = "Threads.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON (assay/remove/1)." };
        var command = new Command("remove", """
            Take a source or documents out of a finished run and compose the mix again from its facts, without a new scan.

            Says which mixes and generations hold them, and which old files still do; those are left as they are.

            Examples:
              assay remove mix-3 --source crawl --out mix-3-without-crawl
              assay remove mix-3 --ids takedown.txt --out mix-3-clean
            """) { run, source, ids, output, workers, json };
        command.Validators.Add(parsed =>
        {
            if ((parsed.GetValue(source) is null) == (parsed.GetValue(ids) is null))
            {
                parsed.AddError("Give either --source NAME or --ids FILE.");
            }
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(
                terminal,
                new RemoveOptions
                {
                    RunFolder = parsed.GetRequiredValue(run),
                    OutFolder = parsed.GetRequiredValue(output),
                    Source = parsed.GetValue(source),
                    Ids = parsed.GetValue(ids) is { } path ? ReadIds(path) : new HashSet<DocumentId>(),
                    Workers = parsed.GetValue(workers),
                },
                parsed.GetValue(json),
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static int Run(Terminal terminal, RemoveOptions options, bool asJson, CancellationToken cancellationToken)
    {
        try
        {
            RemoveResult result = RunProgress.Show(terminal, progress => new RemoveRun(options, progress, terminal.Time)
                .Run(document => ReportPage.Render($"Assay mix after removal: {Path.GetFileName(Path.TrimEndingDirectorySeparator(options.OutFolder))}", Encoding.UTF8.GetString(document.Span)), cancellationToken));
            if (asJson)
            {
                terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(result)));
            }
            else
            {
                Print(terminal, result, options);
            }

            return ExitCode.Done;
        }
        catch (InfeasiblePolicyException e)
        {
            if (asJson)
            {
                terminal.Output.Write(Encoding.UTF8.GetString(ResultJson.Write(e.Details)));
            }

            terminal.Errors.WriteLine($"Without what is removed no mix keeps the policy: {e.Message}");
            return ExitCode.No;
        }
    }

    private static void Print(Terminal terminal, RemoveResult result, RemoveOptions options)
    {
        terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"removed          {result.Removed.Documents:N0} documents, {result.Removed.Tokens:N0} tokens"));
        foreach (HoldingMix mix in result.Holding)
        {
            string name = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(Path.Combine(options.RunFolder, mix.Run)));
            terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"still held by    {name} (generation {mix.Generation}): {mix.Documents:N0} documents in {string.Join(", ", mix.Files.Select(file => file.Path))}"));
        }

        if (result.Holding.Count == 0)
        {
            terminal.Output.WriteLine("still held by    no mix of this run or its parents");
        }

        terminal.Output.WriteLine();
        Mix.MixSummary.Print(terminal, result.Mix, options.OutFolder);
    }

    private static HashSet<DocumentId> ReadIds(string path)
    {
        var ids = new HashSet<DocumentId>();
        long number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string text = line.Trim();
            if (text.Length == 0)
            {
                continue;
            }

            text = text.StartsWith('{') ? IdOfJson(text) ?? text : text;
            string digits = Guid.TryParseExact(text, "D", out Guid uuid) ? uuid.ToString("N") : text; // decisions.parquet shows ids with dashes
            if (!DocumentId.TryParse(digits, out DocumentId id))
            {
                throw new UserErrorException(new SourceLine(path, number), $"\"{(text.Length > 80 ? text[..80] + "…" : text)}\" is no document id.", "An id is 32 hexadecimal digits, with or without the dashes of a UUID, as in the mix's records and in decisions.parquet.");
            }

            _ = ids.Add(id);
        }

        return ids.Count > 0 ? ids : throw new UserErrorException(new SourceLine(path), "the file holds no id.", "Write one id a line.");
    }

    private static string? IdOfJson(string line)
    {
        try
        {
            using JsonDocument record = JsonDocument.Parse(line);
            return record.RootElement.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
