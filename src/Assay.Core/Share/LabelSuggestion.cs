using System.Buffers.Binary;
using System.Security.Cryptography;
using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Chooses documents to label: at random, likelier where the detector is unsure, and each with the chance it had.</summary>
/// <remarks>
/// <para>Half of the expected labels are spread evenly, half in proportion to √(p(1 − p)): so no document has less than half of the chance
/// it would have in a simple random sample, and no label weighs more than twice as much.</para>
/// <para>The draw is Pareto sampling (Rosén 1997): a fixed number of documents with the least U/(1 − U) : λ/(1 − λ), where U is a hash of id
/// and seed. Inclusion probabilities equal λ up to terms of order 1/N. The order of the documents does not matter.</para>
/// </remarks>
public static class LabelSuggestion
{
    private const double Even = 0.5;

    /// <summary>Chooses.</summary>
    /// <param name="ids">The documents, each once.</param>
    /// <param name="probabilities">How likely each is machine-made, in [0, 1].</param>
    /// <param name="count">How many to choose, 1 or more; all when there are fewer.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <returns>Index and inclusion probability of each, in an order that is random too.</returns>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static IReadOnlyList<(int Index, double InclusionProbability)> Choose(
        ReadOnlySpan<DocumentId> ids, ReadOnlySpan<double> probabilities, int count, RunSeed seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (ids.Length != probabilities.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {ids.Length} documents.", nameof(probabilities));
        }

        double[] inclusion = Inclusion(probabilities, Math.Min(count, ids.Length));
        (double Rank, int Index)[] ranks = new (double, int)[ids.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            double u = Uniform(ids[i], seed);
            double odds = inclusion[i] >= 1 ? 0 : (1 - inclusion[i]) / inclusion[i];
            ranks[i] = (u / (1 - u) * odds, i);
        }

        Array.Sort(ranks);
        RunSeed order = seed.For("order");
        DocumentId[] named = ids.ToArray();
        return
        [
            .. ranks.Take(Math.Min(count, ids.Length)).OrderBy(rank => Uniform(named[rank.Index], order))
                .Select(rank => (rank.Index, inclusion[rank.Index])),
        ];
    }

    private static double[] Inclusion(ReadOnlySpan<double> probabilities, int count)
    {
        double[] size = new double[probabilities.Length];
        double sum = 0;
        for (int i = 0; i < size.Length; i++)
        {
            size[i] = Math.Sqrt(Math.Max(0, probabilities[i] * (1 - probabilities[i])));
            sum += size[i];
        }

        for (int i = 0; i < size.Length; i++)
        {
            size[i] = Even / size.Length + (sum > 0 ? (1 - Even) * size[i] / sum : (1 - Even) / size.Length);
        }

        return Capped(size, count);
    }

    /// <summary>Sizes scaled so that they sum to the count, none above 1: those that pass it are certain, the others share what is left.</summary>
    private static double[] Capped(double[] size, int count)
    {
        double[] inclusion = new double[size.Length];
        bool[] certain = new bool[size.Length];
        while (true)
        {
            int taken = certain.Count(c => c);
            double rest = 0;
            for (int i = 0; i < size.Length; i++)
            {
                rest += certain[i] ? 0 : size[i];
            }

            bool more = false;
            for (int i = 0; i < size.Length; i++)
            {
                inclusion[i] = certain[i] ? 1 : size[i] * (count - taken) / rest;
                if (!certain[i] && inclusion[i] >= 1)
                {
                    (certain[i], inclusion[i], more) = (true, 1, true);
                }
            }

            if (!more)
            {
                return inclusion;
            }
        }
    }

    /// <summary>In (0, 1), by id and seed alone.</summary>
    private static double Uniform(DocumentId id, RunSeed seed)
    {
        Span<byte> key = stackalloc byte[24];
        BinaryPrimitives.WriteUInt128BigEndian(key, id.Value);
        BinaryPrimitives.WriteUInt64BigEndian(key[16..], seed.Value);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(key, hash);
        return ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 11) + 0.5) / (1UL << 53);
    }
}
