using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Finds the files with documents among what the user points at.</summary>
/// <remarks>
/// In a folder, names that begin with a dot, links to folders, <c>node_modules</c> and runs of Assay are passed over; a text file
/// beside data files is taken for a README. What the user names is always looked at.
/// </remarks>
internal sealed class CandidateFinder
{
    private const int MaxFiles = 200_000;
    private const int NamesListed = 3;

    private readonly string _currentFolder;
    private readonly string _policyFolder;
    private readonly Dictionary<string, CandidateFile> _found = new(StringComparer.Ordinal); // by full path
    private readonly List<(string Full, string Why)> _leftOut = [];
    private readonly List<string> _notes = [];
    private int _seen;

    /// <summary>Creates a finder.</summary>
    /// <param name="currentFolder">Full path of the folder that the user's paths start from.</param>
    /// <param name="policyFolder">Full path of the folder that the policy's paths will start from.</param>
    public CandidateFinder(string currentFolder, string policyFolder)
    {
        _currentFolder = currentFolder;
        _policyFolder = policyFolder;
    }

    /// <summary>The files, in ordinal order of their policy paths.</summary>
    public IReadOnlyList<CandidateFile> Found => [.. _found.Values.OrderBy(file => file.PolicyPath, StringComparer.Ordinal)];

    /// <summary>Full paths of the files that were left out.</summary>
    public IReadOnlySet<string> LeftOut => _leftOut.Select(left => left.Full).ToHashSet(StringComparer.Ordinal);

    /// <summary>What was left out and why, as sentences.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. _notes,
        .. _leftOut.Distinct().GroupBy(left => left.Why, StringComparer.Ordinal).Select(group => Sentence([.. group.Select(left => PolicyPath(left.Full))], group.Key)),
    ];

    /// <summary>Adds the files that a path leads to.</summary>
    /// <param name="path">A file, a folder or a glob, as the user wrote it.</param>
    /// <exception cref="UserErrorException">It leads nowhere, or cannot be read.</exception>
    public void Add(string path)
    {
        string full = Path.GetFullPath(Path.Combine(_currentFolder, path));
        if (File.Exists(full))
        {
            AddNamed(full, path);
        }
        else if (Directory.Exists(full))
        {
            AddFolder(full, StepsOf(PolicyPath(full)), isNamed: true);
        }
        else if (GlobPattern.HasWildcard(path))
        {
            AddGlob(path);
        }
        else
        {
            throw new UserErrorException($"\"{path}\" does not exist.{Suggestion(full)}", "Name files or folders that hold documents.");
        }
    }

    private static int StepsOf(string policyPath) => policyPath is "." ? 0 : policyPath.Split('/').Length;

    private static string Suggestion(string full)
    {
        string? folder = Path.GetDirectoryName(full);
        return Directory.Exists(folder)
            ? DidYouMean.Suggest(Path.GetFileName(full), Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal))
            : "";
    }

    private static string Sentence(List<string> paths, string why)
    {
        paths.Sort(StringComparer.Ordinal);
        string files = paths.Count switch
        {
            1 => $"{paths[0]} is left out",
            <= NamesListed => $"{string.Join(", ", paths)} are left out",
            _ => $"{paths.Count:N0} files are left out ({string.Join(", ", paths.Take(NamesListed))}, …)",
        };
        return $"{files}: {why}.";
    }

    /// <summary>A folder that `assay mix` wrote: its facts and quarantine are not corpora, and its mix is one only when pointed at.</summary>
    private static bool IsRun(string folder) =>
        File.Exists(Path.Combine(folder, "journal.jsonl")) && Directory.Exists(Path.Combine(folder, "facts"));

    private string PolicyPath(string full) => Path.GetRelativePath(_policyFolder, full).Replace(Path.DirectorySeparatorChar, '/');

    private void AddNamed(string full, string path)
    {
        SniffedFormat sniffed = Sniff(full) ?? throw new UserErrorException($"\"{path}\" cannot be read.", "Give yourself the right to read it (`chmod u+r FILE`).");
        CorpusFormat? format = sniffed.IsPlainText ? CorpusFormat.Text : sniffed.Format;
        if (format is null)
        {
            throw new UserErrorException($"\"{path}\" holds no documents that can be read: {sniffed.Why}.", $"It reads {CorpusFormats.KnownSuffixes}.");
        }

        string policyPath = PolicyPath(full);
        AddCandidate(full, format.Value, sniffed.NameTells, StepsOf(policyPath) - 1);
    }

    private void AddGlob(string path)
    {
        var finder = new FileFinder("", _currentFolder);
        try
        {
            finder.Add(path.Replace(Path.DirectorySeparatorChar, '/'));
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"\"{path}\" matches no file.", "Name files or folders that hold documents.", e);
        }

        AddSniffed([.. finder.Found.Select(file => Path.GetFullPath(file.FullPath))], rootSteps: 0, isNamed: true);
    }

    private void AddFolder(string folder, int rootSteps, bool isNamed)
    {
        if (!isNamed && IsRun(folder))
        {
            _notes.Add($"{PolicyPath(folder)} is left out: it is a run of `assay mix`. To use its mix, point at {PolicyPath(folder)}/mix.");
            return;
        }

        List<FileSystemInfo> entries;
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (isNamed)
            {
                throw new UserErrorException($"The folder \"{folder}\" cannot be read: {e.Message}", "Give yourself the right to read it (`chmod u+rx FOLDER`).", e);
            }

            _leftOut.Add((folder, "the folder cannot be read"));
            return;
        }

        entries.RemoveAll(entry => entry.Name.StartsWith('.'));
        entries.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        AddSniffed([.. entries.OfType<FileInfo>().Select(file => file.FullName)], rootSteps, isNamed: false);
        foreach (DirectoryInfo below in entries.OfType<DirectoryInfo>().Where(below => below.LinkTarget is null && below.Name is not "node_modules"))
        {
            AddFolder(below.FullName, rootSteps, isNamed: false);
        }
    }

    /// <summary>Adds the files of one folder (or one glob).</summary>
    private void AddSniffed(List<string> files, int rootSteps, bool isNamed)
    {
        _seen += files.Count;
        if (_seen > MaxFiles)
        {
            throw new UserErrorException($"There are more than {MaxFiles:N0} files here.", "Point at the folders that hold documents.");
        }

        List<(string Full, SniffedFormat Sniffed)> sniffed = [];
        foreach (string file in files)
        {
            if (Sniff(file) is { } format)
            {
                sniffed.Add((file, format));
            }
            else
            {
                _leftOut.Add((file, "cannot be read"));
            }
        }

        bool hasData = !isNamed && sniffed.Any(file => file.Sniffed.Format is not (null or CorpusFormat.Text));
        bool hasKnown = sniffed.Any(file => file.Sniffed.Format is not null);
        foreach ((string full, SniffedFormat format) in sniffed)
        {
            // Folders of texts without endings are common; a single such file beside others is a Makefile or a LICENSE.
            bool isBareText = format.IsPlainText && (isNamed || (!hasKnown && Path.GetExtension(full).Length == 0));
            if (isBareText)
            {
                AddCandidate(full, CorpusFormat.Text, nameTells: false, rootSteps);
            }
            else if (format.Format is null)
            {
                _leftOut.Add((full, format.Why));
            }
            else if (hasData && format.Format == CorpusFormat.Text)
            {
                _leftOut.Add((full, "text beside data files is taken for a README; point at it if it is a document"));
            }
            else
            {
                AddCandidate(full, format.Format.Value, format.NameTells, rootSteps);
            }
        }
    }

    private void AddCandidate(string full, CorpusFormat format, bool nameTells, int rootSteps) =>
        _found.TryAdd(full, new CandidateFile
        {
            FullPath = full,
            PolicyPath = PolicyPath(full),
            Format = format,
            NameTells = nameTells,
            Bytes = new FileInfo(full).Length,
            RootSteps = rootSteps,
        });

    private static SniffedFormat? Sniff(string full)
    {
        try
        {
            return FormatSniffer.Sniff(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
