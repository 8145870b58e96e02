using Assay.Core.Mixing;

namespace Assay.Tests.Core.Mixing;

/// <summary>The slow, obvious solver: a document at a time, every feature written out, one multiplier at a time by bisection.</summary>
internal sealed class NaiveMix
{
    private readonly MixProblem _problem;
    private readonly List<(Func<int, double> Feature, double Target, bool IsEquality)> _constraints = [];

    public NaiveMix(MixProblem problem)
    {
        _problem = problem;
        MixDocuments documents = problem.Documents;
        if (problem.Limits.BudgetTokens is { } budget)
        {
            _constraints.Add((_ => 1, budget, true));
        }

        if (problem.Limits.SyntheticShare is { } cap)
        {
            _constraints.Add((i => cap - documents.SyntheticProbability.Span[i], 0, false));
        }

        foreach (FloorConstraint floor in problem.Floors)
        {
            ReadOnlyMemory<int> groups = documents.Groups[floor.Dimension];
            _constraints.Add((i => (groups.Span[i] == floor.Group ? 1 : 0) - (floor.Factor * floor.AnchorShare), 0, false));
        }

        Multipliers = new double[_constraints.Count];
    }

    public double[] Multipliers { get; }

    public int ConstraintCount => _constraints.Count;

    public double Lower(int i) => !_problem.Documents.Anchor.IsEmpty && _problem.Documents.Anchor.Span[i] ? 1 : 0;

    public double Base(int i) => _problem.Documents.BaseWeight.IsEmpty ? 1 : _problem.Documents.BaseWeight.Span[i];

    public double Weight(int i)
    {
        double score = 0;
        for (int k = 0; k < _constraints.Count; k++)
        {
            score += Multipliers[k] * _constraints[k].Feature(i);
        }

        return Math.Clamp(Base(i) * Math.Exp(score), Lower(i), _problem.Limits.Repeats);
    }

    /// <summary>Σ t w f − target for given weights.</summary>
    public double Residual(int k, Func<int, double> weight)
    {
        double sum = -_constraints[k].Target;
        for (int i = 0; i < _problem.Documents.Count; i++)
        {
            sum += _problem.Documents.Tokens.Span[i] * weight(i) * _constraints[k].Feature(i);
        }

        return sum;
    }

    public double Objective(Func<int, double> weight)
    {
        double sum = 0;
        for (int i = 0; i < _problem.Documents.Count; i++)
        {
            double w = weight(i);
            double b = Base(i);
            sum += _problem.Documents.Tokens.Span[i] * ((w > 0 ? w * Math.Log(w / b) : 0) - w + b);
        }

        return sum;
    }

    /// <summary>Coordinate ascent on the dual: each multiplier in turn is put where its own constraint holds.</summary>
    public void Solve(int sweeps)
    {
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            double moved = 0;
            for (int k = 0; k < _constraints.Count; k++)
            {
                double before = Multipliers[k];
                Balance(k);
                moved = Math.Max(moved, Math.Abs(Multipliers[k] - before));
            }

            if (moved < 1e-12)
            {
                return;
            }
        }
    }

    private void Balance(int k)
    {
        double low = _constraints[k].IsEquality ? -60 : 0;
        double high = 60;
        for (int step = 0; step < 60; step++)
        {
            Multipliers[k] = (low + high) / 2;
            (low, high) = Residual(k, Weight) < 0 ? (Multipliers[k], high) : (low, Multipliers[k]);
        }

        Multipliers[k] = low < 1e-15 && !_constraints[k].IsEquality ? 0 : high;
    }
}
