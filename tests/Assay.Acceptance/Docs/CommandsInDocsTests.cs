using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Assay.Acceptance.Docs;

/// <summary>Every command that the guide shows is run, in order, so that none can rot.</summary>
public sealed partial class CommandsInDocsTests
{
    public static TheoryData<string> Guides =>
        [.. Directory.EnumerateFiles(Path.Combine(AssayProgram.Repository, "docs", "guide"), "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Guides))]
    public void The_commands_of_a_guide_work(string guide)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The guide's commands are for a POSIX shell.");
        string text = File.ReadAllText(Path.Combine(AssayProgram.Repository, "docs", "guide", guide));
        string[] scripts = [.. ShellBlock().Matches(text).Select(match => match.Groups["script"].Value)];
        Assert.NotEmpty(scripts);
        string folder = Path.Combine(Path.GetTempPath(), $"assay-docs-{Environment.ProcessId}-{guide}");
        try
        {
            Copy(Path.Combine(AssayProgram.Repository, "samples", "formats"), folder);
            string quickstart = Path.Combine(AssayProgram.Repository, "samples", "quickstart");
            bool needsQuickstart = scripts.Any(script => script.Contains("quickstart/", StringComparison.Ordinal));
            Assert.SkipWhen(needsQuickstart && !Directory.Exists(Path.Combine(quickstart, "data")), "The quickstart's corpus is not there: samples/quickstart/run.sh fetches it.");
            _ = needsQuickstart ? Directory.CreateSymbolicLink(Path.Combine(folder, "quickstart"), quickstart) : null;
            foreach (string script in scripts)
            {
                ProgramResult run = Shell(folder, script);
                Assert.True(run.ExitCode == 0, $"{script}\nended with {run.ExitCode}:\n{run.Errors}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_readme_shows_two_commands_and_both_are_there()
    {
        string[] commands = [.. ShellBlock().Matches(File.ReadAllText(Path.Combine(AssayProgram.Repository, "README.md"))).Select(match => match.Groups["script"].Value.Trim())];

        Assert.Equal(["samples/quickstart/run.sh", "./test"], commands.Take(2));
        Assert.All(commands.Take(2), command => Assert.True(File.Exists(Path.Combine(AssayProgram.Repository, command))));
        string ci = File.ReadAllText(Path.Combine(AssayProgram.Repository, ".ci", "run"));
        Assert.All(commands.Take(2), command => Assert.Contains(command, ci, StringComparison.Ordinal));
    }

    [GeneratedRegex("^```sh\n(?<script>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ShellBlock();

    private static ProgramResult Shell(string folder, string script)
    {
        var start = new ProcessStartInfo("sh") { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-e");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"assay() {{ dotnet '{AssayProgram.Dll}' \"$@\"; }}\n{script}");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return AssayProgram.Finish(process);
    }

    private static void Copy(string source, string target)
    {
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(source, file);
            if (!name.StartsWith("mix", StringComparison.Ordinal))
            {
                string path = Path.Combine(target, name);
                _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Copy(file, path);
            }
        }
    }
}
