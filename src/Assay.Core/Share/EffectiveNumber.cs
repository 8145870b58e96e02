namespace Assay.Core.Share;

/// <summary>How many independent documents would leave a mean as uncertain as documents do that weigh differently and come in groups.</summary>
internal static class EffectiveNumber
{
    /// <summary>Kish's (1965) effective number: with d_i the value less its mean, (Σw)·Σ w·d² / Σ_g (Σ_{i in g} w·d)², and (Σw)²/Σw² at most.</summary>
    /// <param name="sample">The documents.</param>
    /// <param name="unit">What each weighs.</param>
    /// <param name="values">What the mean is taken of, a value a document.</param>
    /// <returns>The number of documents where each stands alone and weighs the same.</returns>
    public static double Of(ScoreSample sample, ShareUnit unit, double[] values)
    {
        (double total, double squares, double sum) = (0, 0, 0);
        for (int i = 0; i < values.Length; i++)
        {
            double weight = Weight(sample, i, unit);
            (total, squares, sum) = (total + weight, squares + weight * weight, sum + weight * values[i]);
        }

        double independent = squares > 0 ? total * total / squares : 0;
        return sample.Groups is null ? independent : Math.Min(independent, Grouped(sample, unit, values, total, sum / total));
    }

    private static double Grouped(ScoreSample sample, ShareUnit unit, double[] values, double total, double mean)
    {
        int[] order = new int[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort((int[])sample.Groups!.Clone(), order);
        (double single, double grouped) = (0, 0);
        for (int start = 0, end; start < order.Length; start = end)
        {
            double inGroup = 0;
            for (end = start; end < order.Length && sample.Groups[order[end]] == sample.Groups[order[start]]; end++)
            {
                double weight = Weight(sample, order[end], unit);
                double deviation = values[order[end]] - mean;
                inGroup += weight * deviation;
                single += weight * deviation * deviation;
            }

            grouped += inGroup * inGroup;
        }

        return grouped > 0 ? total * single / grouped : double.PositiveInfinity;
    }

    /// <summary>What a document weighs.</summary>
    public static double Weight(ScoreSample sample, int i, ShareUnit unit) => unit == ShareUnit.Documents ? 1 : sample.Tokens[i];
}
