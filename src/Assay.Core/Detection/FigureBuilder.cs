using Assay.Core.Statistics;

namespace Assay.Core.Detection;

/// <summary>Computes <see cref="DetectorFigures"/> with intervals.</summary>
/// <remarks>Pieces of one document resemble each other, so intervals count documents: the area and the rates at a stated false-positive rate by a
/// bootstrap that draws documents, shares above a fixed threshold by Wilson's interval with as many trials as documents.</remarks>
internal static class FigureBuilder
{
    private const int Replicates = 200;
    private const double Level = 0.95;
    private const double NormalQuantile = 1.959963984540054;

    private readonly record struct Rank(double Auroc, double TprAt1, double TprAt01);

    /// <summary>Computes the figures of a group.</summary>
    /// <param name="chunks">Its pieces.</param>
    /// <param name="seed">Names the draws.</param>
    internal static DetectorFigures Of(IEnumerable<ScoredChunk> chunks, RunSeed seed)
    {
        ScoredChunk[] sorted = [.. chunks.OrderByDescending(c => c.LogOdds).ThenBy(c => c.Document)];
        int human = sorted.Count(c => !c.IsMachine);
        int machine = sorted.Length - human;
        int[] documents = [.. sorted.Select(c => c.Document).Distinct().Order()];
        int[] place = [.. sorted.Select(c => Array.BinarySearch(documents, c.Document))];
        Rank point = default;
        Rank[] draws = [];
        if (human > 0 && machine > 0)
        {
            int[] weights = new int[documents.Length];
            Array.Fill(weights, 1);
            point = Measure(sorted, place, weights);
            draws = Draws(sorted, place, weights, seed);
        }

        return new DetectorFigures(
            human, machine,
            Ranked(human, machine, 1, point.Auroc, draws.Select(d => d.Auroc), "auroc", documents.Length),
            Ranked(human, machine, 100, point.TprAt1, draws.Select(d => d.TprAt1), "tpr-at-fpr", documents.Length),
            Ranked(human, machine, 1000, point.TprAt01, draws.Select(d => d.TprAt01), "tpr-at-fpr", documents.Length),
            Above(sorted, isMachine: false),
            Above(sorted, isMachine: true));
    }

    private static Rank[] Draws(ScoredChunk[] sorted, int[] place, int[] weights, RunSeed seed)
    {
        var prng = new Prng(seed);
        List<Rank> draws = [];
        for (int replicate = 0; replicate < Replicates; replicate++)
        {
            Array.Clear(weights);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[prng.NextInt32(weights.Length)]++;
            }

            Rank rank = Measure(sorted, place, weights);
            if (!double.IsNaN(rank.Auroc)) // A draw without one of the labels says nothing.
            {
                draws.Add(rank);
            }
        }

        return [.. draws];
    }

    /// <summary>One pass from the highest score down; pieces of equal score are taken together.</summary>
    private static Rank Measure(ScoredChunk[] sorted, int[] place, int[] weights)
    {
        (double human, double machine) = (0, 0);
        for (int i = 0; i < sorted.Length; i++)
        {
            int weight = weights[place[i]];
            human += sorted[i].IsMachine ? 0 : weight;
            machine += sorted[i].IsMachine ? weight : 0;
        }

        (double above, double found, double area, double at1, double at01) = (0, 0, 0, 0, 0);
        for (int i = 0; i < sorted.Length;)
        {
            (double tiedHuman, double tiedMachine) = (0, 0);
            double score = sorted[i].LogOdds;
            for (; i < sorted.Length && sorted[i].LogOdds == score; i++)
            {
                int weight = weights[place[i]];
                tiedHuman += sorted[i].IsMachine ? 0 : weight;
                tiedMachine += sorted[i].IsMachine ? weight : 0;
            }

            area += tiedHuman * (found + (0.5 * tiedMachine));
            above += tiedHuman;
            found += tiedMachine;
            at1 = above <= 0.01 * human ? found : at1;
            at01 = above <= 0.001 * human ? found : at01;
        }

        return new Rank(area / (human * machine), at1 / machine, at01 / machine);
    }

    private static Estimate Ranked(int human, int machine, int leastHuman, double value, IEnumerable<double> draws, string method, int documents)
    {
        string? reason = human == 0 || machine == 0 ? "Both human and machine text are needed."
            : human < leastHuman ? $"{leastHuman} human pieces are the least for this rate."
            : null;
        double[] sorted = reason is null ? [.. draws.Order()] : [];
        return new Estimate
        {
            Value = reason is null ? value : null,
            Low = sorted.Length > 0 ? Quantile(sorted, (1 - Level) / 2) : null,
            High = sorted.Length > 0 ? Quantile(sorted, (1 + Level) / 2) : null,
            Level = Level,
            Method = $"{method}/bootstrap",
            Unit = "documents",
            N = documents,
            Answer = reason is null ? EstimateAnswer.Estimate : EstimateAnswer.None,
            Reason = reason,
        };
    }

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        double next = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((at - below) * (next - sorted[below]));
    }

    private static Estimate Above(ScoredChunk[] chunks, bool isMachine)
    {
        ScoredChunk[] labelled = [.. chunks.Where(c => c.IsMachine == isMachine)];
        int count = labelled.Length;
        int above = labelled.Count(c => c.Margin > 0);
        int documents = labelled.Select(c => c.Document).Distinct().Count();

        (double? low, double? high) = count == 0 ? (null, null) : Wilson((double)above / count, documents);
        return new Estimate
        {
            Value = count == 0 ? null : (double)above / count,
            Low = low,
            High = high,
            Level = Level,
            Method = "share-above-threshold/wilson",
            Unit = "documents",
            N = documents,
            Answer = count == 0 ? EstimateAnswer.None : EstimateAnswer.Estimate,
            Reason = count == 0 ? $"There is no {(isMachine ? "machine" : "human")} text." : null,
        };
    }

    private static (double? Low, double? High) Wilson(double share, int trials)
    {
        double square = NormalQuantile * NormalQuantile;
        double centre = (share + (square / (2 * trials))) / (1 + (square / trials));
        double half = NormalQuantile / (1 + (square / trials)) * Math.Sqrt((share * (1 - share) / trials) + (square / (4.0 * trials * trials)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
