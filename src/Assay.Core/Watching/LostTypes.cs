using System.Numerics;
using Assay.Core.Tails;

namespace Assay.Core.Watching;

/// <summary>A word of the reference that a version does not have.</summary>
/// <param name="Word">How it is written, in lower case.</param>
/// <param name="Count">How often the reference has it.</param>
/// <param name="Blocks">In how many of the reference's 64 blocks of documents.</param>
/// <param name="FreshLoss">Share of words as widespread that fresh text of the version's size would lack too, in [0, 1].</param>
public sealed record LostWord(string Word, long Count, int Blocks, double FreshLoss);

/// <summary>The words that a version has lost.</summary>
public static class LostTypes
{
    /// <summary>Finds them, the most widespread first.</summary>
    /// <param name="reference">The reference; its sketch knows how words are written.</param>
    /// <param name="version">The version.</param>
    /// <param name="most">How many are wanted.</param>
    public static IReadOnlyList<LostWord> Find(WatchReference reference, CorpusSketch version, int most)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(version);
        var part = new WatchedPart(null, 1);
        BlockTypes known = reference.Sketch[1], own = version[1];
        (BlockSlot Type, string Word)[] lost = [.. known.Used
            .Where(type => own.Holds(type.Hash) && own[type.Hash].Count == 0)
            .Select(type => (Type: type, Word: reference.Sketch.Spellings[type.Hash]!))
            .Where(type => type.Word is not null)
            .OrderByDescending(type => BitOperations.PopCount(type.Type.Present)).ThenByDescending(type => type.Type.Count).ThenBy(type => type.Word, StringComparer.Ordinal)
            .Take(most)];
        BlockHistogram histogram = reference.Histogram(part, Math.Max(known.SampleLevel, own.SampleLevel));
        double ratio = (double)version.Words / reference.Sketch.Words;
        return [.. lost.Select(type =>
        {
            int blocks = BitOperations.PopCount(type.Type.Present);
            return new LostWord(type.Word, type.Type.Count, blocks, 1 - (Retention.FreshShare(histogram, ratio, blocks, blocks) ?? 1));
        })];
    }
}
