using System.Collections.Concurrent;
using System.Text;
using Assay.Core.Errors;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Watching;

/// <summary>Reads a corpus once, shards in parallel, into a sketch.</summary>
public static class CorpusSketcher
{
    private const long ShardBytes = 32L << 20; // Small, so that all workers have something to do until the end.
    private const int ProgressStride = 256;
    private const int LongestStratum = 200;
    private const string NoValue = "(none)";

    /// <summary>Reads a corpus.</summary>
    /// <param name="corpus">Where it lies.</param>
    /// <param name="options">How much is remembered.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops between documents.</param>
    /// <returns>Its sketch: the same whatever the number of workers.</returns>
    /// <exception cref="UserErrorException">A path leads nowhere, a record is bad, or there are too many strata.</exception>
    public static CorpusSketch Read(WatchedCorpus corpus, SketchOptions options, IRunProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(progress);
        ShardPlan plan = Plan(corpus);
        var free = new ConcurrentBag<CorpusSketch>();
        var bad = new BadRecordTally(corpus.BadShare);
        progress.StepStarted(corpus.Path, plan.Shards.Sum(s => s.Bytes), "bytes");
        WorkerPool.Run(plan.Shards, corpus.Workers, (shard, token) =>
        {
            CorpusSketch sketch = free.TryTake(out CorpusSketch? known) ? known : new CorpusSketch(options);
            ReadShard(corpus, shard, sketch, bad, progress, token);
            free.Add(sketch);
        }, cancellationToken);
        progress.StepFinished();
        var total = free.TryTake(out CorpusSketch? first) ? first : new CorpusSketch(options);
        foreach (CorpusSketch other in free)
        {
            total.Add(other);
        }

        if (bad.Check(corpus.Path, total.Documents) is { } note)
        {
            progress.Note(note);
        }

        CheckFields(corpus, total);
        return total;
    }

    /// <summary>A field that no record has is a slip of the pen: all would be one stratum, and vectors would be left out without a word.</summary>
    private static void CheckFields(WatchedCorpus corpus, CorpusSketch sketch)
    {
        if (sketch.Documents == 0)
        {
            return;
        }

        foreach (string field in corpus.Strata)
        {
            string none = $"{field}={NoValue}";
            if (sketch.Strata.Keys.Where(name => name.StartsWith($"{field}=", StringComparison.Ordinal)).All(name => string.Equals(name, none, StringComparison.Ordinal)))
            {
                throw new UserErrorException($"No document of {corpus.Path} has the field \"{field}\".", "Correct --strata, or leave it out.");
            }
        }

        if (corpus.VectorField is { } vectors && sketch.Vectors.Count == 0)
        {
            throw new UserErrorException($"No document of {corpus.Path} has the field \"{vectors}\".", "Correct --vectors, or leave it out.");
        }
    }

    /// <summary>A run folder stands for its mix.</summary>
    private static ShardPlan Plan(WatchedCorpus corpus)
    {
        string folder = Path.GetFullPath(corpus.Path);
        string path = File.Exists(Path.Combine(folder, "manifest.json")) && Directory.Exists(Path.Combine(folder, "mix")) ? $"{corpus.Path.TrimEnd('/')}/mix" : corpus.Path;
        return ShardPlanner.Plan(new CorpusSource
        {
            Name = corpus.Path,
            BaseFolder = Directory.GetCurrentDirectory(),
            Paths = [path],
            PathRemedy = "Correct the path; it counts from the folder you are in.",
            Fields = new FieldMap { Text = corpus.TextField, Keep = corpus.VectorField is { } field ? [.. corpus.Strata, field] : corpus.Strata },
            ShardBytes = ShardBytes,
        });
    }

    private static void ReadShard(WatchedCorpus corpus, Shard shard, CorpusSketch sketch, BadRecordTally bad, IRunProgress progress, CancellationToken cancellationToken)
    {
        var words = new WordList();
        int[] slots = [.. corpus.Strata.Select(field => shard.Fields.SlotOf(field))];
        var names = new StratumNames(corpus.Strata);
        var vector = new VectorReader(corpus.VectorField is { } field ? shard.Fields.SlotOf(field) : -1);
        string[] strata = new string[slots.Length];
        ulong limit = corpus.Sample >= 1 ? ulong.MaxValue : (ulong)(corpus.Sample * ulong.MaxValue);
        long told = 0, read = 0;
        using ShardReader reader = CorpusOpener.Open(shard, bad.Take);
        while (reader.MoveNext())
        {
            _ = WordSplitter.Split(reader.Text, words);
            if (limit == ulong.MaxValue || CorpusSketch.SampleHash(words.Hashes) <= limit)
            {
                for (int i = 0; i < slots.Length; i++)
                {
                    ReadOnlySpan<byte> value = reader.Field(slots[i]).Utf8;
                    strata[i] = names.Of(i, value[..Math.Min(value.Length, LongestStratum)]);
                }

                sketch.Add(reader.Text, words.Hashes, strata, vector.Read(reader));
            }

            if (++read % ProgressStride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Advanced(reader.BytesConsumed - told);
                told = reader.BytesConsumed;
            }
        }

        progress.Advanced(shard.Bytes - told);
    }

    /// <summary>The names of strata, made once for each value.</summary>
    private sealed class StratumNames(IReadOnlyList<string> fields)
    {
        private readonly Dictionary<string, string>[] _names = [.. fields.Select(_ => new Dictionary<string, string>(StringComparer.Ordinal))];

        public string Of(int field, ReadOnlySpan<byte> value)
        {
            Span<char> characters = stackalloc char[LongestStratum];
            int length = value.IsEmpty ? 0 : Encoding.UTF8.GetChars(StrictUtf8.TrimCutCharacter(value), characters);
            ReadOnlySpan<char> text = length == 0 ? NoValue : characters[..length];
            Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup = _names[field].GetAlternateLookup<ReadOnlySpan<char>>();
            if (!lookup.TryGetValue(text, out string? name))
            {
                name = $"{fields[field]}={text}";
                lookup[text] = name;
            }

            return name;
        }
    }
}
