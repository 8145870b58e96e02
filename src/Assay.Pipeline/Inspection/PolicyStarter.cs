using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Writes a starter policy for corpora, from a look at their files.</summary>
public static class PolicyStarter
{
    private const int NotesShown = 5;

    /// <summary>Looks at corpora and writes a policy that <see cref="Policies.PolicyReader"/> takes as it is.</summary>
    /// <param name="paths">Files, folders and globs; none means the current folder.</param>
    /// <param name="currentFolder">The folder that they start from.</param>
    /// <param name="policyFolder">The folder that the policy will lie in: its paths start there.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <returns>The policy; nothing is written to disk.</returns>
    /// <exception cref="UserErrorException">A path leads nowhere, or nothing in them holds documents.</exception>
    public static StarterPolicy Write(
        IReadOnlyList<string> paths, string currentFolder, string policyFolder, CancellationToken cancellationToken = default)
    {
        var finder = new CandidateFinder(Path.GetFullPath(currentFolder), Path.GetFullPath(policyFolder));
        IReadOnlyList<string> named = paths.Count == 0 ? ["."] : paths;
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

        return new StarterPolicy(
            StarterText.Write(sources),
            [.. sources.Select(source => new StarterSource(source.Name, source.PathsShown, source.Summary, source.SpeaksForItself))],
            notes);
    }
}
