using System.Diagnostics;

namespace Assay.Acceptance;

/// <summary>The built program, run as a user runs it: a process of its own.</summary>
internal static class AssayProgram
{
    /// <summary>The program's main assembly, beside the tests.</summary>
    public static string Dll { get; } = Path.Combine(AppContext.BaseDirectory, "assay.dll");

    /// <summary>The folder of the sources.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Starts the program.</summary>
    /// <param name="folder">Working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Process Start(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Dll);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="folder">Working directory.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramResult Run(string folder, params IEnumerable<string> arguments)
    {
        using Process process = Start(folder, arguments);
        return Finish(process);
    }

    /// <summary>Waits for a process and collects what it said.</summary>
    public static ProgramResult Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output.Result, errors.Result);
    }

    private static string FindRepository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}

/// <summary>How a run of the program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
