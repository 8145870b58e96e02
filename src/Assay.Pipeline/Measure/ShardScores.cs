using System.Text;
using Assay.Core.Detection;
using Assay.Core.Documents;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Measure;

/// <summary>Scores the documents of one shard.</summary>
internal sealed class ShardScores
{
    private const int Remembered = 24;
    private const int MostBytesRemembered = 64 << 10;
    private readonly PriorityQueue<RememberedDocument, double> _most = new();
    private readonly PriorityQueue<RememberedDocument, double> _least = new();

    public List<DocumentId> Ids { get; } = [];

    public List<double> Scores { get; } = [];

    public List<double> OwnScores { get; } = [];

    public List<int> Tokens { get; } = [];

    public List<LengthClass> Lengths { get; } = [];

    public List<string?[]> Strata { get; } = [];

    public IEnumerable<RememberedDocument> Extremes => _most.UnorderedItems.Concat(_least.UnorderedItems).Select(item => item.Element);

    /// <summary>Reads and scores.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="scoring">Scores texts.</param>
    /// <param name="dimensions">Fields that are strata.</param>
    /// <param name="remember">Whether texts may be shown later.</param>
    /// <param name="bad">Told of bad records.</param>
    /// <param name="advanced">Told how many bytes were read since the last call.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static ShardScores Read(
        Shard shard, CorpusScoring scoring, IReadOnlyList<string> dimensions, bool remember, BadRecordHandler bad, Action<long> advanced, CancellationToken cancellationToken)
    {
        var scores = new ShardScores();
        var scratch = new DetectorScratch();
        var words = new WordList();
        List<(DocumentId Id, long Row, byte[] Text)> waiting = [];
        byte[] form = [];
        long told = 0;
        using ShardReader reader = CorpusOpener.Open(shard, bad);
        int[] slots = [.. dimensions.Select(reader.Fields.SlotOf)];
        while (reader.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            int needed = Identity1.FormCapacity(reader.Text.Length);
            form = form.Length < needed ? new byte[needed + needed / 2] : form;
            DocumentId id = Identity1.Compute(reader.Text, form);
            scores.Ids.Add(id);
            scores.Tokens.Add(Math.Max(1, WordSplitter.Split(reader.Text, words).Tokens));
            scores.Strata.Add(Values(reader, slots));
            if (scoring.Scorer is null)
            {
                (DetectorScore score, double own) = scoring.Score(reader.Text, scratch);
                scores.Add(id, score, own, remember, shard, reader.RowIndex, reader.Text);
            }
            else
            {
                waiting.Add((id, reader.RowIndex, reader.Text.ToArray()));
                scores.AddBatch(waiting, scoring, remember, shard, CorpusScoring.Batch, cancellationToken);
            }

            if (scores.Ids.Count % 256 == 0)
            {
                advanced(reader.BytesConsumed - told);
                told = reader.BytesConsumed;
            }
        }

        scores.AddBatch(waiting, scoring, remember, shard, 1, cancellationToken);
        advanced(shard.Bytes - told);
        return scores;
    }

    private void AddBatch(
        List<(DocumentId Id, long Row, byte[] Text)> waiting, CorpusScoring scoring, bool remember, Shard shard, int least, CancellationToken cancellationToken)
    {
        if (waiting.Count < least)
        {
            return;
        }

        DetectorScore[] batch = scoring.Score([.. waiting.Select(w => w.Text)], cancellationToken);
        for (int i = 0; i < batch.Length; i++)
        {
            Add(waiting[i].Id, batch[i], batch[i].LogOdds, remember, shard, waiting[i].Row, waiting[i].Text);
        }

        waiting.Clear();
    }

    private void Add(DocumentId id, DetectorScore score, double own, bool remember, Shard shard, long row, ReadOnlySpan<byte> text)
    {
        Scores.Add(score.LogOdds);
        OwnScores.Add(own);
        Lengths.Add(score.LengthClass);
        if (remember && score.LengthClass == LengthClass.Full)
        {
            Remember(id, score.LogOdds, shard, row, text);
        }
    }

    private static string?[] Values(ShardReader reader, int[] slots)
    {
        string?[] values = slots.Length == 0 ? [] : new string?[slots.Length];
        for (int d = 0; d < slots.Length; d++)
        {
            FieldValue value = reader.Field(slots[d]);
            values[d] = value.HasValue && value.Utf8.Length is > 0 and <= 200 ? Encoding.UTF8.GetString(value.Utf8) : null;
        }

        return values;
    }

    private void Remember(DocumentId id, double logOdds, Shard shard, long row, ReadOnlySpan<byte> text)
    {
        bool high = _most.Count < Remembered || logOdds > _most.Peek().LogOdds;
        bool low = _least.Count < Remembered || logOdds < _least.Peek().LogOdds;
        if (!high && !low)
        {
            return;
        }

        string place = shard.Format == CorpusFormat.Text ? shard.Files[(int)row] : $"{shard.DisplayPath}, record {row + 1}";
        var document = new RememberedDocument(id, logOdds, shard.SourceName, place, text[..Math.Min(text.Length, MostBytesRemembered)].ToArray());
        Keep(high, _most, document, logOdds);
        Keep(low, _least, document, -logOdds);
    }

    private static void Keep(bool keep, PriorityQueue<RememberedDocument, double> queue, RememberedDocument document, double priority)
    {
        if (keep)
        {
            _ = queue.Count < Remembered ? null : queue.Dequeue();
            queue.Enqueue(document, priority);
        }
    }
}
