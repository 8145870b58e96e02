using System.Text;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Pipeline.Manifests;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>The policy that a finished run was made under: its text from the manifest, its folder from the journal.</summary>
internal static class StoredPolicy
{
    /// <summary>Reads the policy of a run.</summary>
    /// <exception cref="UserErrorException">The run's manifest or journal cannot be read.</exception>
    public static PolicyFile Of(RunFolder folder)
    {
        try
        {
            Manifest manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(folder.Manifest), ResultJson.Options)!;
            string? relative = null;
            using (RunJournal journal = RunJournal.Open(folder.Journal, TimeProvider.System))
            {
                relative = (string?)journal.PastEvents("run-started").LastOrDefault()?["policyPath"];
            }

            if (relative is null)
            {
                throw new UserErrorException(new SourceLine(folder.Journal), "the journal does not say where the policy was.", "Run `assay mix` with this run folder again, then remove.");
            }

            string path = Path.GetFullPath(Path.Combine(folder.Path, relative));
            return new PolicyFile(path, Encoding.UTF8.GetBytes(manifest.Policy.Text), manifest.Policy.Text, PolicyReader.Read(manifest.Policy.Text, path));
        }
        catch (JsonException e)
        {
            throw new UserErrorException(new SourceLine(folder.Manifest), "this is no manifest that can be read.", "Run `assay mix` with this run folder again, then remove.", e);
        }
    }
}
