using Assay.Core.Documents;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Looks for the nearest policies that can hold, changing one number at a time.</summary>
/// <remarks>
/// The search bisects each number over documents gathered into bins of synthetic probability. A bin stands at its mean, so weights that
/// are equal within bins are weights of the documents too: what holds for the bins holds for the documents. What is proposed
/// is rounded to the safe side and then composed in full, the draw included, so that pasting it works.
/// </remarks>
internal sealed class NearestPolicy
{
    private const int Bins = 1024;
    private const int Bisections = 20;
    private const int RepeatsVerified = 4;

    private readonly MixProblem _problem;
    private readonly ReadOnlyMemory<DocumentId> _ids;
    private readonly RunSeed _seed;
    private readonly MixOptions _options;
    private readonly Lazy<MixTable> _table;
    private readonly Lazy<MixTable> _tableAtZero;
    private double[] _start = [];

    private NearestPolicy(MixProblem problem, ReadOnlyMemory<DocumentId> ids, RunSeed seed, MixOptions options)
    {
        _problem = problem;
        _ids = ids;
        _seed = seed;
        _options = options with { FindNearest = false };
        MixTableShape shape = MixTableShape.Of(problem);
        _table = new Lazy<MixTable>(() => MixTable.Build(problem.Documents, shape.WithAllDocuments(), Bins));
        _tableAtZero = shape.RefusesSynthetic ? new Lazy<MixTable>(() => MixTable.Build(problem.Documents, shape, Bins)) : _table;
    }

    /// <summary>The nearest feasible policies; those by a number that does not help are missing.</summary>
    public static IReadOnlyList<Relaxation> Find(MixProblem problem, ReadOnlyMemory<DocumentId> ids, RunSeed seed, MixOptions options)
    {
        if (problem.Documents.Count == 0)
        {
            return [];
        }

        var search = new NearestPolicy(problem, ids, seed, options);
        return [.. new[] { search.Cap(), search.Budget(), search.Floor(), search.Repeats() }.OfType<Relaxation>()];
    }

    private Relaxation? Cap()
    {
        if (_problem.Limits.SyntheticShare is not ({ } cap and < 1))
        {
            return null;
        }

        double? proposed = Search(
            cap, 1, digits: 3, share => Math.Clamp(share, 0, 1), share => Try(_problem.Limits with { SyntheticShare = share }),
            share => Compose(_problem.Limits with { SyntheticShare = share }));
        return proposed is { } nearest ? new Relaxation("limits.synthetic-share", cap, nearest) : null;
    }

    private Relaxation? Budget()
    {
        if (_problem.Limits.BudgetTokens is not { } budget)
        {
            return null;
        }

        // Without a budget, the other limits settle on an amount of their own; budgets that can hold lie around it.
        MarginPlan free = Plan(_problem.Limits with { BudgetTokens = null }, _problem.Floors);
        if (free.Failure is not null)
        {
            return null;
        }

        double settled = Math.Max(1, Math.Floor(free.Mix!.Tokens));
        double? proposed = Search(
            budget, settled, digits: 4, tokens => Math.Max(1, Math.Round(tokens)),
            tokens => Try(_problem.Limits with { BudgetTokens = (long)tokens }),
            tokens => Compose(_problem.Limits with { BudgetTokens = (long)tokens }));
        return proposed is { } nearest ? new Relaxation("budget.tokens", budget, nearest) : null;
    }

    private Relaxation? Floor()
    {
        double factor = _problem.Floors.Select(floor => floor.Factor).DefaultIfEmpty(0).Max();
        if (factor <= 0)
        {
            return null;
        }

        double? proposed = Search(
            factor, 0, digits: 3, lower => Math.Clamp(lower, 0, 1), lower => Plan(_problem.Limits, Lowered(lower)).Failure is null,
            lower => Compose(_problem.Limits, Lowered(lower)));
        return proposed is { } nearest ? new Relaxation("tails.floor", factor, nearest) : null;
    }

    private FloorConstraint[] Lowered(double factor) =>
        [.. _problem.Floors.Select(floor => floor with { Factor = Math.Min(floor.Factor, factor) })];

    private Relaxation? Repeats()
    {
        int repeats = _problem.Limits.Repeats;
        int infeasible = repeats;
        int feasible = repeats;
        do
        {
            (infeasible, feasible) = (feasible, Math.Min(feasible * 2, LargestRepeatsTried));
            if (feasible == infeasible)
            {
                return null;
            }
        }
        while (!Try(_problem.Limits with { Repeats = feasible }));

        while (feasible - infeasible > 1)
        {
            int middle = infeasible + ((feasible - infeasible) / 2);
            (infeasible, feasible) = Try(_problem.Limits with { Repeats = middle }) ? (infeasible, middle) : (middle, feasible);
        }

        for (int extra = 0; extra < RepeatsVerified; extra++)
        {
            int proposed = feasible + extra;
            if (Compose(_problem.Limits with { Repeats = proposed }))
            {
                return new Relaxation("limits.repeats", repeats, proposed);
            }
        }

        return null;
    }

    // Nobody means to show a model the same text a thousand times.
    private const int LargestRepeatsTried = 1024;

    /// <summary>The number nearest to an infeasible one with which the whole policy can be composed.</summary>
    /// <param name="infeasible">The policy's number.</param>
    /// <param name="feasible">A number so far to the safe side that nothing farther can help.</param>
    /// <param name="digits">Significant digits of what is proposed.</param>
    /// <param name="clamp">Brings a rounded number back into its range.</param>
    /// <param name="holds">Whether a number holds for the bins.</param>
    /// <param name="composes">Whether the policy can be composed with a number.</param>
    /// <returns>The number; null when none helps.</returns>
    private static double? Search(
        double infeasible, double feasible, int digits, Func<double, double> clamp, Func<double, bool> holds, Func<double, bool> composes)
    {
        if (!holds(feasible))
        {
            return null;
        }

        double far = feasible;
        double near = infeasible;
        for (int step = 0; step < Bisections && Math.Abs(far - near) > Unit(far, digits) / 8; step++)
        {
            double middle = (near + far) / 2;
            (near, far) = holds(middle) ? (near, middle) : (middle, far);
        }

        foreach (double candidate in Candidates(near, feasible, digits))
        {
            double proposed = clamp(candidate);
            if (!proposed.Equals(infeasible) && composes(proposed))
            {
                return proposed;
            }
        }

        return null;
    }

    /// <summary>Short numbers from where a search ended towards the safe side: close by first, then in strides to the far end.</summary>
    private static IEnumerable<double> Candidates(double near, double far, int digits)
    {
        bool up = far > near;
        foreach (int units in new[] { 0, 1, 3, 7 })
        {
            double unit = Unit(near, digits);
            double steps = up ? Math.Ceiling(near / unit) + units : Math.Floor(near / unit) - units;
            // Through decimal digits, so that the number prints as short as it is; past the far end nothing is gained.
            double candidate = (double)((decimal)steps * (decimal)unit);
            yield return up ? Math.Min(candidate, Math.Max(far, near)) : Math.Max(candidate, Math.Min(far, near));
        }

        foreach (double stride in new[] { 0.05, 0.25, 1 })
        {
            double place = near + (stride * (far - near));
            double unit = Unit(place, digits);
            yield return stride < 1 ? (double)((decimal)Math.Round(place / unit) * (decimal)unit) : far;
        }
    }

    private static double Unit(double number, int digits) =>
        Math.Pow(10, Math.Floor(Math.Log10(Math.Max(number, 1e-6))) - digits + 1);

    private bool Try(MixLimits limits) => Plan(limits, _problem.Floors).Failure is null;

    private MarginPlan Plan(MixLimits limits, IReadOnlyList<FloorConstraint> floors)
    {
        MixTable table = limits.SyntheticShare is 0 ? _tableAtZero.Value : _table.Value;
        MarginPlan plan = new MarginPlanner(table, limits, floors, _options).Plan(_start);
        // Policies on the way to the nearest one are alike, and so are their multipliers.
        _start = plan.Failure is null ? plan.Mix!.Outcome.Multipliers : _start;
        return plan;
    }

    private bool Compose(MixLimits limits, IReadOnlyList<FloorConstraint>? floors = null) =>
        MixComposer.Compose(_problem.With(limits, floors ?? _problem.Floors), _ids, _seed, _options).Infeasibility is null;
}
