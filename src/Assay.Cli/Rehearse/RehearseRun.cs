using System.Globalization;
using System.Runtime.CompilerServices;
using Assay.Core.Documents;
using Assay.Core.Errors;
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

    /// <summary>Rehearses every policy; all are read and looked at before the first replicate.</summary>
    /// <exception cref="UserErrorException">A policy cannot be read or rehearsed; no folder is left that was not there before.</exception>
    public RehearsalDocument Run(CancellationToken cancellationToken)
    {
        PolicyFile[] files = [.. options.Policies.Select(PolicyReader.ReadFile)];
        RehearsedInput[] inputs = Read(files, cancellationToken);
        return new RehearsalDocument
        {
            Version = ProgramVersion.Current,
            Seed = options.Seed.Value,
            Proxy = string.Equals(options.Settings.Proxy, "ngram", StringComparison.Ordinal) ? NgramProxy.NameOf(options.Settings.Order) : Path.GetFileName(options.Settings.Proxy),
            Generations = options.Generations,
            Replicates = options.Replicates,
            Policies = [.. inputs.Select(input => Rehearse(input, cancellationToken))],
        };
    }

    private RehearsedInput[] Read(PolicyFile[] files, CancellationToken cancellationToken)
    {
        string? made = OutputFolder.FirstMissing(options.Out);
        try
        {
            return [.. files.Select((file, i) => Read(file, i, cancellationToken))];
        }
        catch (UserErrorException) when (made is not null && Directory.Exists(made))
        {
            Directory.Delete(made, recursive: true);
            throw;
        }
    }

    private RehearsedInput Read(PolicyFile file, int index, CancellationToken cancellationToken)
    {
        string folder = options.Policies.Count == 1 ? options.Out : Path.Combine(options.Out, string.Create(CultureInfo.InvariantCulture, $"policy-{index + 1}"));
        _ = Directory.CreateDirectory(folder);
        CandidateCorpus candidates = new CandidateRun(file, folder, new MixRunOptions { Workers = options.Workers }, progress, time).Run(cancellationToken);
        if (IdleSettings.HidesText(options) && !candidates.Origins.Contains(Origin.Unknown))
        {
            throw new UserErrorException($"{file.Path} has no document of unknown origin, so contamination changes nothing.", "Declare a source with `origin: unknown`, or leave contamination out.");
        }

        var vocabulary = new Vocabulary();
        var originals = new ConditionalWeakTable<int[], string>();
        var encoded = new RehearsalCandidates(
            candidates.Problem, candidates.Ids, candidates.Origins, candidates.Texts, vocabulary, options.HeldOut, _commands.Count > 0 ? originals : null);
        var worlds = new RehearsalWorlds(encoded.Split, options.Seed, FalseAlarmRate);
        var input = new RehearsedInput(file.Path, folder, CorpusKey.Of(candidates, options), worlds, new ProxyShop(encoded, worlds.First.Budget, vocabulary, _commands, originals));
        input.Check(options);
        return input;
    }

    private RehearsedPolicy Rehearse(RehearsedInput input, CancellationToken cancellationToken)
    {
        using ReplicateFile store = ReplicateFile.Open(Path.Combine(input.Folder, "replicates.jsonl"), input.Key);
        if (store.Found > 0)
        {
            progress.Note($"{store.Found} replicates are finished already.");
        }

        RehearsalCorpus first = input.Worlds.First;
        string name = Path.GetFileName(input.Path);
        var rehearsal = new PolicyRehearsal(options, input.Worlds, input.Shop, store, progress, () => options.Budget is not { } budget || time.GetElapsedTime(_started) < budget);
        IReadOnlyList<RehearsedArm> arms = rehearsal.Arms(name, cancellationToken);
        return new RehearsedPolicy
        {
            Name = name,
            Documents = first.Texts.Count,
            HumanTokens = first.HumanTokens,
            HeldOutDocuments = first.HeldOut.Count,
            Budget = first.Budget,
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
