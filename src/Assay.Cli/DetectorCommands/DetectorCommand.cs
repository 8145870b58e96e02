using System.CommandLine;

namespace Assay.Cli.DetectorCommands;

/// <summary><c>assay detector</c>: trains and tests detectors of machine text.</summary>
internal static class DetectorCommand
{
    public static Command Create(Terminal terminal) => new("detector", "Train a detector of machine text on your own files, and test one.")
    {
        DetectorTrainCommand.Create(terminal),
        DetectorTestCommand.Create(terminal),
    };
}
