using System.Globalization;
using Assay.Core.Language;
using Assay.Lab.Rehearsal;
using Assay.Lab.Results;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>Reads the corpora through the pipeline and rehearses them in the laboratory.</summary>
internal sealed class RehearseRun(RehearseOptions options, IRunProgress progress, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Rehearses every policy.</summary>
    public RehearsalDocument Run(CancellationToken cancellationToken) => new()
    {
        Version = ProgramVersion.Current,
        Seed = options.Seed.Value,
        Proxy = NgramProxy.NameOf(options.Settings.Order),
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
        RehearsalCorpus corpus = RehearsalCorpus.Of(candidates.Problem, candidates.Ids, candidates.Origins, candidates.Texts, vocabulary, options.HeldOut, options.Seed);
        using CourseFile store = CourseFile.Open(Path.Combine(folder, "replicates.jsonl"), Key(file, candidates));
        if (store.Found > 0)
        {
            progress.Note($"{store.Found} replicates are finished already.");
        }

        var rehearsal = new PolicyRehearsal(options, corpus, store, progress, () => options.Budget is not { } budget || time.GetElapsedTime(_started) < budget);
        return new RehearsedPolicy
        {
            Name = Path.GetFileName(path),
            Documents = corpus.Texts.Count,
            HumanTokens = corpus.HumanTokens,
            HeldOutDocuments = corpus.HeldOut.Count,
            Budget = corpus.Budget,
            Arms = rehearsal.Arms(Path.GetFileName(path), vocabulary, cancellationToken),
            SafeShare = options.FindSafeShare ? rehearsal.SafeShare(options.Settings, "safe share", cancellationToken) : null,
            Variations = rehearsal.Variations(cancellationToken),
            Worth = options.MeasureWorth ? rehearsal.Worth(cancellationToken) : [],
        };
    }

    /// <summary>Everything that a replicate depends on and its own key does not name.</summary>
    private string Key(PolicyFile file, CandidateCorpus candidates) => ContentKey.Of(
        [ProgramVersion.Current, file.Sha256, options.Seed.Value.ToString(CultureInfo.InvariantCulture),
         string.Create(CultureInfo.InvariantCulture, $"{options.Generations} {options.HeldOut}"), .. candidates.Ids.Select(id => id.ToString())]);
}
