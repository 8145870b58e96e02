using System.Globalization;
using System.Runtime.CompilerServices;
using Assay.Core.Language;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Lab.Results;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>Reads the corpora through the pipeline and rehearses them in the laboratory.</summary>
internal sealed class RehearseRun(RehearseOptions options, IRunProgress progress, TimeProvider time)
{
    // Of the alarm over the mixes of a course.
    private const double FalseAlarmRate = 0.01;

    private readonly long _started = time.GetTimestamp();

    // Read before anything else: a mistake in a command is known before the corpus is read.
    private readonly Dictionary<string, ExternalProxyCommands> _commands = options.Variations
        .Select(v => options.Settings.With(v.Name, v.Value).Proxy).Append(options.Settings.Proxy).Where(ProxyNames.IsFile).Distinct(StringComparer.Ordinal)
        .ToDictionary(path => path, ProxyFile.Read, StringComparer.Ordinal);

    /// <summary>Rehearses every policy.</summary>
    public RehearsalDocument Run(CancellationToken cancellationToken) => new()
    {
        Version = ProgramVersion.Current,
        Seed = options.Seed.Value,
        Proxy = string.Equals(options.Settings.Proxy, "ngram", StringComparison.Ordinal) ? NgramProxy.NameOf(options.Settings.Order) : Path.GetFileName(options.Settings.Proxy),
        Generations = options.Generations,
        Replicates = options.Replicates,
        Policies = [.. options.Policies.Select((path, i) => Rehearse(path, i, cancellationToken))],
    };

    private RehearsedPolicy Rehearse(string path, int index, CancellationToken cancellationToken)
    {
        PolicyFile file = PolicyReader.ReadFile(path);
        string folder = options.Policies.Count == 1 ? options.Out : Path.Combine(options.Out, string.Create(CultureInfo.InvariantCulture, $"policy-{index + 1}"));
        _ = Directory.CreateDirectory(folder);
        CandidateCorpus candidates = new CandidateRun(file, folder, new MixRunOptions { Workers = options.Workers }, progress, time).Run(cancellationToken);
        var vocabulary = new Vocabulary();
        var originals = new ConditionalWeakTable<int[], string>();
        var encoded = new RehearsalCandidates(
            candidates.Problem, candidates.Ids, candidates.Origins, candidates.Texts, vocabulary, options.HeldOut, _commands.Count > 0 ? originals : null);
        var worlds = new RehearsalWorlds(encoded.Split, options.Seed, FalseAlarmRate);
        RehearsalCorpus corpus = worlds.First;
        using ReplicateFile store = ReplicateFile.Open(Path.Combine(folder, "replicates.jsonl"), CorpusKey.Of(candidates, options));
        if (store.Found > 0)
        {
            progress.Note($"{store.Found} replicates are finished already.");
        }

        var shop = new ProxyShop(encoded, corpus.Budget, vocabulary, _commands, originals);
        var rehearsal = new PolicyRehearsal(options, worlds, shop, store, progress, () => options.Budget is not { } budget || time.GetElapsedTime(_started) < budget);
        IReadOnlyList<RehearsedArm> arms = rehearsal.Arms(Path.GetFileName(path), cancellationToken);
        return new RehearsedPolicy
        {
            Name = Path.GetFileName(path),
            Documents = corpus.Texts.Count,
            HumanTokens = corpus.HumanTokens,
            HeldOutDocuments = corpus.HeldOut.Count,
            Budget = corpus.Budget,
            Arms = arms,
            SafeShare = options.FindSafeShare ? rehearsal.SafeShare(options.Settings, "safe share", cancellationToken) : null,
            Variations = rehearsal.Variations(cancellationToken),
            Worth = options.MeasureWorth ? rehearsal.Worth().ByShare(cancellationToken) : [],
            Additions = options.MeasureWorth ? rehearsal.Worth().ByAmount(ShareOf(arms), cancellationToken) : [],
        };
    }

    /// <summary>The synthetic share of the policy's last mix, to the percent.</summary>
    private static double ShareOf(IReadOnlyList<RehearsedArm> arms) =>
        Math.Min(.99, Math.Round(arms.Single(arm => arm.Regime == Regime.Policy).Generations[^1].SyntheticShare, 2));
}
