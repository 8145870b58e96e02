using System.Text;

namespace Assay.Core.Detection;

/// <summary>Names what a score rests on, so that a person can disagree with it.</summary>
public static class DetectorReasons
{
    /// <summary>Finds the features that speak loudest.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="count">How many to name at most, 1 or more.</param>
    /// <param name="scratch">Owned by the caller.</param>
    /// <returns>The strongest first; nothing for a text that is too short to be scored.</returns>
    public static IReadOnlyList<DetectorReason> Find(Detector detector, ReadOnlySpan<byte> utf8, int count, DetectorScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(scratch);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        scratch.Read(utf8, detector.Model.IsRaw);
        int words = scratch.Tokens.WordCount;
        if (ChunkPlan.ClassOf(words) == LengthClass.TooShort)
        {
            return [];
        }

        int chunks = ChunkPlan.Count(words);
        int scored = Math.Min(chunks, ChunkPlan.MaxChunks);
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        double tokens = 0;
        for (int i = 0; i < scored; i++)
        {
            TokenRange range = Detector.Range(scratch.Tokens, chunks, (int)((long)i * chunks / scored));
            scratch.Measure(range);
            AddWords(sums, detector.Model, scratch, range);
            AddStyle(sums, detector.Model, scratch, range);
            tokens += range.Count;
        }

        return
        [
            .. sums.Select(pair => new DetectorReason(pair.Key, pair.Value / tokens))
                .OrderByDescending(reason => Math.Abs(reason.LogOdds)).ThenBy(reason => reason.Feature, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static void AddWords(Dictionary<string, double> sums, DetectorModel model, DetectorScratch scratch, TokenRange range)
    {
        Dictionary<uint, string> names = Names(scratch, range);
        double square = 0;
        foreach (uint entry in scratch.Words.Entries)
        {
            double value = WordModel.CountValues[entry >> WordFeatures.CountShift];
            square += value * value;
        }

        foreach (uint entry in scratch.Words.Entries)
        {
            uint feature = entry & (WordModel.Size - 1);
            double value = WordModel.CountValues[entry >> WordFeatures.CountShift];
            Add(sums, names[feature], model.Mix.Word * model.Words.Scale * value * model.Words.Weights[(int)feature] / Math.Sqrt(square) * range.Count);
        }
    }

    /// <summary>The text of each feature of a piece: of its first occurrence, in lower case.</summary>
    private static Dictionary<uint, string> Names(DetectorScratch scratch, TokenRange range)
    {
        var names = new Dictionary<uint, string>();
        ulong previousHash = 0;
        string previous = "";
        for (int i = range.Start; i < range.Start + range.Count; i++)
        {
            ulong hash = scratch.Tokens.Hashes[i];
            string token = Encoding.UTF8.GetString(scratch.Text.Utf8.Slice(scratch.Tokens.Starts[i], scratch.Tokens.Lengths[i])).ToLowerInvariant();
            _ = names.TryAdd(WordModel.Unigram(hash), $"“{token}”");
            _ = names.TryAdd(WordModel.Bigram(previousHash, hash), previous.Length > 0 ? $"“{previous} {token}”" : $"“{token}” at the start");
            (previousHash, previous) = (hash, token);
        }

        return names;
    }

    private static void AddStyle(Dictionary<string, double> sums, DetectorModel model, DetectorScratch scratch, TokenRange range)
    {
        float[] values = [.. scratch.Style.Values];
        for (int measure = 0; measure < values.Length; measure++)
        {
            double effect = model.Style.Score(values) - model.Style.ScoreFlipped(values, measure);
            if (effect != 0)
            {
                Add(sums, StyleFeatures.Names[measure], model.Mix.Style * effect / 2 * range.Count);
            }
        }
    }

    private static void Add(Dictionary<string, double> sums, string name, double value) => sums[name] = sums.GetValueOrDefault(name) + value;
}
