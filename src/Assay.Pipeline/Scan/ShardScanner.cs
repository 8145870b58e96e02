using System.Collections.Immutable;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Results;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Pipeline.Scan;

/// <summary>Reads one shard and lets every probe measure each document.</summary>
internal sealed class ShardScanner(Shard shard, ImmutableArray<IProbe> probes, FactsWriter facts, QuarantineWriter? quarantine)
{
    private const int ProgressStride = 256;
    private readonly SortedDictionary<string, Amount> _bad = new(StringComparer.Ordinal);
    private readonly WordList _words = new();

    /// <summary>Scans the shard.</summary>
    /// <param name="advanced">Told how many bytes of the shard were consumed since the last call.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public ShardSummary Run(Action<long> advanced, CancellationToken cancellationToken)
    {
        var good = default(Amount);
        long told = 0;
        IProbeRun[] runs = [.. probes.Select(probe => probe.Open(shard))];
        using ShardReader reader = CorpusOpener.Open(shard, OnBad);
        while (reader.MoveNext())
        {
            if (DeclaredFields.Problem(reader) is { } problem)
            {
                reader.Reject(BadRecordReason.BadField, problem, "Mend the field, or map another one with `fields:` in the policy.");
                continue;
            }

            good += Measure(reader, runs);
            if (good.Documents % ProgressStride == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                advanced(reader.BytesConsumed - told);
                told = reader.BytesConsumed;
            }
        }

        advanced(shard.Bytes - told);
        return new ShardSummary { Good = good, Bad = _bad };
    }

    private Amount Measure(ShardReader reader, IProbeRun[] runs)
    {
        _words.Clear();
        int tokens = WordSplitter.Split(reader.Text, _words).Tokens;
        var document = new ScannedDocument { Record = reader, Text = reader.Text, Words = _words.Hashes, Tokens = tokens };
        for (int i = 0; i < runs.Length; i++)
        {
            DuckAppender appender = facts[i];
            appender.Append(reader.RowIndex);
            runs[i].Measure(document, appender);
            appender.EndRow();
        }

        return new Amount(1, reader.RecordBytes, tokens);
    }

    private void OnBad(BadRecord record)
    {
        if (quarantine is null)
        {
            StrictHandler.Throw(record);
        }

        quarantine!.Write(record);
        _bad[record.Reason] = _bad.GetValueOrDefault(record.Reason) + new Amount(1, record.RecordBytes, 0);
    }
}
