using System.Buffers.Binary;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Bench.Mixing;

/// <summary>A table of facts like those of a mixed corpus: log-normal lengths, a human anchor, a crawl with detector scores, machine text.</summary>
internal sealed class MixingCorpus
{
    public required MixDocuments Documents { get; init; }

    public required DocumentId[] Ids { get; init; }

    public required FloorConstraint[] Floors { get; init; }

    /// <param name="count">Number of documents.</param>
    /// <param name="dimensions">Number of strata dimensions.</param>
    /// <param name="groups">Groups of each dimension, of falling size.</param>
    /// <param name="continuous">Whether the crawl's synthetic probabilities are continuous or a single number.</param>
    /// <param name="factor">Factor of every floor.</param>
    public static MixingCorpus Make(int count, int dimensions, int groups, bool continuous, double factor)
    {
        var prng = new Prng(new RunSeed(20260101).For($"bench/mixing/{count}/{dimensions}/{groups}/{continuous}"));
        var tokens = new long[count];
        var synthetic = new double[count];
        var anchor = new bool[count];
        var columns = new int[dimensions][];
        for (int d = 0; d < dimensions; d++)
        {
            columns[d] = new int[count];
        }

        var ids = new DocumentId[count];
        for (int i = 0; i < count; i++)
        {
            double source = prng.NextDouble();
            anchor[i] = source < 0.2;
            double normal = Math.Sqrt(-2 * Math.Log(1 - prng.NextDouble())) * Math.Cos(2 * Math.PI * prng.NextDouble());
            tokens[i] = Math.Max(1, (long)Math.Exp(6 + (0.9 * normal)));
            double score = prng.NextDouble();
            double crawl = continuous ? score * score : 0.35;
            synthetic[i] = anchor[i] ? 0 : source < 0.7 ? crawl : 1;
            for (int d = 0; d < dimensions; d++)
            {
                // Machine text crowds into the common groups: the tails are what it lacks.
                double u = prng.NextDouble();
                double skewed = synthetic[i] >= 1 ? u * u * u : u * u;
                columns[d][i] = Math.Min(groups - 1, (int)(skewed * groups));
            }

            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, prng.NextUInt64());
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), prng.NextUInt64());
            ids[i] = DocumentId.FromHash(bytes);
        }

        return new MixingCorpus
        {
            Documents = new MixDocuments
            {
                Tokens = tokens,
                SyntheticProbability = synthetic,
                Anchor = anchor,
                Groups = [.. columns.Select(column => new ReadOnlyMemory<int>(column))],
            },
            Ids = ids,
            Floors = MakeFloors(tokens, anchor, columns, groups, factor),
        };
    }

    private static FloorConstraint[] MakeFloors(long[] tokens, bool[] anchor, int[][] columns, int groups, double factor)
    {
        var floors = new List<FloorConstraint>();
        for (int d = 0; d < columns.Length; d++)
        {
            var sums = new double[groups];
            var documents = new int[groups];
            for (int i = 0; i < tokens.Length; i++)
            {
                if (anchor[i])
                {
                    sums[columns[d][i]] += tokens[i];
                    documents[columns[d][i]]++;
                }
            }

            double total = sums.Sum();
            for (int g = 0; g < groups; g++)
            {
                if (documents[g] >= 50)
                {
                    floors.Add(new FloorConstraint(d, g, sums[g] / total, factor, $"d{d}=g{g}"));
                }
            }
        }

        return [.. floors];
    }
}
