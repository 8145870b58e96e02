using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Mixing;

/// <summary>A table of facts like that of a real mix: log-normal lengths; a human anchor, a scored crawl and machine text; two dimensions.</summary>
internal static class MixFacts
{
    private const int Groups = 6;

    /// <param name="count">Number of documents.</param>
    /// <param name="seed">What the table is made from.</param>
    /// <param name="scores">How many different synthetic probabilities the crawl has; fewer make fewer classes.</param>
    public static MixCase Make(int count, int seed, int scores = 20)
    {
        var prng = new Prng(new RunSeed((ulong)seed).For("test/mixing/facts"));
        var tokens = new long[count];
        var synthetic = new double[count];
        var anchor = new bool[count];
        int[][] groups = [new int[count], new int[count]];
        for (int i = 0; i < count; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - prng.NextDouble())) * Math.Cos(2 * Math.PI * prng.NextDouble());
            tokens[i] = Math.Max(1, (long)Math.Exp(6 + normal));
            double source = prng.NextDouble();
            anchor[i] = source < 0.25;
            synthetic[i] = anchor[i] ? 0 : source < 0.65 ? prng.NextInt32(scores) / (double)scores : 1;
            for (int d = 0; d < 2; d++)
            {
                // Machine text crowds into the first groups: the tails are what it lacks.
                double u = prng.NextDouble();
                groups[d][i] = (int)(Groups * (synthetic[i] >= 1 ? u * u * u : u * u));
            }
        }

        long total = tokens.Sum();
        double anchorTokens = Enumerable.Range(0, count).Sum(i => anchor[i] ? (double)tokens[i] : 0);
        var floors = new List<FloorConstraint>();
        for (int d = 0; d < 2; d++)
        {
            for (int g = 0; g < Groups; g++)
            {
                double share = Enumerable.Range(0, count).Sum(i => anchor[i] && groups[d][i] == g ? (double)tokens[i] : 0) / anchorTokens;
                if (share > 0)
                {
                    floors.Add(new FloorConstraint(d, g, share, 0.9, $"d{d}=g{g}"));
                }
            }
        }

        var documents = new MixDocuments
        {
            Tokens = tokens,
            SyntheticProbability = synthetic,
            Anchor = anchor,
            Groups = [groups[0], groups[1]],
        };
        var limits = new MixLimits { SyntheticShare = 0.3, BudgetTokens = total / 10 * 7 };
        return new MixCase(new MixProblem(documents, limits, floors), MixCase.MakeIds(count, seed));
    }
}
