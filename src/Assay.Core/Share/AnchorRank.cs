namespace Assay.Core.Share;

/// <summary>Scores as ranks among known human documents: what a domain shifts or stretches, a rank leaves where it was.</summary>
internal sealed class AnchorRank
{
    private readonly double[] _sorted;

    /// <param name="human">Scores of known human documents, 1 or more.</param>
    public AnchorRank(ReadOnlySpan<double> human)
    {
        _sorted = human.ToArray();
        Array.Sort(_sorted);
    }

    /// <summary>The chance that a document scores above eight human ones drawn at random: (share of the human documents below it)⁸.</summary>
    /// <param name="score">The document's score: of anchor documents that tie with it, half count as below.</param>
    /// <returns>In (0, 1).</returns>
    public double Of(double score)
    {
        (int below, int notAbove) = (Count(score, orEqual: false), Count(score, orEqual: true));
        double share = ((below + notAbove) / 2.0 + 0.5) / (_sorted.Length + 1);
        double fourth = share * share * share * share;
        return fourth * fourth;
    }

    private int Count(double score, bool orEqual)
    {
        (int low, int high) = (0, _sorted.Length);
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (_sorted[middle] < score || (orEqual && _sorted[middle] == score))
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
}
