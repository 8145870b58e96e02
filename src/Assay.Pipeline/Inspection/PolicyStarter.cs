using Assay.Core.Errors;

namespace Assay.Pipeline.Inspection;

/// <summary>Writes a starter policy for corpora, from a look at their files.</summary>
public static class PolicyStarter
{
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
        (IReadOnlyList<InspectedSource> sources, IReadOnlyList<string> notes) = SourceFinder.Find(paths, currentFolder, policyFolder, cancellationToken);
        return new StarterPolicy(
            StarterText.Write(sources),
            [.. sources.Select(source => new StarterSource(source.Name, source.PathsShown, source.Summary, source.SpeaksForItself))],
            notes);
    }
}
