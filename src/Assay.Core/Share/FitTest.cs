namespace Assay.Core.Share;

/// <summary>Whether the target looks like any mixture of the references.</summary>
/// <param name="Deviance">Twice the log-likelihood, in nats, that the best mixture leaves unexplained.</param>
/// <param name="Freedom">Degrees of freedom.</param>
/// <param name="PValue">Chance of so much or more when the references are of the same source, in [0, 1].</param>
/// <param name="Passed">Whether an estimate is given.</param>
public sealed record FitTest(double Deviance, int Freedom, double PValue, bool Passed);
