using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Finds the sources among what the user points at, and looks into each.</summary>
internal static class SourceFinder
{
    private const int NotesShown = 5;

    /// <summary>Finds sources.</summary>
    /// <param name="paths">Files, folders and globs; none means the current folder.</param>
    /// <param name="currentFolder">The folder that they start from.</param>
    /// <param name="policyFolder">The folder that found paths are told relative to.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>At least one source, and what was left out and why.</returns>
    /// <exception cref="UserErrorException">A path leads nowhere, or nothing in them holds documents.</exception>
    public static (IReadOnlyList<InspectedSource> Sources, IReadOnlyList<string> Notes) Find(
        IReadOnlyList<string> paths, string currentFolder, string policyFolder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> named = paths.Count == 0 ? ["."] : paths;
        var finder = new CandidateFinder(Path.GetFullPath(currentFolder), Path.GetFullPath(policyFolder)) { TakesFoldersAsCorpora = named.Count > 1 };
        foreach (string path in named)
        {
            finder.Add(path);
        }

        List<string> notes = [.. finder.Notes];
        List<InspectedSource> sources = [];
        foreach (CorpusGroup group in finder.Found.Count == 0 ? [] : CorpusGrouping.Group(finder.Found, finder.LeftOut, Path.GetFullPath(policyFolder)))
        {
            var source = new InspectedSource(RecordSampler.Look(group, cancellationToken));
            if (source.WhyUnusable is { } why)
            {
                notes.Add($"{source.PathsShown} {(group.Paths.Count == 1 ? "is" : "are")} left out: {why}");
            }
            else
            {
                sources.Add(source);
            }
        }

        if (sources.Count == 0)
        {
            throw new UserErrorException(
                string.Join('\n', [$"No documents were found in {string.Join(", ", named)}.", .. notes.Take(NotesShown)]),
                $"Point at files or folders that hold {CorpusFormats.KnownSuffixes}.");
        }

        return (sources, notes);
    }
}
