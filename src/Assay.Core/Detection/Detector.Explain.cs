using System.Text;

namespace Assay.Core.Detection;

public sealed partial class Detector
{
    /// <summary>The words and pairs that speak loudest in a document, so that a person can disagree.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="scratch">Owned by the caller.</param>
    /// <param name="most">The most reasons for either side.</param>
    /// <returns>First those for a machine, the strongest first; then those for a person, the strongest first.</returns>
    /// <remarks>They explain the words' part of the score alone; the trees' part has no words.</remarks>
    public IReadOnlyList<DetectorReason> Explain(ReadOnlySpan<byte> utf8, DetectorScratch scratch, int most)
    {
        scratch.Read(utf8, _model.IsRaw);
        DetectorTokens tokens = scratch.Tokens;
        int chunks = ChunkPlan.Count(tokens.WordCount);
        Dictionary<string, (int Count, double LogOdds)> found = new(StringComparer.Ordinal);
        for (int chunk = 0; chunk < Math.Min(chunks, ChunkPlan.MaxChunks); chunk++)
        {
            TokenRange range = Range(tokens, chunks, chunk);
            scratch.Measure(range);
            Dictionary<uint, double> shares = Shares(scratch.Words.Entries);
            for (int i = range.Start; i < range.Start + range.Count; i++)
            {
                Add(found, scratch, i, 1, shares.GetValueOrDefault(WordModel.Unigram(tokens.Hashes[i])));
                if (i > range.Start)
                {
                    Add(found, scratch, i - 1, 2, shares.GetValueOrDefault(WordModel.Bigram(tokens.Hashes[i - 1], tokens.Hashes[i])));
                }
            }
        }

        DetectorReason[] reasons =
        [
            .. found.Select(f => new DetectorReason(f.Key, f.Value.Count, f.Value.LogOdds / Math.Min(chunks, ChunkPlan.MaxChunks)))
                .OrderByDescending(r => r.LogOdds).ThenBy(r => r.Text, StringComparer.Ordinal),
        ];
        return [.. reasons.Where(r => r.LogOdds > 0).Take(most), .. reasons.Where(r => r.LogOdds < 0).Reverse().Take(most)];
    }

    /// <summary>What one occurrence of each feature of a piece adds to its log-odds.</summary>
    private Dictionary<uint, double> Shares(ReadOnlySpan<uint> entries)
    {
        double square = 0;
        foreach (uint entry in entries)
        {
            float value = WordModel.CountValues[entry >> WordFeatures.CountShift];
            square += value * value;
        }

        Dictionary<uint, double> shares = [];
        foreach (uint entry in entries)
        {
            uint feature = entry & (WordModel.Size - 1);
            uint count = entry >> WordFeatures.CountShift;
            double weight = _model.Words.Scale * _model.Words.Weights[(int)feature];
            shares[feature] = _model.Mix.Word * weight * WordModel.CountValues[count] / Math.Sqrt(square) / count;
        }

        return shares;
    }

    private static void Add(Dictionary<string, (int Count, double LogOdds)> found, DetectorScratch scratch, int first, int tokens, double logOdds)
    {
        int start = scratch.Tokens.Starts[first];
        int last = first + tokens - 1;
        string text = Encoding.UTF8.GetString(scratch.Text.Utf8[start..(scratch.Tokens.Starts[last] + scratch.Tokens.Lengths[last])]).ToLowerInvariant();
        (int count, double sum) = found.GetValueOrDefault(text);
        found[text] = (count + 1, sum + logOdds);
    }
}
