namespace Assay.Core.Tails;

/// <summary>Which word types a bounded table keeps: at level s those whose hash begins with s zero bits, one in 2^s.</summary>
/// <remarks>Levels are nested, and the level that a vocabulary needs depends on its types alone: neither the order of the
/// documents nor the number of shards changes what is kept.</remarks>
internal static class TypeSample
{
    /// <summary>The highest level.</summary>
    internal const int MostLevel = 40;

    /// <summary>Whether the sample of a level holds a type.</summary>
    internal static bool Holds(ulong hash, int level) => level == 0 || hash >> (64 - level) == 0;
}
