using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Assay.Core.Errors;

namespace Assay.Lab.Models.External;

/// <summary>A command of the user's, run by the shell, in which <c>{names}</c> stand for what changes from run to run.</summary>
/// <param name="Name">What it is for: <c>fit</c> or <c>sample</c>.</param>
/// <param name="Text">The command.</param>
/// <param name="TimeLimit">How long it may take.</param>
public sealed record ExternalCommand(string Name, string Text, TimeSpan TimeLimit)
{
    private const int ShownErrors = 600;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    /// <summary>Stops the command.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks that the command names what it must use.</summary>
    /// <param name="needed">Names that must occur.</param>
    /// <exception cref="UserErrorException">One is missing.</exception>
    public void Require(params ReadOnlySpan<string> needed)
    {
        foreach (string name in needed)
        {
            if (!Text.Contains($"{{{name}}}", StringComparison.Ordinal))
            {
                throw new UserErrorException($"The command of {Name} does not use {{{name}}}.", $"Write {{{name}}} where it belongs.");
            }
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="values">What the names stand for.</param>
    /// <exception cref="UserErrorException">It cannot be started, fails, or takes too long.</exception>
    public void Run(string folder, params ReadOnlySpan<(string Name, string Value)> values)
    {
        string command = Text;
        foreach ((string name, string value) in values)
        {
            command = command.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        bool windows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(windows ? "cmd" : "/bin/sh")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(windows ? "/c" : "-c");
        start.ArgumentList.Add(command);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = new StringBuilder();
            process.OutputDataReceived += (_, _) => { }; // a command that prints must not fill the pipe and wait for ever
            process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!Ends(process))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                CancellationToken.ThrowIfCancellationRequested();
                throw new UserErrorException($"The command of {Name} took longer than {TimeLimit.TotalSeconds:0} s: {command}", "Raise the setting time-limit, or make it faster.");
            }

            process.WaitForExit(); // until all output has been read
            if (process.ExitCode != 0)
            {
                string told = errors.ToString().Trim();
                throw new UserErrorException(
                    $"The command of {Name} ended with {process.ExitCode}: {command}\n{(told.Length > ShownErrors ? $"…{told[^ShownErrors..]}" : told)}\n", "Run it by hand to see more.");
            }
        }
        catch (Win32Exception e)
        {
            throw new UserErrorException($"The command of {Name} cannot be started: {e.Message}", "Check that the shell is there.", e);
        }
    }

    private bool Ends(Process process)
    {
        long started = Stopwatch.GetTimestamp();
        bool hasEnded;
        do
        {
            hasEnded = process.WaitForExit(s_look);
        }
        while (!hasEnded && !CancellationToken.IsCancellationRequested && Stopwatch.GetElapsedTime(started) < TimeLimit);
        return hasEnded;
    }
}
