using System.CommandLine;
using System.CommandLine.Parsing;
using Assay.Cli.DetectorCommands;
using Assay.Cli.Init;
using Assay.Cli.Lab;
using Assay.Cli.Measure;
using Assay.Cli.Mix;
using Assay.Cli.Rehearse;
using Assay.Cli.Remove;
using Assay.Cli.Schema;
using Assay.Cli.Watch;
using Assay.Pipeline.Runs;

namespace Assay.Cli;

/// <summary>The command line: parses, calls one command, and turns what went wrong into text and an exit code.</summary>
internal static class App
{
    /// <summary>Runs the program.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="terminal">Where it speaks.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        ParseResult parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await terminal.Errors.WriteLineAsync($"error: {error.Message}");
            }

            await terminal.Errors.WriteLineAsync($"See `{CommandPath(parsed.CommandResult)} --help`.");
            return ExitCode.BadInput;
        }

        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = terminal.Output, Error = terminal.Errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await terminal.Errors.WriteLineAsync("Stopped. A run folder keeps what was finished, and the same command goes on from there.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (StorageErrors.Translate(e) is { } user) // anything else is our defect: it crashes with its stack
        {
            // Not through Spectre: it wraps at 80 columns when redirected and breaks the path.
            await terminal.Errors.WriteLineAsync($"error: {user.Message}");
            return ExitCode.BadInput;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private static RootCommand Root(Terminal terminal) => new("Keeps the data that trains generative models human enough.")
    {
        MixCommand.Create(terminal),
        MeasureCommand.Create(terminal),
        InitCommand.Create(terminal),
        RemoveCommand.Create(terminal),
        WatchCommand.Create(terminal),
        DetectorCommand.Create(terminal),
        LabCommand.Create(terminal),
        RehearseCommand.Create(terminal),
        SchemaCommand.Create(terminal),
    };

    private static string CommandPath(CommandResult result)
    {
        string name = result.Command is RootCommand ? "assay" : result.Command.Name;
        return result.Parent is CommandResult parent ? $"{CommandPath(parent)} {name}" : name;
    }
}
