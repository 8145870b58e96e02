namespace Assay.Core.Duplicates;

/// <summary>What banding should find, exactly: the curves that measured recall is laid beside.</summary>
/// <remarks>Rows are taken as independent, each equal with probability J; the tests hold the signatures to that.</remarks>
public static class CandidateCurves
{
    /// <summary>The probability that two documents agree in all rows of at least one band.</summary>
    /// <param name="jaccard">Their Jaccard similarity J, in [0, 1].</param>
    /// <param name="options">Bands b and rows r.</param>
    /// <returns>1 − (1 − J^r)^b.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not in [0, 1].</exception>
    public static double Candidate(double jaccard, MinHashOptions options)
    {
        ThrowUnlessShare(jaccard);
        return 1 - Math.Pow(1 - Math.Pow(jaccard, options.Rows), options.Bands);
    }

    /// <summary>The probability that two documents are candidates and also agree in enough rows over all bands.</summary>
    /// <param name="jaccard">Their Jaccard similarity J, in [0, 1].</param>
    /// <param name="leastAgreement">The equal rows that are enough (<see cref="MinHasher.LeastAgreement"/>).</param>
    /// <param name="options">Bands b and rows r.</param>
    /// <returns>The sum over k ≥ <paramref name="leastAgreement"/> of P(k equal rows, some band full), counted band by
    /// band: only additions of probabilities, so nothing cancels. It takes b²·r² steps.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The similarity is not in [0, 1].</exception>
    public static double Confirmed(double jaccard, int leastAgreement, MinHashOptions options)
    {
        ThrowUnlessShare(jaccard);
        double[] band = Binomial(options.Rows, jaccard);
        // Probability of each count of equal rows over the bands so far, with no full band yet and with at least one.
        double[] open = [1];
        double[] full = [0];
        for (int i = 0; i < options.Bands; i++)
        {
            double[] nextOpen = new double[open.Length + options.Rows];
            double[] nextFull = new double[nextOpen.Length];
            for (int count = 0; count < open.Length; count++)
            {
                for (int equal = 0; equal < options.Rows; equal++)
                {
                    nextOpen[count + equal] += open[count] * band[equal];
                    nextFull[count + equal] += full[count] * band[equal];
                }
                nextFull[count + options.Rows] += (open[count] + full[count]) * band[options.Rows];
            }
            (open, full) = (nextOpen, nextFull);
        }
        double sum = 0;
        for (int count = full.Length - 1; count >= Math.Max(0, leastAgreement); count--)
        {
            sum += full[count];
        }
        return Math.Min(1, sum);
    }

    private static void ThrowUnlessShare(double jaccard)
    {
        if (jaccard is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(jaccard), jaccard, "A Jaccard similarity lies in [0, 1].");
        }
    }

    /// <summary>The binomial probabilities of 0 to n successes, one trial at a time.</summary>
    private static double[] Binomial(int n, double success)
    {
        double[] probability = new double[n + 1];
        probability[0] = 1;
        for (int trial = 1; trial <= n; trial++)
        {
            for (int count = trial; count > 0; count--)
            {
                probability[count] = probability[count] * (1 - success) + probability[count - 1] * success;
            }
            probability[0] *= 1 - success;
        }
        return probability;
    }
}
