using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Manifests;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Write;

namespace Assay.Pipeline.Runs;

/// <summary>The second half of a run: from facts to a finished mix with its manifest and report.</summary>
internal sealed class Composition(PolicyFile file, RunFolder folder, RunJournal journal, IRunProgress progress, int workers)
{
    /// <summary>Decides, writes and describes the mix.</summary>
    /// <param name="corpus">What was read and measured.</param>
    /// <param name="removal">What was taken out on demand, if anything.</param>
    /// <param name="renderReport">Makes the report from the result's JSON.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public MixResult Run(
        ScannedCorpus corpus, RemovalSummary? removal,
        Func<ReadOnlyMemory<byte>, string> renderReport, CancellationToken cancellationToken)
    {
        DecideSummary decided = new DecideStep(folder, journal, progress, workers).Run(file, removal, corpus, cancellationToken);
        WriteResult written = new WriteStep(folder, journal, progress, workers, file.Policy).Run(corpus.Shards, decided, cancellationToken);
        MixResult result = ResultBuilder.Finish(decided.Draft, written, file.Policy.Output.Expand);
        byte[] json = ResultJson.Write(result);
        byte[] manifest = ResultJson.Write(Manifest.Of(file, folder.Path, result, decided.Key, corpus));
        AtomicFile.Write(folder.Manifest, manifest);
        AtomicFile.Write(folder.Report, Encoding.UTF8.GetBytes(renderReport(json)));
        AtomicFile.Write(folder.Result, json);
        journal.Append("finished", new JsonObject
        {
            ["kept"] = result.Flow.Kept.Documents,
            ["copies"] = result.Flow.Written.Copies,
            ["manifest"] = Convert.ToHexStringLower(SHA256.HashData(manifest)),
            ["policyPath"] = Path.GetRelativePath(folder.Path, Path.GetFullPath(file.Path)).Replace('\\', '/'),
        });
        return result;
    }
}
