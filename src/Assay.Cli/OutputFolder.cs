using Assay.Core.Errors;

namespace Assay.Cli;

/// <summary>A folder that a command is asked to write into: refused before the work begins, not after it.</summary>
internal static class OutputFolder
{
    /// <summary>Refuses a path at which no folder can come to be.</summary>
    /// <param name="option">The option that names it, such as <c>--out</c>.</param>
    /// <param name="path">The folder, which need not be there yet.</param>
    /// <exception cref="UserErrorException">The path is empty, or a file stands on it.</exception>
    public static void Check(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserErrorException($"{option} names no folder.", $"Write {option} FOLDER, or leave it out.");
        }

        if (Ancestry(path).FirstOrDefault(File.Exists) is { } file)
        {
            throw new UserErrorException($"{file} is a file, not a folder.", $"Name another folder with {option}.");
        }
    }

    /// <summary>The first folder of a path that is not there yet; null when all are.</summary>
    /// <param name="path">The folder.</param>
    public static string? FirstMissing(string path) => Ancestry(path).TakeWhile(folder => !Directory.Exists(folder)).LastOrDefault();

    /// <summary>A folder and those that it lies in, up to the root.</summary>
    private static IEnumerable<string> Ancestry(string path)
    {
        for (string? folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
