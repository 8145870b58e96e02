using System.Collections.Immutable;
using System.Text;
using Assay.Core.Documents;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Inspection;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Measure;

/// <summary>Finds the documents that paths lead to and scores each content once.</summary>
internal sealed class CorpusScorer(MeasureOptions options, IRunProgress progress, CancellationToken cancellationToken)
{
    private readonly Dictionary<MeasuredDocuments, long> _leftOut = [];
    private readonly List<Shard> _shards = [];
    private readonly List<string> _notes = [];

    /// <summary>What was left out because it could not be read, as sentences.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Documents of a reading that were left out because they were known.</summary>
    public long LeftOut(MeasuredDocuments documents) => _leftOut[documents];

    /// <summary>What scores the documents.</summary>
    public CorpusScoring Scoring { get; init; } = new(options.Detector, null, null);

    /// <summary>All texts that paths lead to, for a scorer to learn from.</summary>
    /// <param name="paths">Files, folders or globs.</param>
    /// <exception cref="Core.Errors.UserErrorException">A path leads nowhere or a record cannot be read.</exception>
    public IEnumerable<string> AllTexts(ImmutableArray<string> paths)
    {
        foreach (InspectedSource source in SourceFinder.Find(paths, options.Folder, options.Folder, cancellationToken).Sources)
        {
            foreach (Shard shard in ShardPlanner.Plan(Corpus(source)).Shards)
            {
                using ShardReader reader = CorpusOpener.Open(shard, SecondReading);
                while (reader.MoveNext())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return Encoding.UTF8.GetString(reader.Text);
                }
            }
        }
    }

    /// <summary>The texts of some documents of the first reading, read again.</summary>
    /// <param name="ids">The documents.</param>
    public Dictionary<DocumentId, byte[]> Texts(HashSet<DocumentId> ids)
    {
        var texts = new Dictionary<DocumentId, byte[]>();
        foreach (Shard shard in _shards.TakeWhile(_ => texts.Count < ids.Count))
        {
            using ShardReader reader = CorpusOpener.Open(shard, SecondReading);
            while (texts.Count < ids.Count && reader.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                DocumentId id = Identity1.Compute(reader.Text);
                if (ids.Contains(id))
                {
                    _ = texts.TryAdd(id, reader.Text.ToArray());
                }
            }
        }

        return texts;
    }

    /// <summary>Reads and scores.</summary>
    /// <param name="name">What the step is called.</param>
    /// <param name="paths">Files, folders or globs.</param>
    /// <param name="remember">Whether texts may be shown later.</param>
    /// <param name="known">Contents to leave out.</param>
    /// <exception cref="Core.Errors.UserErrorException">A path leads nowhere or a record cannot be read.</exception>
    public MeasuredDocuments Read(string name, ImmutableArray<string> paths, bool remember, IReadOnlySet<DocumentId> known)
    {
        (IReadOnlyList<InspectedSource> sources, IReadOnlyList<string> notes) = SourceFinder.Find(paths, options.Folder, options.Folder, cancellationToken);
        foreach (string note in notes)
        {
            progress.Note($"note: {note}");
        }

        (Shard Shard, int Source)[] shards = [.. sources.SelectMany((source, i) => ShardPlanner.Plan(Corpus(source)).Shards.Select(shard => (shard, i)))];
        if (remember)
        {
            _shards.AddRange(shards.Select(s => s.Shard));
        }

        var scores = new ShardScores[shards.Length];
        var bad = new BadRecordTally(options.BadShare);
        progress.StepStarted(name, shards.Sum(s => s.Shard.Bytes), "bytes");
        WorkerPool.Run(
            [.. Enumerable.Range(0, shards.Length)],
            options.Workers,
            (i, token) => scores[i] = ShardScores.Read(shards[i].Shard, Scoring, options.Strata, remember, bad.Take, progress.Advanced, token),
            cancellationToken);
        progress.StepFinished();
        if (bad.Check(string.Join(", ", paths), scores.Sum(s => (long)s.Ids.Count)) is { } left)
        {
            _notes.Add(left);
        }

        return Merge(scores, [.. shards.Select(s => s.Source)], [.. sources.Select(s => s.Name)], known);
    }

    /// <summary>Where bad records may be left out, the reading that scores counts them.</summary>
    private BadRecordHandler SecondReading => options.BadShare > 0 ? static _ => { } : StrictHandler.Throw;

    private CorpusSource Corpus(InspectedSource source)
    {
        CorpusGroup group = source.Sample.Group;
        return new CorpusSource
        {
            Name = source.Name,
            BaseFolder = options.Folder,
            Paths = [.. group.Paths],
            Format = group.StatesFormat ? group.Format : null,
            Fields = new FieldMap { Text = options.TextField ?? source.Guess.Of("text")?.Path ?? "text", Keep = options.Strata },
        };
    }

    private MeasuredDocuments Merge(ShardScores[] shards, int[] sourceOfShard, string[] names, IReadOnlySet<DocumentId> known)
    {
        var seen = new HashSet<DocumentId>();
        var leftOut = new HashSet<DocumentId>();
        List<(int Shard, int Row)> rows = [];
        long copies = 0;
        for (int s = 0; s < shards.Length; s++)
        {
            for (int row = 0; row < shards[s].Ids.Count; row++)
            {
                DocumentId id = shards[s].Ids[row];
                if (known.Contains(id))
                {
                    _ = leftOut.Add(id);
                }
                else if (seen.Add(id))
                {
                    rows.Add((s, row));
                }
                else
                {
                    copies++;
                }
            }
        }

        var documents = new MeasuredDocuments
        {
            Ids = [.. rows.Select(r => shards[r.Shard].Ids[r.Row])],
            Scores = [.. rows.Select(r => shards[r.Shard].Scores[r.Row])],
            OwnScores = [.. rows.Select(r => shards[r.Shard].OwnScores[r.Row])],
            Tokens = [.. rows.Select(r => shards[r.Shard].Tokens[r.Row])],
            Lengths = [.. rows.Select(r => shards[r.Shard].Lengths[r.Row])],
            Sources = [.. rows.Select(r => sourceOfShard[r.Shard])],
            Strata = [.. options.Strata.Select((_, d) => rows.Select(r => shards[r.Shard].Strata[r.Row][d]).ToArray())],
            SourceNames = names,
            Copies = copies,
            Remembered = [.. shards.SelectMany(shard => shard.Extremes)],
        };
        _leftOut.Add(documents, leftOut.Count);
        return documents;
    }
}
