using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Weights that keep a policy by the margin of a draw, ready to be drawn from.</summary>
/// <remarks>Immutable and safe to share between threads: draws do not see each other.</remarks>
public sealed class MixPlan
{
    private readonly MarginPlan _plan;
    private readonly Lazy<double[]> _weights;
    private readonly Lazy<Infeasibility> _infeasibility;

    internal MixPlan(MixProblem problem, MixOptions options, MarginPlan plan)
    {
        Problem = problem;
        Options = options;
        _plan = plan;
        _weights = new Lazy<double[]>(() => plan.Mix!.DocumentWeights());
        _infeasibility = new Lazy<Infeasibility>(() => InfeasibilityFinder.Explain(problem, options, plan));
    }

    /// <summary>The problem it solves.</summary>
    public MixProblem Problem { get; }

    /// <summary>How it was solved.</summary>
    public MixOptions Options { get; }

    /// <summary>Whether the policy can hold. Even then a draw over very few documents can fail.</summary>
    public bool IsFeasible => _plan.Failure is null;

    /// <summary>Draws a mix. Where a draw breaks a limit, its margin is widened by the excess and the weights are solved again.</summary>
    /// <param name="ids">The id of each document, in the order of the problem; equal ids are numbered in that order.</param>
    /// <param name="seed">The run's seed; the draw derives its own from it.</param>
    /// <returns>The mix, or why there is none; <see cref="Infeasibility.Nearest"/> is left empty here.</returns>
    /// <exception cref="ArgumentException">There are not as many ids as documents.</exception>
    public MixComposition Draw(ReadOnlyMemory<DocumentId> ids, RunSeed seed)
    {
        if (ids.Length != Problem.Documents.Count)
        {
            throw new ArgumentException($"There are {ids.Length} ids for {Problem.Documents.Count} documents.", nameof(ids));
        }

        if (!IsFeasible)
        {
            return new MixComposition { Infeasibility = _infeasibility.Value, Solves = _plan.Solves };
        }

        return new MixDraw(Problem, Options, _plan, _weights.Value, Uniforms(ids.Span, seed)).Run();
    }

    private static double[] Uniforms(ReadOnlySpan<DocumentId> ids, RunSeed seed)
    {
        RunSeed drawSeed = seed.For(PoissonDraw.SeedPurpose);
        int[] occurrences = PoissonDraw.NumberOccurrences(ids);
        var uniforms = new double[ids.Length];
        for (int i = 0; i < uniforms.Length; i++)
        {
            uniforms[i] = PoissonDraw.Uniform(ids[i], occurrences[i], drawSeed);
        }

        return uniforms;
    }
}
