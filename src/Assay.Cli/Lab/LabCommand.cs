using System.CommandLine;

namespace Assay.Cli.Lab;

/// <summary><c>assay lab</c>: the laboratory of recursive training.</summary>
internal static class LabCommand
{
    public static Command Create(Terminal terminal) => new("lab", "Train models on their own output, beside what theory and the literature say.")
    {
        LabListCommand.Create(terminal),
        LabRunCommand.Create(terminal),
        LabReproduceCommand.Create(terminal),
    };
}
