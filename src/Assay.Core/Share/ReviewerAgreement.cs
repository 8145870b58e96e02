namespace Assay.Core.Share;

/// <summary>How far reviewers of the same documents agree.</summary>
/// <param name="Documents">Documents with two labels or more.</param>
/// <param name="Raw">Chance that two of a document's labels agree, in [0, 1].</param>
/// <param name="Alpha">Krippendorff's alpha: 1 is agreement, 0 what chance would give; null where all labels are alike, so that chance agrees too.</param>
public sealed record ReviewerAgreement(int Documents, double Raw, double? Alpha)
{
    /// <summary>Measures agreement (Krippendorff 2004, nominal data).</summary>
    /// <param name="counts">For each document, how many reviewers said machine and how many human.</param>
    /// <returns>Null where no document has two labels.</returns>
    public static ReviewerAgreement? Measure(IEnumerable<(int Machine, int Human)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        (int documents, double agreeing, double pairs) = (0, 0, 0);
        (double disagreement, double machine, double human) = (0, 0, 0);
        foreach ((int m, int h) in counts)
        {
            int n = m + h;
            if (n < 2)
            {
                continue;
            }

            documents++;
            agreeing += m * (m - 1.0) + h * (h - 1.0);
            pairs += n * (n - 1.0);
            disagreement += 2.0 * m * h / (n - 1);
            (machine, human) = (machine + m, human + h);
        }

        if (documents == 0)
        {
            return null;
        }

        double total = machine + human;
        double expected = 2 * machine * human / (total * (total - 1));
        return new ReviewerAgreement(documents, agreeing / pairs, expected > 0 ? 1 - disagreement / total / expected : null);
    }
}
