using System.Runtime.CompilerServices;
using System.Text;

namespace Assay.Tests;

/// <summary>Compares what people read (policies, help, reports) with a file beside the test that a person has approved.</summary>
internal static class Approved
{
    private const string AcceptVariable = "ASSAY_APPROVE";
    private const int LinesOfContext = 2;
    private const int LinesShown = 60;

    /// <summary>Fails when a text differs from the approved one, with the difference and how to accept it.</summary>
    /// <param name="actual">The text.</param>
    /// <param name="name">Name of the approved file, for instance <c>starter.approved.yaml</c>; it lies beside the test.</param>
    /// <param name="testFile">The test's own file: the compiler fills it in.</param>
    public static void Check(string actual, string name, [CallerFilePath] string testFile = "")
    {
        // A build server maps the path of the sources to /_/: only what follows the project is sure.
        const string Project = "tests/Assay.Tests/";
        string relative = testFile.Replace('\\', '/');
        relative = relative[relative.LastIndexOf(Project, StringComparison.Ordinal)..];
        string path = Path.Combine(Repository.Root, Path.GetDirectoryName(relative)!, name);
        string approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (string.Equals(approved, actual, StringComparison.Ordinal))
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(AcceptVariable) is "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        string test = Path.GetFileNameWithoutExtension(testFile);
        Assert.Fail($"""
            {Path.GetRelativePath(Repository.Root, path)} is not what came out (- approved, + came out):
            {Difference(approved.Split('\n'), actual.Split('\n'))}
            To accept what came out: {AcceptVariable}=1 dotnet test tests/Assay.Tests --filter "FullyQualifiedName~{test}", then look at the change with git.
            """);
    }

    /// <summary>The lines between the first and the last that differ.</summary>
    private static string Difference(string[] approved, string[] actual)
    {
        int start = 0;
        while (start < Math.Min(approved.Length, actual.Length) && string.Equals(approved[start], actual[start], StringComparison.Ordinal))
        {
            start++;
        }

        int end = 0;
        while (end < Math.Min(approved.Length, actual.Length) - start && string.Equals(approved[^(end + 1)], actual[^(end + 1)], StringComparison.Ordinal))
        {
            end++;
        }

        var shown = new StringBuilder();
        int context = Math.Max(0, start - LinesOfContext);
        Append(shown, ' ', approved[context..start]);
        Append(shown, '-', approved[start..^end]);
        Append(shown, '+', actual[start..^end]);
        return $"line {start + 1}:\n{shown}";
    }

    private static void Append(StringBuilder shown, char sign, string[] lines)
    {
        foreach (string line in lines.Take(LinesShown))
        {
            _ = shown.Append(sign).Append(' ').Append(line).Append('\n');
        }

        if (lines.Length > LinesShown)
        {
            _ = shown.Append(sign).Append($" … {lines.Length - LinesShown} more lines\n");
        }
    }
}
