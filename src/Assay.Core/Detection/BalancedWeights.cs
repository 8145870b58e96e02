namespace Assay.Core.Detection;

/// <summary>Weights under which each label of each source weighs alike, so that no large source drowns a small one.</summary>
internal static class BalancedWeights
{
    /// <summary>The weight of each piece of a set; 0 for those not among the rows, 1 on average over the rows.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    /// <remarks>Human text as a whole weighs as much as machine text as a whole.</remarks>
    internal static double[] Of(TrainingSet set, int[] rows)
    {
        int[] counts = new int[set.Sources.Length * 2];
        foreach (int row in rows)
        {
            counts[Cell(set, row)]++;
        }

        int human = Enumerable.Range(0, set.Sources.Length).Count(source => counts[2 * source] > 0);
        int machine = Enumerable.Range(0, set.Sources.Length).Count(source => counts[(2 * source) + 1] > 0);
        double[] weights = new double[set.Chunks.Count];
        foreach (int row in rows)
        {
            int groups = set.IsMachine[row] ? machine : human;
            weights[row] = rows.Length / (2.0 * groups * counts[Cell(set, row)]);
        }

        return weights;
    }

    private static int Cell(TrainingSet set, int row) => (2 * set.SourceOf[row]) + (set.IsMachine[row] ? 1 : 0);
}
