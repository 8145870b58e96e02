using Assay.Bench.Pipeline;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Bench.Rehearsing;

/// <summary>The corpus of a policy as <c>assay rehearse</c> takes it, seed 42.</summary>
internal static class RehearsedPolicyCorpus
{
    public static RehearsalWorlds Read(string policyPath, Vocabulary vocabulary)
    {
        string folder = Path.Combine(Path.GetTempPath(), "assay-bench", "rehearse");
        _ = Directory.CreateDirectory(folder);
        CandidateCorpus candidates = new CandidateRun(PolicyReader.ReadFile(policyPath), folder, new MixRunOptions { Workers = 2 }, new QuietProgress(), TimeProvider.System)
            .Run(CancellationToken.None);
        var encoded = new RehearsalCandidates(candidates.Problem, candidates.Ids, candidates.Origins, candidates.Texts, vocabulary, heldOutShare: 0.15);
        return new RehearsalWorlds(encoded.Split, new RunSeed(42));
    }
}
