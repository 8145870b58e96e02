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
    /// <returns>Counts; by tokens, masses scaled so that they sum to Kish's effective number of documents, (Σt)²/Σt².</returns>
    public double[] Masses(ScoreSample sample, ShareUnit unit)
    {
        double[] mass = new double[Count];
        (double sum, double squares) = (0, 0);
        for (int i = 0; i < sample.Count; i++)
        {
            double weight = unit == ShareUnit.Documents ? 1 : sample.Tokens[i];
            mass[Of(sample.LogOdds[i])] += weight;
            sum += weight;
            squares += weight * weight;
        }

        double scale = squares > 0 ? sum / squares : 0;
        for (int b = 0; b < mass.Length; b++)
        {
            mass[b] *= scale;
        }

        return mass;
    }
}
