using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>Posterior draws of the machine tokens below each class of scores, where references of both kinds are known.</summary>
internal sealed class SelectionDraws
{
    /// <summary>Draws; a quantile of 0.975 then has a standard error of half a percent of rank.</summary>
    internal const int Count = 1000;

    // One document's worth of doubt over all classes: a class that no reference entered is not impossible.
    private const double Prior = 1;
    private const int Steps = 40;

    private readonly double[] _human;
    private readonly double[] _machine;
    private readonly double[] _target;
    private readonly double _tokensPerUnit;

    /// <param name="bins">The classes.</param>
    /// <param name="target">The documents of unknown origin.</param>
    /// <param name="evidence">The references.</param>
    public SelectionDraws(ScoreBins bins, ScoreSample target, ShareEvidence evidence)
    {
        double[] direction = bins.Direction(evidence.Human, evidence.Machine);
        _human = bins.Masses(evidence.Human, ShareUnit.Tokens, direction);
        _machine = bins.Masses(evidence.Machine, ShareUnit.Tokens, direction);
        _target = bins.Masses(target, ShareUnit.Tokens, direction);
        _tokensPerUnit = target.Tokens.Sum(t => (double)t) / _target.Sum();
    }

    /// <summary>For each class, a quantile of the machine tokens in it and below.</summary>
    /// <param name="level">Of the quantile, in (0, 1).</param>
    public double[] Cumulative(double level)
    {
        int classes = _target.Length;
        double[][] below = [.. Enumerable.Range(0, classes).Select(_ => new double[Count])];
        var prng = new Prng(new RunSeed(1).For("selection-bound-1"));
        for (int draw = 0; draw < Count; draw++)
        {
            double[] human = Dirichlet(_human, prng);
            double[] machine = Dirichlet(_machine, prng);
            double share = Likeliest(Resampled(prng), human, machine);
            double sum = 0;
            for (int b = 0; b < classes; b++)
            {
                double both = share * machine[b] + (1 - share) * human[b];
                sum += MachineIn(b, both > 0 ? share * machine[b] / both : share, prng);
                below[b][draw] = sum * _tokensPerUnit;
            }
        }

        return [.. below.Select(draws => Quantile(draws, level))];
    }

    /// <summary>The value that a fraction of draws does not pass.</summary>
    internal static double Quantile(double[] draws, double level)
    {
        Array.Sort(draws);
        return draws[Math.Min(draws.Length - 1, (int)Math.Ceiling(level * draws.Length))];
    }

    private double MachineIn(int b, double probability, Prng prng)
    {
        long documents = (long)Math.Round(_target[b]);
        return documents > 0 ? _target[b] * prng.NextBinomial(documents, Math.Clamp(probability, 0, 1)) / documents : _target[b] * probability;
    }

    private static double[] Dirichlet(double[] masses, Prng prng)
    {
        double[] drawn = [.. masses.Select(mass => prng.NextGamma(mass + Prior / masses.Length))];
        double sum = drawn.Sum();
        return [.. drawn.Select(value => value / sum)];
    }

    private double[] Resampled(Prng prng) => [.. _target.Select(mass => mass > 0 ? prng.NextGamma(mass) : 0)];

    /// <summary>The share whose mixture explains the classes best: the derivative of the log-likelihood falls, so its root is found by halving.</summary>
    private static double Likeliest(double[] target, double[] human, double[] machine)
    {
        (double low, double high) = (0, 1);
        for (int step = 0; step < Steps; step++)
        {
            double share = (low + high) / 2;
            double slope = 0;
            for (int b = 0; b < target.Length; b++)
            {
                double both = share * machine[b] + (1 - share) * human[b];
                slope += both > 0 ? target[b] * (machine[b] - human[b]) / both : 0;
            }

            (low, high) = slope > 0 ? (share, high) : (low, share);
        }

        return (low + high) / 2;
    }
}
