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
    private const int Bisections = 14;
    private const int Verifications = 6;

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

        double? nearest = Bisect(cap, 1, share => Try(_problem.Limits with { SyntheticShare = share }));
        double? verified = Verify(nearest, up: true, digits: 3, share => Math.Min(1, share), share => Compose(_problem.Limits with { SyntheticShare = share }));
        return verified is { } proposed ? new Relaxation("limits.synthetic-share", cap, proposed) : null;
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
        double? nearest = Bisect(budget, settled, tokens => Try(_problem.Limits with { BudgetTokens = (long)tokens }));
        double? verified = Verify(
            nearest, up: settled > budget, digits: 4, tokens => Math.Max(1, Math.Round(tokens)),
            tokens => Compose(_problem.Limits with { BudgetTokens = (long)tokens }));
        return verified is { } proposed ? new Relaxation("budget.tokens", budget, proposed) : null;
    }

    private Relaxation? Floor()
    {
        double factor = _problem.Floors.Select(floor => floor.Factor).DefaultIfEmpty(0).Max();
        if (factor <= 0)
        {
            return null;
        }

        double? nearest = Bisect(factor, 0, lower => Plan(_problem.Limits, Lowered(lower)).Failure is null);
        double? verified = Verify(
            nearest, up: false, digits: 3, lower => Math.Max(0, lower), lower => Compose(_problem.Limits, Lowered(lower)));
        return verified is { } proposed ? new Relaxation("tails.floor", factor, proposed) : null;
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

        for (int extra = 0; extra < Verifications; extra++)
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

    /// <summary>The feasible number nearest to an infeasible one.</summary>
    /// <returns>A number that holds; null when the far end does not hold either.</returns>
    private static double? Bisect(double infeasible, double feasible, Func<double, bool> holds)
    {
        if (!holds(feasible))
        {
            return null;
        }

        for (int step = 0; step < Bisections; step++)
        {
            double middle = (infeasible + feasible) / 2;
            (infeasible, feasible) = holds(middle) ? (infeasible, middle) : (middle, feasible);
        }

        return feasible;
    }

    /// <summary>Rounds to the safe side and composes; a number that fails after all is moved on, twice as far each time.</summary>
    private static double? Verify(double? nearest, bool up, int digits, Func<double, double> clamp, Func<double, bool> composes)
    {
        if (nearest is not { } exact)
        {
            return null;
        }

        double unit = exact > 0 ? Math.Pow(10, Math.Floor(Math.Log10(exact)) - digits + 1) : 0;
        for (int attempt = 0; attempt < Verifications; attempt++)
        {
            int units = (1 << attempt) - 1;
            double steps = up ? Math.Ceiling(exact / unit) + units : Math.Floor(exact / unit) - units;
            // Through the decimal digits, so that the number prints as short as it is.
            double proposed = clamp(unit > 0 ? (double)((decimal)steps * (decimal)unit) : 0);
            if (composes(proposed))
            {
                return proposed;
            }
        }

        return null;
    }

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
