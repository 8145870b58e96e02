using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Says why a path leads to no file: how far it goes, and what is there instead.</summary>
internal static class NothingFound
{
    private const int NamesListed = 5;

    /// <summary>The error.</summary>
    /// <param name="sourceName">The source's name.</param>
    /// <param name="baseFolder">Full path of the folder that relative paths start from.</param>
    /// <param name="path">The path as the user wrote it.</param>
    /// <param name="remedy">What to do about it, as a sentence.</param>
    public static UserErrorException Explain(string sourceName, string baseFolder, string path, string remedy)
    {
        string matches = GlobPattern.HasWildcard(path) ? $"\"{path}\" matches no file" : $"\"{path}\" does not exist";
        string folder = Path.IsPathRooted(path) ? Path.GetPathRoot(path)! : baseFolder;
        string suggestion = "";
        string why = "";
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (string step in steps)
        {
            string next = Path.GetFullPath(Path.Combine(folder, step));
            if (GlobPattern.HasWildcard(step))
            {
                break;
            }

            if (!Directory.Exists(next))
            {
                suggestion = DidYouMean.Suggest(step, Names(folder));
                why = $": {folder} has no \"{step}\"";
                break;
            }

            folder = next;
        }

        string holds = why.Length > 0 ? why : $" in {folder}";
        return new UserErrorException(
            $"source \"{sourceName}\": {matches}{holds}; it {Contents(folder)}.{suggestion}",
            remedy);
    }

    /// <summary>What a folder holds, as the end of a sentence.</summary>
    private static string Contents(string folder)
    {
        string[] names = Names(folder);
        return names.Length switch
        {
            0 => Directory.Exists(folder) ? "is empty" : "does not exist",
            <= NamesListed => $"holds {string.Join(", ", names)}",
            _ => $"holds {string.Join(", ", names.Take(NamesListed))} and {names.Length - NamesListed:N0} more",
        };
    }

    private static string[] Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // This is only to help: the error itself does not need it.
        }
    }
}
