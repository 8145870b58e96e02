namespace Assay.Core.Share;

/// <summary>What each document may count at most, so that the upper end holds for every part that is chosen by score.</summary>
/// <remarks>
/// <para>The upper end of a source's share says nothing of the documents that are kept: a mix prefers low scores, and what it keeps is the
/// machine text that the detector misses. So the machine mass below <em>every</em> class of scores is bounded from above, and the bound dealt
/// out: for weights that never rise with the score, Σ w·t·q is then at least the machine tokens kept (summation by parts).</para>
/// <para>The bound is a quantile of posterior draws. With references: classes of both references from their Dirichlet posteriors, the target's
/// classes likewise, the share that is likeliest then, and each class's machine documents binomially. With labels: each class's share from its Beta
/// posterior. With human documents alone, scores below the stated floor's threshold tell nothing: there all count alike.</para>
/// </remarks>
public sealed class SelectionBound
{
    private readonly ScoreBins _bins;
    private readonly double[] _levels;

    private SelectionBound(ScoreBins bins, double[] levels)
    {
        (_bins, _levels) = (bins, levels);
    }

    /// <summary>What a document counts at most, in [0, 1]; never falls as scores rise.</summary>
    /// <param name="logOdds">Its score.</param>
    public double Of(double logOdds) => _levels[_bins.Of(logOdds)];

    /// <summary>Finds the bound.</summary>
    /// <param name="target">The documents of unknown origin.</param>
    /// <param name="evidence">What is known of the source.</param>
    /// <param name="answer">Their share; its upper end, by tokens, is at least dealt out.</param>
    /// <param name="options">Level, floor and limits, as the share was estimated with.</param>
    /// <returns>The bound; the same for the same documents on every machine.</returns>
    /// <exception cref="ArgumentException">There is no answer that a bound could stand on.</exception>
    public static SelectionBound Find(ScoreSample target, ShareEvidence evidence, ShareAnswer answer, ShareOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        double upper = answer.Tokens.High ?? 1;
        double level = (1 + options.EachLevel) / 2;
        switch (answer.Tokens.Method)
        {
            case ShareMethods.MixtureLikelihood:
                var bins = ScoreBins.Between(evidence.Human.Scores, evidence.Machine.Scores, FromReferences.Classes);
                return FromMass(bins, target, new SelectionDraws(bins, target, evidence).Cumulative(level), upper);
            case ShareMethods.PredictionPowered or ShareMethods.ExactCount or ShareMethods.WeightedCount:
                // As many classes as leave twenty labels for each.
                var quantiles = ScoreBins.Between(target.Scores, target.Scores, Math.Clamp(evidence.Labels.Count / 20, 1, 10) + 1);
                return FromMass(quantiles, target, LabelDraws.Cumulative(quantiles, target, evidence.Labels, level), upper);
            case ShareMethods.HumanAnchor:
                return FromFloor(target, evidence, upper, options);
            default:
                throw new ArgumentException($"The answer by {answer.Tokens.Method} bounds nothing.", nameof(answer));
        }
    }

    /// <summary>Deals out a bound on the mass below each class: the levels never fall, and no class is left with less than its bound.</summary>
    private static SelectionBound FromMass(ScoreBins bins, ScoreSample target, double[] cumulative, double upper)
    {
        double[] tokens = TokensIn(bins, target);
        cumulative[^1] = Math.Max(cumulative[^1], upper * tokens.Sum());
        for (int b = bins.Count - 2; b >= 0; b--)
        {
            // What a class cannot hold lies below it.
            cumulative[b] = Math.Max(cumulative[b], cumulative[b + 1] - tokens[b + 1]);
        }

        double[] levels = new double[bins.Count];
        (double last, double dealt) = (0, 0);
        for (int b = 0; b < levels.Length; b++)
        {
            last = tokens[b] > 0 ? Math.Clamp((cumulative[b] - dealt) / tokens[b], last, 1) : last;
            levels[b] = last;
            dealt += last * tokens[b];
        }

        return new SelectionBound(bins, levels);
    }

    private static SelectionBound FromFloor(ScoreSample target, ShareEvidence evidence, double upper, ShareOptions options)
    {
        var bins = ScoreBins.At(FloorThreshold(evidence.Human));
        double[] tokens = TokensIn(bins, target);
        double all = upper * tokens.Sum();
        return FromMass(bins, target, [(1 - options.DetectionFloor) * all, all], upper);
    }

    /// <summary>All but <see cref="HumanAnchorBounds.FloorRate"/> of the known human documents lie below: what the floor is stated for.</summary>
    private static double FloorThreshold(ScoreSample human)
    {
        double[] sorted = [.. human.LogOdds];
        Array.Sort(sorted);
        return sorted[^Math.Clamp((int)Math.Round(HumanAnchorBounds.FloorRate * sorted.Length), 1, sorted.Length)];
    }

    private static double[] TokensIn(ScoreBins bins, ScoreSample sample)
    {
        double[] tokens = new double[bins.Count];
        for (int i = 0; i < sample.Count; i++)
        {
            tokens[bins.Of(sample.LogOdds[i])] += sample.Tokens[i];
        }

        return tokens;
    }
}
