using System.Numerics;
using Assay.Core.Tails;
using MathNet.Numerics.Distributions;

namespace Assay.Core.Watching;

/// <summary>How much of a band of the reference's types a version still has.</summary>
/// <param name="Least">Fewest blocks of documents, of 64, in which the reference has the types.</param>
/// <param name="Most">Most blocks.</param>
/// <param name="Types">Types of the band.</param>
/// <param name="Kept">Share of them that the version has, at equal tokens; in [0, 1].</param>
/// <param name="Low">Lower end of the 95% interval; null where a single block tells nothing of it.</param>
/// <param name="High">Upper end.</param>
/// <param name="Fresh">The share that fresh text of the same size would have; null where the reference cannot tell.</param>
public sealed record RetentionBand(int Least, int Most, double Types, double Kept, double? Low, double? High, double? Fresh);

/// <summary>Retention of types by frequency band. It is shown, never alarmed on: fresh text keeps less of a reference's rare types than a synthetic copy does.</summary>
public static class Retention
{
    private static readonly (int Least, int Most)[] Bands = [(1, 1), (2, 2), (3, 4), (5, 8), (9, 16), (17, 32)];

    /// <summary>Measures the bands.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="version">The version.</param>
    /// <param name="part">Which types.</param>
    /// <returns>The bands that have types.</returns>
    public static IReadOnlyList<RetentionBand> Measure(WatchReference reference, CorpusSketch version, WatchedPart part)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(version);
        if (part.Of(reference.Sketch) is not { Tokens: > 0 } known || part.Of(version) is not { Tokens: > 0 } own)
        {
            return [];
        }
        int level = Math.Max(known.SampleLevel, own.SampleLevel);
        double ratio = (double)own.Tokens / known.Tokens;
        double inVersion = BlockTypes.Blocks * Math.Min(1, 1 / ratio);
        double[,] kept = new double[Bands.Length, BlockTypes.Blocks], all = new double[Bands.Length, BlockTypes.Blocks];
        foreach (BlockSlot type in known.Used.Where(t => TypeSample.Holds(t.Hash, level)))
        {
            int band = Array.FindIndex(Bands, b => BitOperations.PopCount(type.Present) <= b.Most);
            if (band >= 0)
            {
                int group = BitOperations.TrailingZeroCount(type.Present); // Types of a document go together.
                int blocks = BitOperations.PopCount(own[type.Hash].Present);
                all[band, group]++;
                kept[band, group] += 1 - BlockHistogram.NoneOf(blocks, inVersion);
            }
        }
        BlockHistogram histogram = reference.Histogram(part, level);
        return [.. Bands.Select((b, i) => Describe(b, i, kept, all, histogram.Scale, FreshShare(histogram, ratio, b.Least, b.Most))).Where(b => b.Types > 0)];
    }

    /// <summary>The share of types of a band that fresh text would have: what splits of the reference share, carried on from half of their size to theirs and to the whole.</summary>
    /// <returns>In [0, 1]; null where the splits have no such types.</returns>
    internal static double? FreshShare(BlockHistogram histogram, double ratio, int least, int most)
    {
        (int kept, int fresh) = Sides(ratio);
        double share = histogram.SharedBy(kept, fresh, least, most);
        double half = histogram.SharedBy(kept / 2, Math.Max(1, fresh / 2), least, most);
        double carried = share + ((share - half) * Math.Log2((double)BlockTypes.Blocks / kept));
        return double.IsFinite(carried) ? Math.Clamp(carried, 0, 1) : null;
    }

    private static (int Kept, int Fresh) Sides(double ratio)
    {
        int fresh = Math.Clamp((int)Math.Round(BlockTypes.Blocks * Math.Min(1, ratio) / (1 + Math.Min(1, ratio))), 1, BlockTypes.Blocks / 2);
        return (BlockTypes.Blocks - fresh, fresh);
    }

    private static RetentionBand Describe((int Least, int Most) band, int index, double[,] kept, double[,] all, double scale, double? fresh)
    {
        double types = 0, found = 0, squares = 0;
        int groups = 0;
        for (int g = 0; g < BlockTypes.Blocks; g++)
        {
            types += all[index, g];
            found += kept[index, g];
            groups += all[index, g] > 0 ? 1 : 0;
        }
        double share = found / types;
        for (int g = 0; g < BlockTypes.Blocks; g++)
        {
            double rest = kept[index, g] - (share * all[index, g]);
            squares += rest * rest;
        }
        double? half = groups > 1
            ? StudentT.InvCDF(0, 1, groups - 1, 0.975) * Math.Sqrt(squares * groups / (groups - 1)) / types
            : null;
        return new(band.Least, band.Most, types * scale, share, half is { } h ? Math.Max(0, share - h) : null, half is { } w ? Math.Min(1, share + w) : null, fresh);
    }
}
