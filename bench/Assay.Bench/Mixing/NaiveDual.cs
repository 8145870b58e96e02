using Assay.Core.Mixing;

namespace Assay.Bench.Mixing;

/// <summary>The dual as the formula reads: every feature of every document, every pair of features, Math.Exp.</summary>
internal sealed class NaiveDual
{
    private readonly MixProblem _problem;
    private readonly int _count;

    public NaiveDual(MixProblem problem)
    {
        _problem = problem;
        _count = (problem.Limits.BudgetTokens is null ? 0 : 1) + (problem.Limits.SyntheticShare is null ? 0 : 1) + problem.Floors.Count;
    }

    /// <summary>Σ tᵢ φᵢ, Σ t w f and Σ t w f fᵀ at the multipliers (budget, cap, floors).</summary>
    public (double Value, double[] Gradient, double[] Curvature) Evaluate(double[] multipliers)
    {
        var gradient = new double[_count];
        var curvature = new double[_count * _count];
        var feature = new double[_count];
        double value = 0;
        MixDocuments documents = _problem.Documents;
        for (int i = 0; i < documents.Count; i++)
        {
            FillFeatures(i, feature);
            double score = 0;
            for (int k = 0; k < _count; k++)
            {
                score += multipliers[k] * feature[k];
            }

            double lower = documents.Anchor.Span[i] ? 1 : 0;
            double w = Math.Clamp(Math.Exp(score), lower, _problem.Limits.Repeats);
            bool isFree = w > lower && w < _problem.Limits.Repeats;
            double t = documents.Tokens.Span[i];
            value += t * ((w * score) - (w > 0 ? w * Math.Log(w) : 0) + w - 1);
            for (int k = 0; k < _count; k++)
            {
                gradient[k] += t * w * feature[k];
                for (int l = 0; isFree && l < _count; l++)
                {
                    curvature[(k * _count) + l] += t * w * feature[k] * feature[l];
                }
            }
        }

        return (value, gradient, curvature);
    }

    private void FillFeatures(int i, double[] feature)
    {
        int k = 0;
        if (_problem.Limits.BudgetTokens is not null)
        {
            feature[k++] = 1;
        }

        if (_problem.Limits.SyntheticShare is { } cap)
        {
            feature[k++] = cap - _problem.Documents.SyntheticProbability.Span[i];
        }

        foreach (FloorConstraint floor in _problem.Floors)
        {
            bool isIn = _problem.Documents.Groups[floor.Dimension].Span[i] == floor.Group;
            feature[k++] = (isIn ? 1 : 0) - floor.Share;
        }
    }
}
