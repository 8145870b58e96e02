using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Errors;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Manifests;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>A finished run, as its manifest and its journal tell it.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Sha256">SHA-256 of the manifest, hexadecimal.</param>
/// <param name="Policy">The policy of the run, without the sources that were taken out before; its text is the whole policy's.</param>
internal sealed record FinishedRun(Manifest Manifest, string Sha256, PolicyFile Policy)
{
    private const string FinishFirst = "Run `assay mix` with this run folder again, then remove.";

    /// <summary>Reads a finished run.</summary>
    /// <exception cref="UserErrorException">Its manifest or journal cannot be read, or its decisions are not those of its mix.</exception>
    public static FinishedRun Read(RunFolder folder)
    {
        byte[] bytes = File.ReadAllBytes(folder.Manifest);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Manifest manifest = Parse(folder, bytes);
        // A later run that stopped between deciding and writing leaves decisions of a mix that is not there.
        if (DecideSummary.Load(folder, manifest.Decisions) is null)
        {
            throw new UserErrorException(
                $"The decisions in {folder.Path} are not those of its mix: a later run there did not finish.", "Run that `assay mix` again until it finishes, then remove.");
        }

        string policyPath = Path.GetFullPath(Path.Combine(folder.Path, PolicyPath(folder, sha256)));
        Policy policy = PolicyReader.Read(manifest.Policy.Text, policyPath);
        IReadOnlyList<string> gone = manifest.Removal?.Sources ?? [];
        policy = policy with { Sources = [.. policy.Sources.Where(source => !gone.Contains(source.Name, StringComparer.Ordinal))] };
        return new FinishedRun(manifest, sha256, new PolicyFile(policyPath, Encoding.UTF8.GetBytes(manifest.Policy.Text), manifest.Policy.Text, policy));
    }

    private static Manifest Parse(RunFolder folder, byte[] bytes)
    {
        JsonException? cause = null;
        try
        {
            if (JsonSerializer.Deserialize<Manifest>(bytes, ResultJson.Options) is { } manifest)
            {
                return manifest;
            }
        }
        catch (JsonException e)
        {
            cause = e;
        }

        throw new UserErrorException(new SourceLine(folder.Manifest), "this is no manifest that can be read.", FinishFirst, cause);
    }

    /// <summary>Where the policy was, from the event that finished this very mix: a later run that failed may have had another policy.</summary>
    private static string PolicyPath(RunFolder folder, string sha256)
    {
        using RunJournal journal = RunJournal.Open(folder.Journal, TimeProvider.System);
        JsonObject? finished = journal.PastEvents("finished").LastOrDefault(e => string.Equals((string?)e["manifest"], sha256, StringComparison.Ordinal));
        return (string?)finished?["policyPath"]
            ?? throw new UserErrorException(new SourceLine(folder.Journal), "the journal does not say where the policy of this mix was.", FinishFirst);
    }
}
