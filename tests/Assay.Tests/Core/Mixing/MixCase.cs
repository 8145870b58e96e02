using System.Buffers.Binary;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

/// <summary>A small problem that weights of its own making are known to satisfy.</summary>
internal sealed record MixCase(MixProblem Problem, DocumentId[] Ids)
{
    /// <param name="seed">What the case is made from.</param>
    /// <param name="documents">Number of documents.</param>
    /// <param name="dimensions">Number of strata dimensions, of three groups each.</param>
    public static MixCase Feasible(int seed, int documents, int dimensions)
    {
        var prng = new Prng(new RunSeed((ulong)seed).For("test/mixing/feasible"));
        int repeats = 1 + prng.NextInt32(4);
        var tokens = new long[documents];
        var synthetic = new double[documents];
        var anchor = new bool[documents];
        var weights = new double[documents];
        bool hasBaseWeights = prng.NextInt32(2) == 0;
        var groups = new int[dimensions][];
        for (int d = 0; d < dimensions; d++)
        {
            groups[d] = new int[documents];
        }

        // The weights that show the case to be feasible keep off the clips, so that it is not feasible by a hair.
        var witness = new double[documents];
        for (int i = 0; i < documents; i++)
        {
            tokens[i] = 1 + prng.NextInt32(1000);
            double kind = prng.NextDouble();
            anchor[i] = kind < 0.2;
            synthetic[i] = kind < 0.4 ? 0 : kind < 0.6 ? 1 : prng.NextDouble();
            weights[i] = 0.25 * (1 + prng.NextInt32(8));
            double lower = anchor[i] ? 1 : 0;
            witness[i] = lower + ((repeats - lower) * (0.1 + (0.8 * prng.NextDouble())));
            for (int d = 0; d < dimensions; d++)
            {
                groups[d][i] = prng.NextInt32(4) - 1;
            }
        }

        double total = Sum(i => tokens[i] * witness[i]);
        double Share(Func<int, double> part) => Sum(i => tokens[i] * witness[i] * part(i)) / total;
        var floors = new List<FloorConstraint>();
        for (int d = 0; d < dimensions; d++)
        {
            for (int g = 0; g < 3; g++)
            {
                double share = Share(i => groups[d][i] == g ? 1 : 0);
                if (share > 0 && prng.NextInt32(3) > 0)
                {
                    floors.Add(new FloorConstraint(d, g, share, prng.NextInt32(4) == 0 ? 1 : prng.NextDouble(), $"d{d}=g{g}"));
                }
            }
        }

        var limits = new MixLimits
        {
            Repeats = repeats,
            SyntheticShare = prng.NextInt32(4) == 0 ? null : Math.Min(1, Share(i => synthetic[i])),
            BudgetTokens = prng.NextInt32(3) == 0 ? null : Math.Max(1, (long)total),
        };
        var columns = new MixDocuments
        {
            Tokens = tokens,
            SyntheticProbability = synthetic,
            Anchor = anchor,
            BaseWeight = hasBaseWeights ? weights : null,
            Groups = [.. groups.Select(column => new ReadOnlyMemory<int>(column))],
        };
        return new MixCase(new MixProblem(columns, limits, floors), MakeIds(documents, seed));

        double Sum(Func<int, double> term)
        {
            double sum = 0;
            for (int i = 0; i < documents; i++)
            {
                sum += term(i);
            }

            return sum;
        }
    }

    public static DocumentId[] MakeIds(int count, int seed = 1)
    {
        var prng = new Prng(new RunSeed((ulong)seed).For("test/mixing/ids"));
        var ids = new DocumentId[count];
        Span<byte> bytes = stackalloc byte[16];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes, prng.NextUInt64());
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], prng.NextUInt64());
            ids[i] = DocumentId.FromHash(bytes);
        }

        return ids;
    }
}
