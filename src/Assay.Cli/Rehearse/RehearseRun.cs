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
    private const int ExcerptWords = 60;

    private readonly long _started = time.GetTimestamp();

    /// <summary>Rehearses every policy.</summary>
    public RehearsalDocument Run(CancellationToken cancellationToken) => new()
    {
        Version = ProgramVersion.Current,
        Seed = options.Seed.Value,
        Proxy = new NgramProxy(1, Ngrams(options.Order)).Name,
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
        var loop = new RehearsalLoop(corpus, new NgramProxy(corpus.VocabularySize, Ngrams(options.Order)), options.Generations, options.Seed);
        using CourseFile store = CourseFile.Open(Path.Combine(folder, "replicates.jsonl"), Key(file, candidates));
        if (store.Found > 0)
        {
            progress.Note($"{store.Found} replicates are finished already.");
        }

        var rehearser = new Rehearser(loop, store, options.Workers, () => progress.Advanced(1));
        RehearsalArm[] arms = [Rehearser.Control, .. Arms()];
        progress.StepStarted($"rehearse {Path.GetFileName(path)}", (long)arms.Length * options.Replicates, "replicates");
        IReadOnlyList<RehearsalCourse>[] courses = [.. arms.Select(arm => rehearser.Courses(arm, options.Replicates, cancellationToken))];
        progress.StepFinished();
        return new RehearsedPolicy
        {
            Name = Path.GetFileName(path),
            Documents = corpus.Texts.Count,
            HumanTokens = corpus.HumanTokens,
            HeldOutDocuments = corpus.HeldOut.Count,
            Budget = corpus.Budget,
            Arms = [.. arms.Zip(courses, (arm, own) => RehearsedArm.Of(arm, own, courses[0], tokens => Spell(vocabulary, tokens)))],
            SafeShare = options.FindSafeShare ? SafeShare(rehearser, cancellationToken) : null,
        };
    }

    /// <summary>The policy as it stands, and the regimes that the literature compares.</summary>
    private static RehearsalArm[] Arms() =>
    [
        new("policy", Regime.Policy), new("replace", Regime.Replace), new("accumulate-subsample", Regime.AccumulateSubsample), new("accumulate", Regime.Accumulate),
    ];

    private RehearsedShare SafeShare(Rehearser rehearser, CancellationToken cancellationToken)
    {
        SafeShareOptions search = options.Search;
        progress.StepStarted("safe share", (long)search.Shares.Count * search.ReplicatesPerShare, "replicates");
        SafeShareResult result = rehearser.SafeShare(
            new RehearsalArm("policy", Regime.Policy),
            search,
            options.Budget is { } budget ? () => time.GetElapsedTime(_started) < budget : null,
            cancellationToken);
        progress.StepFinished();
        return RehearsedShare.Of(result, search, rehearser.LargestShare);
    }

    private static NgramOptions Ngrams(int order)
    {
        // Each shorter context gets a third of what is left; the uniform floor is that of the laboratory's bigram.
        double[] weights = [.. Enumerable.Range(0, order).Select(i => i + 1 < order ? 0.7 * Math.Pow(0.3, i) : Math.Pow(0.3, i) - 0.0001), 0.0001];
        return new NgramOptions { Weights = weights };
    }

    /// <summary>Everything that a replicate depends on.</summary>
    private string Key(PolicyFile file, CandidateCorpus candidates) => ContentKey.Of(
        [ProgramVersion.Current, file.Sha256, options.Proxy, options.Seed.Value.ToString(CultureInfo.InvariantCulture),
         string.Create(CultureInfo.InvariantCulture, $"{options.Generations} {options.HeldOut}"), .. candidates.Ids.Select(id => id.ToString())]);

    private static string Spell(Vocabulary vocabulary, IReadOnlyList<int> tokens) => string.Join(' ', tokens.Take(ExcerptWords).Select(token => vocabulary[token]));
}
