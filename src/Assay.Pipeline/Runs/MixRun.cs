using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Pipeline.Manifests;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Runs;

/// <summary><c>assay mix</c> from end to end: plan, scan, decide, write. Whatever is finished already is not done again.</summary>
public sealed class MixRun(PolicyFile file, MixRunOptions options, IRunProgress progress, TimeProvider time)
{
    /// <summary>The folder that the run works in.</summary>
    public string FolderPath { get; } = options.OutFolder ?? Path.Combine(file.Folder, file.Policy.Output.Path);

    /// <summary>Runs.</summary>
    /// <param name="renderReport">Makes the report from the result's JSON.</param>
    /// <param name="cancellationToken">Stops between records; the same command goes on later.</param>
    /// <returns>The result, as in <c>result.json</c>.</returns>
    /// <exception cref="UserErrorException">The input, the policy or the machine does not allow it.</exception>
    /// <exception cref="InfeasiblePolicyException">No mix keeps the policy.</exception>
    public MixResult Run(Func<ReadOnlyMemory<byte>, string> renderReport, CancellationToken cancellationToken)
    {
        if (options.Problems().ToList() is { Count: > 0 } problems)
        {
            throw new UserErrorException(string.Join(' ', problems), "See `assay mix --help`.");
        }

        using RunFolder folder = RunFolder.Open(FolderPath);
        using RunJournal journal = RunJournal.Open(folder.Journal, time);
        if (journal.PastEvents("run-started").LastOrDefault()?["removedFrom"] is not null)
        {
            // Its facts lack what was taken out: a mix made of them would not be the policy's, and nobody would know.
            throw new UserErrorException($"The folder {FolderPath} holds a mix that something was taken out of.", "Use another folder, with --out or the policy's output.path.");
        }

        Policy policy = file.Policy;
        journal.Append("run-started", new JsonObject
        {
            ["policy"] = file.Sha256,
            ["version"] = ProgramVersion.Current,
            ["seed"] = policy.Seed.Value,
            ["workers"] = options.Workers,
        });
        foreach (string parent in policy.Parents)
        {
            _ = ParentManifest.Read(file, folder.Path, parent); // A missing parent is known before hours of work.
        }

        ScannedCorpus corpus = CorpusScan.Run(file, folder, journal, options, progress, cancellationToken);
        return new Composition(file, folder, journal, progress, options.Workers).Run(corpus, removal: null, renderReport, cancellationToken);
    }
}
