using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Assay.Acceptance.Mix;

/// <summary>The written mix opens as it is in readers that know nothing of Assay.</summary>
public sealed class OtherReadersTests
{
    private const string Interpreter = "/usr/bin/python3";

    [Theory]
    [InlineData("jsonl")]
    [InlineData("jsonl.gz")]
    public void Pandas_reads_every_column_and_every_copy(string format)
    {
        Assert.SkipUnless(Python("import pandas") is { ExitCode: 0 }, $"{Interpreter} has no pandas (Debian: apt-get install python3-pandas).");
        using var corpus = new SmallCorpus(files: 2, documentsPerFile: 60);
        corpus.Policy(File.ReadAllText(Path.Combine(corpus.Folder, "policy.yaml")).Replace("path: run,", $"path: run, format: {format},", StringComparison.Ordinal));
        ProgramResult run = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml", "--json");
        Assert.True(run.ExitCode == 0, run.Errors);

        ProgramResult? read = Python($"""
            import glob, pandas
            mix = pandas.concat(pandas.read_json(path, lines=True) for path in sorted(glob.glob("{corpus.RunFolder}/mix/*")))
            print(len(mix), mix.copies.sum(), (mix.copies * mix.tokens).sum(), *mix.columns[:6])
            """);

        JsonElement flow = JsonDocument.Parse(run.Output).RootElement.GetProperty("flow");
        (JsonElement kept, JsonElement written) = (flow.GetProperty("kept"), flow.GetProperty("written"));
        Assert.Equal(
            $"{kept.GetProperty("documents")} {written.GetProperty("copies")} {written.GetProperty("tokens")} id text source origin synthetic_probability depth",
            read!.Output.Trim());
    }

    private static ProgramResult? Python(string program)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            return AssayProgram.Finish(process);
        }
        catch (Win32Exception)
        {
            return null; // There is no such program.
        }
    }
}
