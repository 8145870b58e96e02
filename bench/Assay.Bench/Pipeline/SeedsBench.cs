using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Assay.Core.Detection;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Detection;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Bench.Pipeline;

/// <summary><c>seeds POLICY [N]</c>: composes the mix of a policy under N seeds and counts how often the written mix breaks a limit.</summary>
/// <remarks>The shares are summed here again from tokens and copies; the composer's own report is not believed.</remarks>
internal static class SeedsBench
{
    public static int Run(string policyPath, int seeds, TextWriter output)
    {
        PolicyFile file = PolicyReader.ReadFile(policyPath);
        var quiet = new QuietProgress();
        string folder = Path.Combine(Path.GetTempPath(), "assay-bench", "seeds");
        using RunFolder run = RunFolder.Open(folder);
        using RunJournal journal = RunJournal.Open(run.Journal, TimeProvider.System);
        Detector? detector = PolicyDetector.Load(file.Policy, file.Folder);
        PlannedCorpus corpus = CorpusPlan.Make(file.Policy, file.Folder, new MixRunOptions().ShardBytes, 2, quiet, CancellationToken.None);
        AnchorRareTypes? rare = new AnchorCounts(run, quiet, 2).Run(file.Policy, corpus.Shards, CancellationToken.None);
        ImmutableArray<IProbe> probes = ProbeSet.For(file.Policy, rare, detector is null ? null : new DetectorProbe(detector, file.Policy));
        using var scan = new ScanStep(run, journal, quiet, 2);
        ImmutableArray<ShardSummary> summaries = scan.Run(corpus.All, probes, quarantineShare: null, CancellationToken.None);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        (FactTable facts, DecisionTable decisions, StratumTable strata, _, _) =
            new DecideStep(run, journal, quiet, 2).Prepare(file.Policy, new ScannedCorpus(corpus, summaries, probes), connection, CancellationToken.None);
        StatedMix stated = new CompositionStep(facts, decisions, strata, corpus.Shards, file.Policy, workers: 2).State();

        var broken = new SortedDictionary<string, int>(StringComparer.Ordinal);
        (int refused, int again, int notPromised) = (0, 0, 0);
        var clock = Stopwatch.StartNew();
        for (int seed = 1; seed <= seeds; seed++)
        {
            MixComposition mix = MixComposer.Compose(stated.Problem, stated.Ids, new RunSeed((ulong)seed), new MixOptions { Workers = 2 });
            if (mix.Infeasibility is not null)
            {
                refused++;
                continue;
            }

            again += mix.DrawRounds > 0 ? 1 : 0;
            notPromised += mix.Constraints.Count(constraint => constraint.Status == ConstraintStatus.NotPromised);
            foreach (string name in Broken(stated, mix, strata))
            {
                broken[name] = broken.GetValueOrDefault(name) + 1;
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds} seeds, {stated.Candidates.Length} documents, {clock.Elapsed.TotalMilliseconds / seeds:0.0} ms each: refused {refused}, aimed again {again}, floors not promised {notPromised}"));
        output.WriteLine(broken.Count == 0 ? "no limit was broken in any draw" : string.Join('\n', broken.Select(pair => $"{pair.Key} broken in {pair.Value} draws")));
        return broken.Values.Any(count => count > seeds / 100) ? 1 : 0;
    }

    private static IEnumerable<string> Broken(StatedMix stated, MixComposition mix, StratumTable strata)
    {
        MixDocuments documents = stated.Problem.Documents;
        double total = 0;
        double synthetic = 0;
        for (int i = 0; i < documents.Count; i++)
        {
            double written = (double)documents.Tokens.Span[i] * mix.Copies.Span[i];
            total += written;
            synthetic += written * documents.SyntheticProbability.Span[i];
        }

        if (stated.Problem.Limits.BudgetTokens is { } budget && total > budget)
        {
            yield return "budget";
        }

        if (stated.Problem.Limits.SyntheticShare is { } cap && synthetic > cap * total)
        {
            yield return "synthetic-share";
        }

        foreach (FloorConstraint floor in stated.Problem.Floors)
        {
            ConstraintReport report = mix.Constraints.Single(constraint => string.Equals(constraint.Name, $"floor {floor.Name}", StringComparison.Ordinal));
            double share = 0;
            for (int i = 0; i < documents.Count; i++)
            {
                share += strata.Dimensions[floor.Dimension].Group[stated.Candidates[i]] - 1 == floor.Group ? (double)documents.Tokens.Span[i] * mix.Copies.Span[i] : 0;
            }

            if (report.Status == ConstraintStatus.Held && share < floor.Share * total)
            {
                yield return report.Name;
            }
        }
    }
}
