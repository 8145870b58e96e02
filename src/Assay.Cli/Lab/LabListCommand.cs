using System.CommandLine;
using Assay.Lab.Experiments;
using Assay.Lab.Reproduction;

namespace Assay.Cli.Lab;

/// <summary><c>assay lab list</c>: experiments, models, loops and settings.</summary>
internal static class LabListCommand
{
    public static Command Create(Terminal terminal)
    {
        var settings = new Option<bool>("--settings") { Description = "Show the settings of --set, with ranges and defaults." };
        var command = new Command("list", """
            List the experiments, or the settings that they take.

            Examples:
              assay lab list
              assay lab list --settings
            """) { settings };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(settings))
            {
                Settings(terminal.Output);
            }
            else
            {
                Experiments(terminal.Output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Experiments(TextWriter output)
    {
        int width = Catalogue.All.Max(s => s.Name.Length);
        foreach (ExperimentSpec spec in Catalogue.All)
        {
            output.WriteLine($"{spec.Name.PadRight(width)}  {spec.Shows}");
            output.WriteLine($"{new string(' ', width)}  {spec.Model}, {spec.Loop}{string.Concat(spec.Set.Select(s => $", {s.Key}={s.Value}"))}. {spec.Source}.");
        }

        output.WriteLine();
        output.WriteLine($"models   {string.Join(", ", Laboratory.Models)}");
        output.WriteLine($"loops    {string.Join(", ", Laboratory.Loops)}");
        output.WriteLine($"targets  {string.Join(", ", ReproductionSuite.Targets)}");
    }

    private static void Settings(TextWriter output)
    {
        int width = Parameters.All.Max(p => p.Name.Length);
        foreach (Parameter parameter in Parameters.All)
        {
            output.WriteLine($"{parameter.Name.PadRight(width)}  {parameter.Meaning} (default {parameter.Default})");
        }
    }
}
