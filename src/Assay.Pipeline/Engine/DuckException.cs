using System.Runtime.InteropServices;

namespace Assay.Pipeline.Engine;

/// <summary>What DuckDB refused, in its own words.</summary>
/// <remarks>
/// Not an error of the user: who knows the file that a statement read or wrote turns <see cref="DuckFailure.File"/> and
/// <see cref="DuckFailure.Data"/> into a message with the file's name and a remedy. What is left is a defect of the program.
/// </remarks>
internal sealed class DuckException : Exception
{
    private const int LongestStatement = 500;

    /// <summary>Creates the error.</summary>
    /// <param name="reason">DuckDB's message.</param>
    /// <param name="statement">What was asked of it.</param>
    internal DuckException(string reason, string statement)
        : base($"{reason}{Environment.NewLine}Asked for: {Shorten(statement)}")
    {
        Reason = reason;
    }

    /// <summary>DuckDB's message, without the statement.</summary>
    internal string Reason { get; }

    /// <summary>The first line of the message, without the kind of error before it.</summary>
    internal string FirstLine
    {
        get
        {
            string line = Reason.Split('\n', 2)[0].Trim();
            int kind = line.IndexOf("Error: ", StringComparison.Ordinal);
            return kind >= 0 ? line[(kind + "Error: ".Length)..] : line;
        }
    }

    /// <summary>What kind of failure it is.</summary>
    internal DuckFailure Failure =>
        Is("IO Error") || Is("Permission Error") ? DuckFailure.File
        : Is("Out of Memory Error") ? DuckFailure.Memory
        : Is("Invalid Input Error") || Is("Conversion Error") || Is("Serialization Error") ? DuckFailure.Data
        : DuckFailure.Defect;

    /// <summary>Creates the error from DuckDB's own text.</summary>
    /// <param name="reason">Zero-terminated UTF-8; null where DuckDB gave no reason.</param>
    /// <param name="statement">What was asked of it.</param>
    internal static unsafe DuckException From(byte* reason, string statement) =>
        new(Marshal.PtrToStringUTF8((nint)reason) is { Length: > 0 } text ? text : "DuckDB failed without a reason.", statement);

    private static string Shorten(string statement) =>
        statement.Length <= LongestStatement ? statement : $"{statement.AsSpan(0, LongestStatement)}…";

    private bool Is(string kind) => Reason.StartsWith(kind, StringComparison.Ordinal);
}

/// <summary>Whose failure it is.</summary>
internal enum DuckFailure
{
    /// <summary>Ours: a statement that cannot be.</summary>
    Defect = 0,

    /// <summary>A file cannot be opened, read or written: missing, damaged, no permission, disk full.</summary>
    File,

    /// <summary>The data do not fit what was asked of them: a broken CSV line, a text that is no number.</summary>
    Data,

    /// <summary>The memory limit was reached.</summary>
    Memory,
}
