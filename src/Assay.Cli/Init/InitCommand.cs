using System.CommandLine;
using System.Text;
using Assay.Core.Errors;
using Assay.Pipeline.Inspection;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Init;

/// <summary><c>assay init</c>: writes a commented starter policy for corpora, from a look at them.</summary>
internal static class InitCommand
{
    private const string StandardOutput = "-";
    private const string DefaultFile = "policy.yaml";
    private const int NamesListed = 5;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("path") { HelpName = "PATH", Description = "Files, folders or globs with corpora; by default the current folder.", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string>("--out") { HelpName = "FILE", Description = "The policy to write; - prints it.", DefaultValueFactory = _ => DefaultFile };
        var force = new Option<bool>("--force") { Description = "Overwrite the policy when it is there already." };
        var command = new Command("init", """
            Write a starter policy for the corpora it is pointed at.

            Looks at formats, fields, dates and values of a few hundred records a source, and writes what it saw as comments. It claims
            nothing about who wrote them: such lines wait to be uncommented.

            Examples:
              assay init
              assay init books crawl/*.parquet --out policy.yaml
              assay init corpora --out - | less
            """) { paths, output, force };
        command.SetAction((parsed, cancellationToken) => Task.Run(
            () => Run(terminal, parsed.GetValue(paths) ?? [], parsed.GetRequiredValue(output), parsed.GetValue(force), cancellationToken), cancellationToken));
        return command;
    }

    private static int Run(Terminal terminal, string[] paths, string output, bool force, CancellationToken cancellationToken)
    {
        string current = Directory.GetCurrentDirectory();
        bool isPrinted = string.Equals(output, StandardOutput, StringComparison.Ordinal);
        string folder = isPrinted ? current : Path.GetDirectoryName(Path.GetFullPath(output))!;
        if (!isPrinted)
        {
            OutputFile.Check("--out", output, DefaultFile);
            if (!force && File.Exists(output))
            {
                throw Exists(output);
            }
        }

        StarterPolicy policy = PolicyStarter.Write(paths, current, folder, cancellationToken);
        foreach (string note in policy.Notes)
        {
            terminal.Errors.WriteLine($"note: {note}");
        }

        if (isPrinted)
        {
            terminal.Output.Write(policy.Text);
            return ExitCode.Done;
        }

        Write(output, policy.Text, force);
        Print(terminal, output, policy);
        return ExitCode.Done;
    }

    private static void Write(string output, string text, bool force)
    {
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            if (force)
            {
                AtomicFile.Write(output, bytes);
                return;
            }

            // A file that appeared in the meantime is somebody's work too.
            using var file = new FileStream(output, FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
        }
        catch (IOException) when (!force && File.Exists(output))
        {
            throw Exists(output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{output} cannot be written: {e.Message}", "Name another file with --out.", e);
        }
    }

    private static UserErrorException Exists(string output) =>
        new($"{output} is there already.", "Name another file with --out, or add --force to overwrite it.");

    private static void Print(Terminal terminal, string output, StarterPolicy policy)
    {
        terminal.Output.WriteLine($"{output}: {(policy.Sources.Count == 1 ? "1 source" : $"{policy.Sources.Count} sources")}");
        int width = policy.Sources.Max(source => source.Name.Length);
        foreach (StarterSource source in policy.Sources)
        {
            terminal.Output.WriteLine($"  {source.Name.PadRight(width)}  {source.Path}: {source.Summary}");
        }

        string[] open = [.. policy.Sources.Where(source => !source.SpeaksForItself).Select(source => source.Name)];
        terminal.Output.WriteLine(open.Length == 0
            ? $"Next: assay mix {output}"
            : $"Next: say in {output} who wrote {Some(open)}; then assay mix {output}");
    }

    private static string Some(string[] names) =>
        names.Length <= NamesListed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(NamesListed - 1))} and {names.Length - NamesListed + 1} more";
}
