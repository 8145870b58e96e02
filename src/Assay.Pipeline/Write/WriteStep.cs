using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Decide;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Write;

/// <summary>Re-reads the shards and writes what was decided. The mix appears as a whole, when every group of shards is written.</summary>
internal sealed class WriteStep(RunFolder folder, RunJournal journal, IRunProgress progress, int workers, Policy policy)
{
    private readonly OutputPolicy _output = policy.Output;
    private readonly ImmutableArray<string> _keep = [.. policy.Sources.SelectMany(source => source.Fields.Keep).Distinct(StringComparer.Ordinal)];

    private const string WrittenEvent = "group-written";
    private const int ExcerptBytes = 320;

    /// <summary>Writes the mix.</summary>
    /// <param name="shards">The corpus.</param>
    /// <param name="summary">What was decided.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public WriteResult Run(IReadOnlyList<PlannedShard> shards, DecideSummary summary, CancellationToken cancellationToken)
    {
        IReadOnlyList<WriteGroup> groups = WriteGroup.Pack([.. summary.KeptBytesByShard], _output.ShardBytes);
        WriteResult[] results = new WriteResult[groups.Count];
        Dictionary<int, WriteResult> done = FindDone(summary.Key);
        bool published = groups.All(group => done.TryGetValue(group.Index, out WriteResult? result) && Stands(folder.Mix, result));
        WriteGroup[] open = published ? [] : [.. groups.Where(group => !(done.TryGetValue(group.Index, out WriteResult? result) && Stands(folder.MixInProgress, result)))];
        if (open.Length < groups.Count)
        {
            progress.Note($"{groups.Count - open.Length} of {groups.Count} parts of the mix are already written{(open.Length == 0 ? "" : "; only the others are")}.");
        }

        if (!published)
        {
            _ = Directory.CreateDirectory(folder.MixInProgress);
            DeleteStrangers(folder.MixInProgress, groups.Except(open).SelectMany(group => done[group.Index].Outputs));
        }

        progress.StepStarted("write", open.Sum(group => Range(shards, group).Sum(shard => shard.Shard.Bytes)), "bytes");
        WorkerPool.Run(open, workers, (group, token) => results[group.Index] = Write(group, shards, summary, token), cancellationToken);
        progress.StepFinished();
        foreach (WriteGroup group in groups)
        {
            results[group.Index] ??= done[group.Index];
        }

        if (!published)
        {
            Publish();
        }

        return new WriteResult([.. results.SelectMany(result => result.Outputs)], results.SelectMany(result => result.Excerpts).ToDictionary(StringComparer.Ordinal));
    }

    private WriteResult Write(WriteGroup group, IReadOnlyList<PlannedShard> shards, DecideSummary summary, CancellationToken cancellationToken)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions { TempDirectory = folder.Spill });
        using DuckConnection connection = database.Connect();
        Dictionary<int, List<KeptDocument>> kept = DecisionsFile.ReadKept(folder, connection, group.FirstShard, group.LastShard);
        var excerpts = new Dictionary<string, string>(StringComparer.Ordinal);
        using MixWriter writer = MixWriterFactory.Create(
            OutputFormatWords.Parse(_output.Format)!.Value, folder.MixInProgress, group.BaseName, _output.ShardBytes, _keep, "mix");
        foreach (PlannedShard shard in Range(shards, group))
        {
            var wanted = summary.Excerpts.TryGetValue(shard.Index, out List<long>? rows) ? rows.ToHashSet() : [];
            var documents = kept.GetValueOrDefault(shard.Index, []);
            if (wanted.Count == 0 && documents.Count == 0)
            {
                progress.Advanced(shard.Shard.Bytes);
                continue;
            }

            Write(shard, documents, wanted, writer, excerpts, cancellationToken);
        }

        var result = new WriteResult([.. writer.Complete()], excerpts);
        JsonObject details = JsonSerializer.SerializeToNode(result)!.AsObject();
        details["decisions"] = summary.Key;
        details["group"] = group.Index;
        journal.Append(WrittenEvent, details);
        return result;
    }

    private void Write(
        PlannedShard shard, List<KeptDocument> documents, HashSet<long> wanted, MixWriter writer, Dictionary<string, string> excerpts, CancellationToken cancellationToken)
    {
        int next = 0;
        long told = 0;
        long read = 0;
        using ShardReader reader = CorpusOpener.Open(shard.Shard, static _ => { }); // Bad records were dealt with by the scan.
        while (reader.MoveNext())
        {
            if (wanted.Contains(reader.RowIndex))
            {
                excerpts[$"{shard.Index}:{reader.RowIndex}"] = Excerpt.Of(reader.Text, ExcerptBytes);
            }

            if (next < documents.Count && documents[next].Row == reader.RowIndex)
            {
                KeptDocument document = documents[next++];
                if (Identity1.Compute(reader.Text) != document.Id)
                {
                    throw ScanStep.InputChanged(shard);
                }

                Write(shard, document, reader, writer);
            }

            if (++read % 256 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress.Advanced(reader.BytesConsumed - told);
                told = reader.BytesConsumed;
            }
        }

        if (next < documents.Count || FileStamp.Of(shard.Shard) != shard.Stamp)
        {
            throw ScanStep.InputChanged(shard);
        }

        progress.Advanced(shard.Shard.Bytes - told);
    }

    private void Write(PlannedShard shard, in KeptDocument document, ShardReader reader, MixWriter writer)
    {
        FieldValue license = reader.Field(StandardSlot.License);
        var record = new MixRecord
        {
            Id = document.Id,
            Text = reader.Text,
            Source = shard.Source.Name,
            Origin = document.Origin,
            SyntheticProbability = document.SyntheticProbability,
            Depth = document.Depth,
            Weight = document.Weight,
            Copies = _output.Expand ? 1 : document.Copies,
            Tokens = document.Tokens,
            SourceId = reader.Field(StandardSlot.Id).Utf8,
            License = license.HasValue ? license.Utf8 : shard.LicenseUtf8,
        };
        for (int copy = 0; copy < (_output.Expand ? document.Copies : 1); copy++)
        {
            writer.Write(record, reader);
        }
    }

    private static IEnumerable<PlannedShard> Range(IReadOnlyList<PlannedShard> shards, WriteGroup group) =>
        Enumerable.Range(group.FirstShard, group.LastShard - group.FirstShard + 1).Select(index => shards[index]);

    private Dictionary<int, WriteResult> FindDone(string key) => journal.PastEvents(WrittenEvent)
        .Where(e => string.Equals((string?)e["decisions"], key, StringComparison.Ordinal))
        .GroupBy(e => (int)e["group"]!)
        .ToDictionary(group => group.Key, group => group.Last().Deserialize<WriteResult>()!);

    private static bool Stands(string target, WriteResult result) => result.Outputs.All(file =>
    {
        string path = Path.Combine(target, Path.GetFileName(file.Path));
        if (!File.Exists(path) || new FileInfo(path).Length != file.Bytes)
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), file.Sha256, StringComparison.Ordinal);
    });

    private static void DeleteStrangers(string target, IEnumerable<OutputFile> known)
    {
        var names = known.Select(file => Path.GetFileName(file.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(target).Where(path => !names.Contains(Path.GetFileName(path))))
        {
            File.Delete(path);
        }
    }

    /// <summary>Puts the finished mix where it is looked for; what described the old one goes first.</summary>
    private void Publish()
    {
        foreach (string stale in new[] { folder.Manifest, folder.Result, folder.Report })
        {
            File.Delete(stale);
        }

        if (Directory.Exists(folder.Mix))
        {
            Directory.Delete(folder.Mix, recursive: true);
        }

        Directory.Move(folder.MixInProgress, folder.Mix);
    }
}

/// <summary>What a part of the writing made.</summary>
/// <param name="Outputs">The files.</param>
/// <param name="Excerpts">The beginnings of the documents that the report shows, by <c>shard:row</c>.</param>
internal sealed record WriteResult(List<OutputFile> Outputs, Dictionary<string, string> Excerpts);
