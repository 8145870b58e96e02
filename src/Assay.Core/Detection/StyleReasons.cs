namespace Assay.Core.Detection;

/// <summary>Names the measures of style and commonness that a score rests on: what <see cref="Detector.Explain"/> leaves out.</summary>
public static class StyleReasons
{
    /// <summary>Finds the measures that speak.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="scratch">Owned by the caller.</param>
    /// <returns>
    /// Each measure with half of what the score would lose if every split over it went the other way, in nats, weighted over the pieces by
    /// their tokens; nothing for a text that is too short to be scored. In no order.
    /// </returns>
    public static IReadOnlyList<(string Measure, double LogOdds)> Find(Detector detector, ReadOnlySpan<byte> utf8, DetectorScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(scratch);
        scratch.Read(utf8, detector.Model.IsRaw);
        int words = scratch.Tokens.WordCount;
        if (ChunkPlan.ClassOf(words) == LengthClass.TooShort)
        {
            return [];
        }

        int chunks = ChunkPlan.Count(words);
        int scored = Math.Min(chunks, ChunkPlan.MaxChunks);
        double[] sums = new double[DetectorModel.MeasureNames.Length];
        float[] values = new float[sums.Length];
        double tokens = 0;
        for (int i = 0; i < scored; i++)
        {
            TokenRange range = Detector.Range(scratch.Tokens, chunks, (int)((long)i * chunks / scored));
            scratch.Measure(range);
            scratch.Style.Values.CopyTo(values);
            detector.Model.Commonness.Measure(scratch.Words.Entries, values.AsSpan(StyleFeatures.Count));
            double score = detector.Model.Style.Score(values);
            for (int measure = 0; measure < sums.Length; measure++)
            {
                sums[measure] += (score - detector.Model.Style.ScoreFlipped(values, measure)) / 2 * range.Count;
            }

            tokens += range.Count;
        }

        List<(string, double)> reasons = [];
        for (int measure = 0; measure < sums.Length; measure++)
        {
            if (sums[measure] != 0)
            {
                reasons.Add((DetectorModel.MeasureNames[measure], detector.Model.Mix.Style * sums[measure] / tokens));
            }
        }

        return reasons;
    }
}
