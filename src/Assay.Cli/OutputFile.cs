using Assay.Core.Errors;

namespace Assay.Cli;

/// <summary>A file that a command is asked to write: refused before the work begins, not after it.</summary>
internal static class OutputFile
{
    /// <summary>Refuses a path at which no file can come to be.</summary>
    /// <param name="option">The option that names it, such as <c>--out</c>.</param>
    /// <param name="path">The file.</param>
    /// <param name="example">A file name for the remedy.</param>
    /// <exception cref="UserErrorException">The path is a folder, or its folder is not there.</exception>
    public static void Check(string option, string path, string example)
    {
        if (Directory.Exists(path))
        {
            throw new UserErrorException($"{path} is a folder.", $"Name a file: {option} {Path.Combine(path, example)}.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new UserErrorException($"The folder {folder} does not exist.", $"Make it first, or name another file with {option}.");
        }
    }
}
