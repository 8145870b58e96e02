using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>A solved dual over a local table, and what follows from its multipliers.</summary>
internal sealed class SolvedMix
{
    private readonly MixTable _table;

    // Filled when asked for; two threads that ask at once compute the same.
    private double[]? _weights;
    private MixSpread? _spread;
    private SolverReport? _report;

    public SolvedMix(DualProgram program, MixTable table, DualOutcome outcome)
    {
        Program = program;
        _table = table;
        Outcome = outcome;
        IsFeasible = program.IsKept(outcome);
    }

    public DualProgram Program { get; }

    public DualOutcome Outcome { get; }

    /// <summary>Whether every hard constraint holds with its margin.</summary>
    public bool IsFeasible { get; }

    /// <summary>Tokens written in expectation.</summary>
    public double Tokens => Outcome.At.Tokens;

    /// <summary>The weight of each class, in the order of the table's columns.</summary>
    public ReadOnlySpan<double> ClassWeights => _weights ??= Weigh();

    /// <summary>How far a draw scatters around the weights.</summary>
    public MixSpread Spread => _spread ??= new MixSpread(_table, ClassWeights);

    /// <summary>How the solver ended.</summary>
    public SolverReport Report => _report ??= MakeReport();

    /// <summary>Multiplier of a constraint in nats per token of its residual, as docs/metrics.md states the constraint.</summary>
    public double Multiplier(int row) => Program.Natural(row, Outcome.Multipliers[row]);

    /// <summary>What the multipliers add to the scores of a floor's group, in nats.</summary>
    public double Pull(int floor) => Program.PointAt(Outcome.Multipliers).Pull.Span[floor];

    /// <summary>By how many tokens the weights keep a constraint, beyond its margin.</summary>
    public double Residual(int row) => Program.NaturalTokens(row, Outcome.At.Gradient[row]);

    /// <summary>The weight of each document.</summary>
    public double[] DocumentWeights() => _table.Spread(ClassWeights);

    private double[] Weigh()
    {
        var weights = new double[_table.PaddedCount];
        _table.Weigh(Program.PointAt(Outcome.Multipliers), weights);
        return weights;
    }

    private SolverReport MakeReport()
    {
        double objective = Objective();
        double dual = _table.KeptOutObjective - Outcome.At.Value;
        // w = w(λ), so objective − dual is Σ λ·residual, term by term; taken so, nothing cancels. Where a floor gave way, the price
        // of that stands on both sides and is left out.
        double gap = 0;
        for (int k = 0; k < Program.Count; k++)
        {
            double price = Program.IsSoft(k) ? Program.Upper[k] * Math.Max(0, -Outcome.At.Gradient[k]) : 0;
            gap += (Outcome.Multipliers[k] * Outcome.At.Gradient[k]) + price;
            dual -= price;
        }

        return new SolverReport
        {
            Objective = objective,
            DualValue = dual,
            DualityGap = gap,
            RelativeGap = gap / Math.Max(1, Math.Abs(objective)),
            Steps = Outcome.Steps,
            Evaluations = Outcome.Evaluations,
            Unknowns = Program.Count,
            Classes = _table.ClassCount,
        };
    }

    /// <summary>Σ tᵢ·[wᵢ ln(wᵢ/bᵢ) − wᵢ + bᵢ], in token-nats; documents that a cap of 0 keeps out count with w = 0.</summary>
    private double Objective()
    {
        ReadOnlySpan<double> weights = ClassWeights;
        var sum = new OrderFreeSum(Program.PointAt(Outcome.Multipliers).ScoreGrid);
        foreach (MixTable.Cell cell in _table.Cells)
        {
            for (int at = cell.Start; at < cell.End; at++)
            {
                sum.Add(_table.Tokens[at] * Divergence(weights[at], cell.Base));
            }
        }

        return sum.Value + _table.KeptOutObjective;
    }

    /// <summary>w ln(w/b) − w + b.</summary>
    internal static double Divergence(double weight, double baseWeight)
    {
        if (weight <= 0)
        {
            return baseWeight;
        }

        double log = PortableMath.Log(weight / baseWeight);
        // Close to b the three terms cancel; b·(s²/2 + s³/3 + s⁴/8 + s⁵/30) is the same to the last digit there.
        return Math.Abs(log) < 1e-3
            ? baseWeight * log * log * (0.5 + (log * ((1.0 / 3) + (log * ((1.0 / 8) + (log / 30))))))
            : (weight * log) - weight + baseWeight;
    }
}
