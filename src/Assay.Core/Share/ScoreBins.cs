namespace Assay.Core.Share;

/// <summary>Cuts scores into classes at quantiles of the references, where each side has half of the say.</summary>
internal sealed class ScoreBins
{
    private readonly double[] _edges;

    private ScoreBins(double[] edges) => _edges = edges;

    /// <summary>Number of classes, 1 or more.</summary>
    public int Count => _edges.Length + 1;

    /// <summary>Upper ends of all classes but the last; a score equal to an edge lies above it.</summary>
    public ReadOnlySpan<double> Edges => _edges;

    /// <summary>Makes classes that hold about the same mass of the two references taken half and half.</summary>
    /// <param name="human">Scores of human references, 1 or more.</param>
    /// <param name="machine">Scores of machine references, 1 or more.</param>
    /// <param name="count">Classes wanted, 2 or more; ties make fewer.</param>
    public static ScoreBins Between(ReadOnlySpan<double> human, ReadOnlySpan<double> machine, int count)
    {
        double[] h = human.ToArray();
        double[] m = machine.ToArray();
        Array.Sort(h);
        Array.Sort(m);
        var edges = new List<double>(count - 1);
        (int i, int j) = (0, 0);
        for (int k = 1; k < count; k++)
        {
            // Walk both sorted lists until k/count of the half-and-half mixture lies below.
            double wanted = 2.0 * k / count;
            while (i < h.Length || j < m.Length)
            {
                double below = (double)i / h.Length + (double)j / m.Length;
                if (below >= wanted)
                {
                    break;
                }

                _ = j >= m.Length || (i < h.Length && h[i] <= m[j]) ? i++ : j++;
            }

            double edge = Math.Min(i < h.Length ? h[i] : double.PositiveInfinity, j < m.Length ? m[j] : double.PositiveInfinity);
            if (double.IsFinite(edge) && (edges.Count == 0 || edge > edges[^1]))
            {
                edges.Add(edge);
            }
        }

        return new ScoreBins([.. edges]);
    }

    /// <summary>Two classes: below an edge, and from it on.</summary>
    public static ScoreBins At(double edge) => new([edge]);

    /// <summary>For each class, how much of it would be machine if the references were mixed half and half.</summary>
    public double[] Direction(ScoreSample human, ScoreSample machine)
    {
        double[] h = new double[Count];
        double[] direction = new double[Count];
        foreach (double score in human.LogOdds)
        {
            h[Of(score)] += 1.0 / human.Count;
        }

        foreach (double score in machine.LogOdds)
        {
            direction[Of(score)] += 1.0 / machine.Count;
        }

        for (int b = 0; b < direction.Length; b++)
        {
            direction[b] = direction[b] + h[b] > 0 ? direction[b] / (direction[b] + h[b]) : 0.5;
        }

        return direction;
    }

    /// <summary>The class of a score, 0-based.</summary>
    public int Of(double score)
    {
        (int low, int high) = (0, _edges.Length);
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (score >= _edges[middle])
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Counts documents in each class.</summary>
    /// <returns>
    /// Counts where every document stands alone and counts once; otherwise masses that sum to the effective number of documents.
    /// </returns>
    /// <param name="sample">The documents.</param>
    /// <param name="unit">What each counts.</param>
    /// <param name="direction">What a document of each class says about the share: groups matter as far as they are alike in this.</param>
    public double[] Masses(ScoreSample sample, ShareUnit unit, double[] direction)
    {
        double[] mass = new double[Count];
        double[] values = new double[sample.Count];
        double sum = 0;
        for (int i = 0; i < sample.Count; i++)
        {
            int own = Of(sample.LogOdds[i]);
            double weight = EffectiveNumber.Weight(sample, i, unit);
            values[i] = direction[own];
            mass[own] += weight;
            sum += weight;
        }

        double scale = sum > 0 ? EffectiveNumber.Of(sample, unit, values) / sum : 0;
        for (int b = 0; b < mass.Length; b++)
        {
            mass[b] *= scale;
        }

        return mass;
    }
}
