using System.Text;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Runs;

/// <summary>Reads what a policy chooses from: scan and decide up to the weights, then the texts.</summary>
/// <remarks>The facts stay in the folder; a second run over an unchanged corpus measures nothing again.</remarks>
public sealed class CandidateRun(PolicyFile file, string folderPath, MixRunOptions options, IRunProgress progress, TimeProvider time)
{
    /// <summary>Reads.</summary>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="UserErrorException">The input, the policy or the machine does not allow it.</exception>
    public CandidateCorpus Run(CancellationToken cancellationToken)
    {
        using RunFolder folder = RunFolder.Open(folderPath);
        using RunJournal journal = RunJournal.Open(folder.Journal, time);
        ScannedCorpus scan = CorpusScan.Run(file, folder, journal, options, progress, cancellationToken);
        progress.StepStarted("candidates", scan.Summaries.Sum(summary => summary.Good.Documents), "documents");
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { Threads = options.Workers, TempDirectory = folder.Spill });
        using DuckConnection connection = database.Connect();
        (FactTable facts, DecisionTable decisions, StratumTable strata, _, _) =
            new DecideStep(folder, journal, progress, options.Workers).Prepare(file.Policy, scan, connection, cancellationToken);
        StatedMix stated = new CompositionStep(facts, decisions, strata, scan.Shards, file.Policy, options.Workers).State();
        string[] texts = Texts(facts, scan.Shards, stated.Candidates, cancellationToken);
        progress.Advanced(facts.Count);
        progress.StepFinished();
        return new CandidateCorpus
        {
            Problem = stated.Problem,
            Ids = stated.Ids.ToArray(),
            Origins = [.. stated.Candidates.Select(i => decisions.Evidence[i].Origin)],
            Texts = texts,
        };
    }

    private string[] Texts(FactTable facts, IReadOnlyList<PlannedShard> shards, int[] candidates, CancellationToken cancellationToken)
    {
        string[] texts = new string[candidates.Length];
        ILookup<int, int> places = Enumerable.Range(0, candidates.Length).ToLookup(place => facts.Shard[candidates[place]]);
        WorkerPool.Run(
            [.. places],
            options.Workers,
            (group, token) =>
            {
                var open = group.ToDictionary(place => (long)facts.Row[candidates[place]]);
                using ShardReader reader = CorpusOpener.Open(shards[group.Key].Shard, static _ => { }); // Bad records were dealt with by the scan.
                while (open.Count > 0 && reader.MoveNext())
                {
                    token.ThrowIfCancellationRequested();
                    if (open.Remove(reader.RowIndex, out int place))
                    {
                        texts[place] = Identity1.Compute(reader.Text) == new DocumentId(facts.Id[candidates[place]])
                            ? Encoding.UTF8.GetString(reader.Text)
                            : throw ScanStep.InputChanged(shards[group.Key]);
                    }
                }

                if (open.Count > 0)
                {
                    throw ScanStep.InputChanged(shards[group.Key]);
                }
            },
            cancellationToken);
        return texts;
    }
}
