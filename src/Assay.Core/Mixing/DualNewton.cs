namespace Assay.Core.Mixing;

/// <summary>Minimises the negated dual within the bounds of its multipliers.</summary>
/// <remarks>
/// A semismooth Newton method: at each point the piecewise curvature gives a quadratic, which is minimised over the bounds and a
/// trust box (so that the active set is found by a small problem in memory, not by passes over the documents), and a line search
/// looks after the kinks where clips begin. The negated dual is convex with a continuous gradient, so a step that ends while
/// the slope still falls has lowered it, whatever the rounding of its value.
/// </remarks>
internal sealed class DualNewton
{
    private const int MaximumSteps = 300;
    private const int MaximumTrials = 40;
    private const double FirstTrust = 2;
    private const double LargestTrust = 1e6;

    // Residuals are sums of rounded terms: about 2⁻⁵³ of the tokens is noise.
    private const double ResidualTolerance = 1e-13;

    private readonly DualProgram _program;
    private double[] _multipliers;
    private DualEvaluation _at;
    private double _trust = FirstTrust;

    private DualNewton(DualProgram program, ReadOnlySpan<double> start)
    {
        _program = program;
        _multipliers = new double[program.Count];
        for (int k = 0; k < program.Count; k++)
        {
            _multipliers[k] = k < start.Length ? Math.Clamp(start[k], program.Lower[k], program.Upper[k]) : 0;
        }

        _at = Evaluate(_multipliers);
    }

    private int Evaluations { get; set; }

    /// <summary>Solves the dual.</summary>
    /// <param name="program">The dual.</param>
    /// <param name="start">Multipliers to start from, for the first of the program's; the others start from 0.</param>
    public static DualOutcome Solve(DualProgram program, ReadOnlySpan<double> start)
    {
        var newton = new DualNewton(program, start);
        (bool certified, int steps) = newton.Run();
        return new DualOutcome(newton._multipliers, newton._at, certified, steps, newton.Evaluations);
    }

    private DualEvaluation Evaluate(double[] multipliers)
    {
        Evaluations++;
        return _program.Evaluate(multipliers);
    }

    private (bool Certified, int Steps) Run()
    {
        double best = double.PositiveInfinity;
        int sinceBest = 0;
        for (int step = 0; step < MaximumSteps; step++)
        {
            double error = Error();
            if (IsProvenInfeasible())
            {
                return (true, step);
            }

            // Past the tolerance of the report nothing is gained by chasing the last bits.
            sinceBest = error < 0.5 * best ? 0 : sinceBest + 1;
            best = Math.Min(best, error);
            bool stalled = sinceBest >= 5 && error <= 1e3 * Tolerance();
            if (error <= Tolerance() || stalled || !Step(error))
            {
                return (false, step);
            }
        }

        return (false, MaximumSteps);
    }

    private double Tolerance() => (ResidualTolerance * _at.Tokens) + (1e-16 * _program.Scale.Tokens);

    /// <summary>How far the point is from stationary, in tokens: gradients count only where no bound holds their multiplier.</summary>
    private double Error()
    {
        double unit = Math.Max(_at.Tokens, 1);
        double error = 0;
        for (int k = 0; k < _multipliers.Length; k++)
        {
            double moved = Math.Clamp(_multipliers[k] - (_at.Gradient[k] / unit), _program.Lower[k], _program.Upper[k]);
            error = Math.Max(error, Math.Abs(_multipliers[k] - moved) * unit);
        }

        return error;
    }

    /// <summary>Farkas: if Σ t·max(l·s, R·s) falls short of λ·m, no weights within the clips satisfy all constraints.</summary>
    private bool IsProvenInfeasible()
    {
        if (_program.IsElastic)
        {
            // Giving way costs something finite, and weak duality holds all the same.
            return -_at.Value > _program.LargestElasticObjective;
        }

        double largest = 0;
        foreach (double multiplier in _multipliers)
        {
            largest = Math.Max(largest, Math.Abs(multiplier));
        }

        return _at.Recession < -1e-11 * _program.Scale.Tokens * largest;
    }

    /// <returns>False when no further progress is possible.</returns>
    private bool Step(double error)
    {
        int n = _multipliers.Length;
        var lower = new double[n];
        var upper = new double[n];
        for (int k = 0; k < n; k++)
        {
            lower[k] = Math.Max(_program.Lower[k] - _multipliers[k], -_trust);
            upper[k] = Math.Min(_program.Upper[k] - _multipliers[k], _trust);
        }

        // Features can be dependent (floors of 1.0 over a whole dimension), and where every weight is clipped there is no
        // curvature at all; the addition fades with the error so that convergence stays quadratic.
        double[] matrix = _at.Curvature;
        double damping = (1e-12 * Math.Max(_at.Tokens, 1)) + (1e-6 * error);
        for (int k = 0; k < n; k++)
        {
            matrix[(k * n) + k] += damping;
        }

        var p = new double[n];
        BoxQuadratic.Minimise(matrix, _at.Gradient, lower, upper, p);
        double slope = Dot(_at.Gradient, p);
        return slope < 0 && Search(p, slope);
    }

    private bool Search(double[] p, double slope)
    {
        // Below this, the difference of two values is rounding, and only the slope can be trusted.
        double noise = 1e-14 * (Math.Abs(_at.Value) + (_program.Scale.Tokens * _program.Repeats));
        double length = 1;
        for (int trial = 0; trial < MaximumTrials; trial++)
        {
            var candidate = new double[p.Length];
            for (int k = 0; k < p.Length; k++)
            {
                candidate[k] = Math.Clamp(_multipliers[k] + (length * p[k]), _program.Lower[k], _program.Upper[k]);
            }

            DualEvaluation reached = Evaluate(candidate);
            double slopeThere = Dot(reached.Gradient, p);
            bool falls = slopeThere <= 0 || reached.Value <= _at.Value + (1e-4 * length * slope);
            bool isNoise = -slope * length <= noise && slopeThere <= -0.5 * slope;
            if (falls || isNoise)
            {
                AdaptTrust(p, length, slopeThere <= 0);
                bool moved = !candidate.AsSpan().SequenceEqual(_multipliers);
                _multipliers = candidate;
                _at = reached;
                return moved;
            }

            // The slope rises from its start to a positive value: aim at its zero as a line would have it.
            length *= Math.Clamp(slope / (slope - slopeThere), 0.05, 0.7);
        }

        return false;
    }

    private void AdaptTrust(double[] p, double length, bool stillFalling)
    {
        double longest = 0;
        foreach (double move in p)
        {
            longest = Math.Max(longest, Math.Abs(move));
        }

        if (length >= 1 && stillFalling && longest >= 0.99 * _trust)
        {
            _trust = Math.Min(LargestTrust, 4 * _trust);
        }
        else if (length < 0.3)
        {
            _trust = Math.Max(1e-3, 2 * length * longest);
        }
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0;
        for (int k = 0; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
