namespace Assay.Cli;

/// <summary>What the program answers to a shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: an infeasible policy, an alarm, broken conservation.</summary>
    public const int No = 1;

    /// <summary>Bad usage or bad input.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C; the same command goes on.</summary>
    public const int Interrupted = 130;
}
