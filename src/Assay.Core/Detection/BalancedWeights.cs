namespace Assay.Core.Detection;

/// <summary>Weights under which each label of each source weighs alike, so that no large source drowns a small one.</summary>
internal static class BalancedWeights
{
    /// <summary>What sources of one label alone weigh together, of that label's weight, where others hold both.</summary>
    /// <remarks>What parts them from the other label is their kind of text as much as their writer: more of them teaches that essays are machine-made.</remarks>
    private const double OneSided = 0.2;

    /// <summary>The weight of each piece of a set to calibrate with; 0 for those not among the rows, 1 on average over the rows.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    /// <remarks>Human text as a whole weighs as much as machine text as a whole, and within each all sources weigh alike.</remarks>
    internal static double[] Alike(TrainingSet set, int[] rows) => Spread(set, rows, (_, _) => 1);

    /// <summary>The weights to train with: as <see cref="Alike"/>, but sources that hold one label alone share a fifth of that label's weight.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    internal static double[] Of(TrainingSet set, int[] rows)
    {
        bool[] seen = new bool[set.Sources.Length * 2];
        foreach (int row in rows)
        {
            seen[Cell(set, row)] = true;
        }

        bool IsPaired(int cell) => seen[cell] && seen[cell ^ 1];

        int paired = Enumerable.Range(0, set.Sources.Length).Count(source => IsPaired(2 * source));
        double Share(int cell, int sources) => paired == 0 || sources == paired ? 1.0 : IsPaired(cell) ? (1 - OneSided) / paired : OneSided / (sources - paired);

        return Spread(set, rows, Share);
    }

    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    /// <param name="share">What a cell weighs, of how many sources with its label; up to a factor.</param>
    private static double[] Spread(TrainingSet set, int[] rows, Func<int, int, double> share)
    {
        int[] counts = new int[set.Sources.Length * 2];
        foreach (int row in rows)
        {
            counts[Cell(set, row)]++;
        }

        double[] ofCell = new double[counts.Length];
        for (int label = 0; label < 2; label++)
        {
            int[] cells = [.. Enumerable.Range(0, set.Sources.Length).Select(source => (2 * source) + label).Where(cell => counts[cell] > 0)];
            double sum = cells.Sum(cell => share(cell, cells.Length));
            foreach (int cell in cells)
            {
                ofCell[cell] = rows.Length * share(cell, cells.Length) / (2 * sum * counts[cell]);
            }
        }

        double[] weights = new double[set.Chunks.Count];
        foreach (int row in rows)
        {
            weights[row] = ofCell[Cell(set, row)];
        }

        return weights;
    }

    private static int Cell(TrainingSet set, int row) => (2 * set.SourceOf[row]) + (set.IsMachine[row] ? 1 : 0);
}
