using Spectre.Console;

namespace Assay.Cli;

/// <summary>Where a command speaks: results to <see cref="Output"/>, progress and errors to <see cref="Errors"/>.</summary>
internal sealed record Terminal
{
    /// <summary>Standard output.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Standard error.</summary>
    public required TextWriter Errors { get; init; }

    /// <summary>Whether a person watches standard error: colours and moving progress only then.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The process's own streams.</summary>
    public static Terminal Standard { get; } = new()
    {
        Output = Console.Out,
        Errors = Console.Error,
        IsInteractive = !Console.IsErrorRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb",
    };

    /// <summary>Spectre's view of standard error, for progress.</summary>
    public IAnsiConsole Status() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Errors) });

    /// <summary>Spectre's view of standard output, for tables a person looks at.</summary>
    public IAnsiConsole Screen() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Output) });
}
