namespace Assay.Core.Mixing;

/// <summary>The negated dual at one point.</summary>
/// <param name="Value">Its value, in token-nats.</param>
/// <param name="Gradient">How far each constraint is kept, in tokens; negative where it is violated.</param>
/// <param name="Curvature">Second derivatives, row by row.</param>
/// <param name="Tokens">Tokens written in expectation.</param>
/// <param name="Recession">What the value tends to, per unit, when all multipliers grow alike; negative proves infeasibility.</param>
/// <param name="Sums">The sums over documents.</param>
internal sealed record DualEvaluation(
    double Value, double[] Gradient, double[] Curvature, double Tokens, double Recession, DualSums Sums);
