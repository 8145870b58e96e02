using Assay.Core.Errors;
using Assay.Pipeline.Runs;

namespace Assay.Cli;

/// <summary>A file that a command is asked to write: refused before the work begins, not after it.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a path at which no file can come to be.</summary>
    /// <param name="option">The option that names it, such as <c>--out</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="example">A file name for the remedy.</param>
    /// <exception cref="UserErrorException">The path is empty or a folder, its folder is not there, or it cannot be written.</exception>
    public static void Check(string option, string path, string example)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserErrorException($"{option} names no file.", $"Name one: {option} {example}.");
        }

        if (Directory.Exists(path))
        {
            throw new UserErrorException($"{path} is a folder.", $"Name a file: {option} {Path.Combine(path, example)}.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"The folder {folder} does not exist.", $"Make it first, or name another file with {option}.");
        }

        Try(option, path);
    }

    /// <summary>Only writing tells whether one may write.</summary>
    private static void Try(string option, string path)
    {
        string probe = $"{path}{AtomicFile.PartialSuffix}";
        try
        {
            using FileStream file = new(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be written: {e.Message}", $"Name another file with {option}.", e);
        }
    }
}
