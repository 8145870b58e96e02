using Assay.Bench.Pipeline;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Bench.Rehearsing;

/// <summary>The corpus of a policy as <c>assay rehearse</c> takes it.</summary>
internal static class RehearsedPolicyCorpus
{
    public static RehearsalCorpus Read(string policyPath, Vocabulary vocabulary)
    {
        string folder = Path.Combine(Path.GetTempPath(), "assay-bench", "rehearse");
        _ = Directory.CreateDirectory(folder);
        CandidateCorpus candidates = new CandidateRun(PolicyReader.ReadFile(policyPath), folder, new MixRunOptions { Workers = 2 }, new QuietProgress(), TimeProvider.System)
            .Run(CancellationToken.None);
        return RehearsalCorpus.Of(candidates.Problem, candidates.Ids, candidates.Origins, candidates.Texts, vocabulary, heldOutShare: 0.15, new RunSeed(42));
    }
}
