using Assay.Core.Statistics;

namespace Assay.Core.Share;

/// <summary>
/// Likelihood of a two-part mixture over classes of scores, of which both parts are known from samples only.
/// </summary>
/// <remarks>
/// <para>Human references fall into classes with probabilities f, machine references with g, the target with α·g + (1 − α)·f. All
/// three samples enter, and f and g are maximised over at each α: so the curve in α carries the error of the calibration too.</para>
/// <para>With s_b the machine documents among the t_b of the target in class b, the maximum at a given α obeys
/// f_b = (h_b + t_b − s_b)/(H + T − S), g_b = (m_b + s_b)/(M + S), which is a quadratic in s_b for a given S = Σ s_b and one equation in S:
/// no iteration that could stop too early. Not thread-safe: the arrays are scratch.</para>
/// </remarks>
internal sealed class MixtureLikelihood
{
    private const int Halvings = 60;
    private readonly double[] _human;
    private readonly double[] _machine;
    private readonly double[] _target;
    private readonly double[] _split;
    private readonly double _humanTotal;
    private readonly double _machineTotal;
    private readonly double _targetTotal;

    /// <param name="human">h_b, 0 or more, with a positive sum.</param>
    /// <param name="machine">m_b, likewise.</param>
    /// <param name="target">t_b, likewise.</param>
    public MixtureLikelihood(double[] human, double[] machine, double[] target)
    {
        (_human, _machine, _target, _split) = (human, machine, target, new double[target.Length]);
        (_humanTotal, _machineTotal, _targetTotal) = (human.Sum(), machine.Sum(), target.Sum());
    }

    /// <summary>Documents of the target, or their effective number.</summary>
    public double TargetTotal => _targetTotal;

    /// <summary>The share of greatest likelihood, in [0, 1].</summary>
    public double Maximise()
    {
        if (Slope(Tiny) <= 0)
        {
            return 0;
        }

        if (Slope(1 - Tiny) >= 0)
        {
            return 1;
        }

        return Root(share => -Slope(share), Tiny, 1 - Tiny);
    }

    /// <summary>Derivative of the profile log-likelihood: (S − Tα)/(α(1 − α)).</summary>
    /// <param name="share">α in (0, 1).</param>
    public double Slope(double share) => (Split(share) - _targetTotal * share) / (share * (1 - share));

    /// <summary>Negative second derivative of the profile log-likelihood, by differences; 0 or more.</summary>
    /// <param name="share">α in [0, 1].</param>
    public double Curvature(double share)
    {
        double step = Math.Min(0.004, Math.Max(Tiny, Math.Min(share, 1 - share) / 2));
        (double low, double high) = (Math.Max(share - step, Tiny), Math.Min(share + step, 1 - Tiny));
        return Math.Max(0, (Slope(low) - Slope(high)) / (high - low));
    }

    /// <summary>Profile log-likelihood, in nats.</summary>
    /// <param name="share">α in [0, 1].</param>
    public double LogLikelihood(double share)
    {
        share = Math.Clamp(share, Tiny, 1 - Tiny);
        double machineInTarget = Split(share);
        (double humanScale, double machineScale) = (_humanTotal + _targetTotal - machineInTarget, _machineTotal + machineInTarget);
        double sum = 0;
        for (int b = 0; b < _target.Length; b++)
        {
            double f = (_human[b] + _target[b] - _split[b]) / humanScale;
            double g = (_machine[b] + _split[b]) / machineScale;
            sum += Term(_human[b], f) + Term(_machine[b], g) + Term(_target[b], share * g + (1 - share) * f);
        }

        return sum;
    }

    /// <summary>Log-likelihood when each of the three samples has a distribution of its own.</summary>
    public double Saturated()
    {
        double sum = 0;
        for (int b = 0; b < _target.Length; b++)
        {
            sum += Term(_human[b], _human[b] / _humanTotal) + Term(_machine[b], _machine[b] / _machineTotal) + Term(_target[b], _target[b] / _targetTotal);
        }

        return sum;
    }

    /// <summary>Machine share of the target within each class, at a given share.</summary>
    /// <param name="share">α in [0, 1].</param>
    public double[] Posterior(double share)
    {
        double[] posterior = new double[_target.Length];
        double clamped = Math.Clamp(share, Tiny, 1 - Tiny);
        double machineInTarget = Split(clamped);
        (double humanScale, double machineScale) = (_humanTotal + _targetTotal - machineInTarget, _machineTotal + machineInTarget);
        for (int b = 0; b < posterior.Length; b++)
        {
            double human = (1 - share) * (_human[b] + _target[b] - _split[b]) / humanScale;
            double machine = share * (_machine[b] + _split[b]) / machineScale;
            posterior[b] = human + machine > 0 ? machine / (human + machine) : share;
        }

        return posterior;
    }

    /// <summary>α is kept this far from its ends, where the slope has no value; a millionth of a document in any corpus that fits.</summary>
    private const double Tiny = 1e-9;

    private static double Term(double count, double probability) =>
        count > 0 ? count * PortableMath.Log(Math.Max(probability, 1e-300)) : 0;

    /// <summary>Finds S at a given α and leaves the s_b in the scratch.</summary>
    private double Split(double share)
    {
        // The more machine documents there already are, the less one class asks for: the difference falls in S, so there is one root.
        double odds = share / (1 - share);
        double total = Root(machine => machine - SplitAt(odds * (_humanTotal + _targetTotal - machine) / (_machineTotal + machine)), 0, _targetTotal);
        _ = SplitAt(odds * (_humanTotal + _targetTotal - total) / (_machineTotal + total));
        return total;
    }

    private double SplitAt(double ratio)
    {
        double sum = 0;
        for (int b = 0; b < _target.Length; b++)
        {
            (double h, double m, double t) = (_human[b], _machine[b], _target[b]);
            double a = ratio - 1;
            double linear = h + t * (1 - ratio) + ratio * m;
            double root = Math.Sqrt(Math.Max(0, linear * linear + 4 * a * ratio * t * m));
            double split = linear > 0 ? 2 * ratio * t * m / (linear + root) : a > 0 ? (root - linear) / (2 * a) : 0;
            _split[b] = Math.Clamp(split, 0, t);
            sum += _split[b];
        }

        return sum;
    }

    /// <summary>Zero of an increasing function by the Illinois method, which keeps the bracket.</summary>
    private static double Root(Func<double, double> function, double low, double high)
    {
        (double atLow, double atHigh) = (function(low), function(high));
        if (atLow >= 0)
        {
            return low;
        }

        if (atHigh <= 0)
        {
            return high;
        }

        double width = high - low;
        int kept = 0; // Which end stayed last: -1 low, 1 high. An end that stays twice is pulled in, or it would stay for ever.
        for (int i = 0; i < Halvings && high - low > 1e-12 * width; i++)
        {
            double middle = (low * atHigh - high * atLow) / (atHigh - atLow);
            if (!(middle > low && middle < high))
            {
                middle = (low + high) / 2;
            }

            double value = function(middle);
            if (value == 0)
            {
                return middle;
            }

            if (value < 0)
            {
                (low, atLow, atHigh, kept) = (middle, value, kept == 1 ? atHigh / 2 : atHigh, 1);
            }
            else
            {
                (high, atHigh, atLow, kept) = (middle, value, kept == -1 ? atLow / 2 : atLow, -1);
            }
        }

        return (low + high) / 2;
    }
}
