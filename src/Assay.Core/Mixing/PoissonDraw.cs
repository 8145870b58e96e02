using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Poisson sampling by hash (<c>draw-1</c>, frozen): each document decides for itself how often it is written.</summary>
/// <remarks>
/// A document's number depends on its content, the seed, and its place among documents of the same content; on nothing else in the
/// corpus. So the draw needs no order and no state, machines agree on it without talking, and a policy that changes a
/// little changes few documents: with the same seed, a document that was in stays in while its weight does not fall.
/// </remarks>
public static class PoissonDraw
{
    /// <summary>The purpose under which a mix derives the seed of its draw: <c>seed.For("mix/draw-1")</c>.</summary>
    public const string SeedPurpose = "mix/draw-1";

    /// <summary>The number of a document, uniform in [0, 1) on a grid of 2⁻⁵³.</summary>
    /// <param name="id">The document.</param>
    /// <param name="occurrence">How many documents with this id come before it in the corpus; 0 or more.</param>
    /// <param name="seed">The seed of the draw, see <see cref="SeedPurpose"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The occurrence is negative.</exception>
    public static double Uniform(DocumentId id, int occurrence, RunSeed seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(occurrence);
        ulong hash = Mix(seed.Value + 0x9E3779B97F4A7C15);
        hash = Mix(hash ^ (ulong)(id.Value >> 64));
        hash = Mix(hash ^ (ulong)id.Value);
        hash = Mix(hash + (ulong)occurrence);
        return (hash >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>How often a document is written: ⌊w⌋, and once more when its number lies below what is left of w.</summary>
    /// <param name="weight">Its weight, 0 or more.</param>
    /// <param name="uniform">Its number.</param>
    /// <returns>⌊w⌋ or ⌈w⌉; w in expectation over seeds.</returns>
    public static int Copies(double weight, double uniform)
    {
        double whole = Math.Floor(weight);
        return (int)whole + (uniform < weight - whole ? 1 : 0);
    }

    /// <summary>Numbers documents of equal id from 0 in the order given.</summary>
    /// <param name="ids">All documents.</param>
    /// <returns>How many earlier documents have the same id, for each document.</returns>
    public static int[] NumberOccurrences(ReadOnlySpan<DocumentId> ids)
    {
        var occurrences = new int[ids.Length];
        // Ids are bits of a hash: their low bits are a table place as they are. Each place holds the last document of its id.
        int size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, ids.Length)) * 2;
        var last = new int[size];
        for (int i = 0; i < ids.Length; i++)
        {
            int place = (int)((uint)(ulong)ids[i].Value & (uint)(size - 1));
            while (last[place] > 0 && ids[last[place] - 1] != ids[i])
            {
                place = (place + 1) & (size - 1);
            }

            occurrences[i] = last[place] > 0 ? occurrences[last[place] - 1] + 1 : 0;
            last[place] = i + 1;
        }

        return occurrences;
    }

    /// <summary>Stafford's thirteenth variant of the MurmurHash3 finaliser, as SplitMix64 uses it: a permutation of 64 bits.</summary>
    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
