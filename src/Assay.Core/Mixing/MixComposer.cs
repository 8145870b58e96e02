using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Composes a mix: weights that keep the policy by the margin of a draw, and the draw.</summary>
/// <remarks>Pure: the same problem, ids and seed give the same copies on every machine and any number of threads.</remarks>
public static class MixComposer
{
    /// <summary>Plans and draws in one go.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="ids">The id of each document, in the order of the problem.</param>
    /// <param name="seed">The run's seed; the draw derives its own from it.</param>
    /// <param name="options">How to compose; null for the defaults.</param>
    /// <returns>The mix, or why there is none.</returns>
    /// <exception cref="ArgumentException">There are not as many ids as documents, or an option is out of range.</exception>
    public static MixComposition Compose(MixProblem problem, ReadOnlyMemory<DocumentId> ids, RunSeed seed, MixOptions? options = null)
    {
        MixPlan plan = Plan(problem, options);
        MixComposition composition = plan.Draw(ids, seed);
        return composition.Infeasibility is { } infeasibility && plan.Options.FindNearest
            ? composition with { Infeasibility = infeasibility with { Nearest = NearestPolicy.Find(problem, ids, seed, plan.Options) } }
            : composition;
    }

    /// <summary>Solves the weights, which no seed can change; the plan then serves any number of draws.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="options">How to compose; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range; the message lists all that are.</exception>
    public static MixPlan Plan(MixProblem problem, MixOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        options ??= new MixOptions();
        string[] problems = [.. options.Problems()];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(options));
        }

        var planner = new MarginPlanner(problem.Table, problem.Limits, problem.Floors, options);
        return new MixPlan(problem, options, planner.Plan());
    }
}
