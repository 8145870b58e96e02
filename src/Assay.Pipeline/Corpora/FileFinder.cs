using Assay.Core.Errors;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Corpora;

/// <summary>Finds the files that a path of the policy means: a file, a folder with all that is in it, or a glob.</summary>
/// <remarks>Links to files are followed, and links to folders where a step of the path names them; <c>**</c> does not, so no loop can form.</remarks>
internal sealed class FileFinder
{
    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly string _sourceName;
    private readonly string _baseFolder;
    private readonly Dictionary<string, FoundFile> _found = new(StringComparer.Ordinal); // by full path
    private readonly SortedSet<string> _runs = new(StringComparer.Ordinal);
    private readonly string _remedy;
    private string _root = "";
    private string _rootDisplay = "";
    private bool _isOfFolder;

    /// <summary>Creates a finder.</summary>
    /// <param name="sourceName">The source's name, for messages.</param>
    /// <param name="baseFolder">Full path of the folder that relative paths start from.</param>
    /// <param name="remedy">What the user can do about a path that leads nowhere, as a sentence.</param>
    public FileFinder(string sourceName, string baseFolder, string remedy = "")
    {
        _sourceName = sourceName;
        _baseFolder = baseFolder;
        _remedy = remedy;
    }

    /// <summary>The files found so far, each once.</summary>
    public IEnumerable<FoundFile> Found => _found.Values;

    /// <summary>Adds the files that a path means.</summary>
    /// <param name="path">A file, a folder or a glob, with forward slashes.</param>
    /// <exception cref="UserErrorException">It leads to no file, or a folder cannot be read.</exception>
    public void Add(string path)
    {
        string full = FullPath(path);
        bool hasMatch = true;
        if (File.Exists(full)) // Before wildcards are looked for: a file may be called data[1].jsonl.
        {
            SetRoot(ParentOf(path), isOfFolder: false);
            AddFile(Path.GetFileName(full));
        }
        else if (Directory.Exists(full))
        {
            SetRoot(path, isOfFolder: true);
            hasMatch = Walk(full, "", [GlobPattern.AnyFolders, "*"], 0);
        }
        else
        {
            hasMatch = false;
            IReadOnlyList<string> alternatives = GlobPattern.Expand(path) ?? throw new UserErrorException(
                $"source \"{_sourceName}\": the braces of \"{path}\" stand for more than 1,024 paths.", "List the paths one by one, or use `*`.");
            foreach (string alternative in alternatives)
            {
                hasMatch |= AddGlob(alternative);
            }
        }

        if (!hasMatch)
        {
            throw NothingFound.Explain(_sourceName, _baseFolder, path, _remedy);
        }
    }

    /// <summary>Run folders that were passed by, relative to the policy's folder, each once.</summary>
    public IReadOnlyCollection<string> Runs => _runs;

    private static string ParentOf(string path) => path.LastIndexOf('/') switch
    {
        < 0 => ".",
        0 => "/",
        var slash => path[..slash],
    };

    private string FullPath(string path) => Path.GetFullPath(Path.Combine(_baseFolder, path));

    private void SetRoot(string path, bool isOfFolder)
    {
        _root = FullPath(path);
        _isOfFolder = isOfFolder;
        string[] steps = [.. path.Split('/').Where((step, i) => step is not "." && (step.Length > 0 || i == 0))];
        _rootDisplay = steps switch { [] => ".", [""] => "/", _ => string.Join('/', steps) };
    }

    private bool AddGlob(string pattern)
    {
        string[] steps = pattern.Split('/');
        int fixedSteps = 0;
        while (fixedSteps < steps.Length - 1 && !GlobPattern.HasWildcard(steps[fixedSteps]))
        {
            fixedSteps++;
        }

        SetRoot(fixedSteps == 0 ? "." : fixedSteps == 1 && steps[0].Length == 0 ? "/" : string.Join('/', steps[..fixedSteps]), isOfFolder: false);
        List<string> wild = [];
        foreach (string step in steps[fixedSteps..])
        {
            // ** twice in a row says nothing more; at the end it means all files.
            if (step.Length > 0 && !(step is GlobPattern.AnyFolders && wild is [.., GlobPattern.AnyFolders]))
            {
                wild.Add(step);
            }
        }

        if (wild is [.., GlobPattern.AnyFolders])
        {
            wild.Add("*");
        }

        return Directory.Exists(_root) && Walk(_root, "", wild, 0);
    }

    /// <summary>Follows the steps of a pattern from one on.</summary>
    /// <returns>Whether a file was found.</returns>
    private bool Walk(string folder, string relative, List<string> steps, int index)
    {
        if (index == steps.Count)
        {
            return false;
        }

        string step = steps[index];
        bool isLast = index == steps.Count - 1;
        bool anyFolders = step is GlobPattern.AnyFolders;
        bool hasMatch = anyFolders && Walk(folder, relative, steps, index + 1);
        foreach (FileSystemInfo entry in Entries(folder))
        {
            string name = relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}";
            bool isFolder = entry is DirectoryInfo;
            if (anyFolders)
            {
                bool isOwnFolder = isFolder && entry.LinkTarget is null && !entry.Name.StartsWith('.') && !IsRun(entry.FullName);
                hasMatch |= isOwnFolder && Walk(entry.FullName, name, steps, index);
            }
            else if (isFolder != isLast && GlobPattern.IsMatch(step, entry.Name))
            {
                hasMatch |= isLast ? AddFile(name) : Walk(entry.FullName, name, steps, index + 1);
            }
        }

        return hasMatch;
    }

    /// <summary>A run folder below a corpus holds facts, a journal and a mix of that very corpus: it is never meant by "all folders".</summary>
    private bool IsRun(string folder)
    {
        bool isRun = File.Exists(Path.Combine(folder, RunFolder.LockName));
        if (isRun)
        {
            _runs.Add(Path.GetRelativePath(_baseFolder, folder).Replace('\\', '/'));
        }

        return isRun;
    }

    private bool AddFile(string relative)
    {
        var file = new FoundFile(_root, _rootDisplay, relative, _isOfFolder);
        if (IsLinkToNothing(file.FullPath))
        {
            throw new UserErrorException(
                new SourceLine(file.DisplayPath), "this is a link to a file that does not exist.", "Mend or remove the link.");
        }

        _found.TryAdd(file.FullPath, file);
        return true;
    }

    /// <summary>For .NET a link exists whatever it points to.</summary>
    private static bool IsLinkToNothing(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            return true; // A circle of links.
        }
    }

    private List<FileSystemInfo> Entries(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", EveryEntry)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"source \"{_sourceName}\": the folder {folder} cannot be read: {e.Message.TrimEnd('.')}.",
                "Give yourself the right to read it, or leave it out of the source's path.",
                e);
        }
    }
}
