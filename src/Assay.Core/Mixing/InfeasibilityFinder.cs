namespace Assay.Core.Mixing;

/// <summary>Says which constraints cannot hold together, and what the corpus offers them.</summary>
internal sealed class InfeasibilityFinder
{
    private const int LongestFloorList = 12;

    private readonly MixProblem _problem;
    private readonly MixOptions _options;
    private readonly MarginPlan _plan;
    private readonly MixTable _table;

    private InfeasibilityFinder(MixProblem problem, MixOptions options, MarginPlan plan)
    {
        _problem = problem;
        _options = options;
        _plan = plan;
        MixTableShape shape = MixTableShape.Of(problem);
        _table = shape.RefusesSynthetic ? MixTable.Build(problem.Documents, shape.WithAllDocuments()) : problem.Table;
    }

    /// <summary>Explains why a plan failed.</summary>
    public static Infeasibility Explain(MixProblem problem, MixOptions options, MarginPlan plan)
    {
        var finder = new InfeasibilityFinder(problem, options, plan);
        bool[] blamed = finder.Blame();
        return new Infeasibility
        {
            Kind = plan.Failure!.Value,
            Constraints = [.. finder.Names(blamed)],
            Found = finder.Sentence([.. finder.Names(blamed)]),
            Available = [.. finder.Offers(blamed)],
            Nearest = [],
        };
    }

    // Places in a list of constraints: budget, cap, then the floors.
    private const int BudgetPlace = 0;
    private const int CapPlace = 1;
    private const int FirstFloorPlace = 2;

    private bool[] Blame() =>
        _plan.Failure switch
        {
            InfeasibilityKind.Empty => new bool[FirstFloorPlace + _problem.Floors.Count],
            InfeasibilityKind.DeletesStratum => OfDeletingDimension(),
            InfeasibilityKind.Limits => Irreducible(),
            _ => Pulling(),
        };

    private bool[] All()
    {
        var all = new bool[FirstFloorPlace + _problem.Floors.Count];
        all[BudgetPlace] = _problem.Limits.BudgetTokens is not null;
        all[CapPlace] = _problem.Limits.SyntheticShare is < 1;
        for (int floor = 0; floor < _problem.Floors.Count; floor++)
        {
            all[FirstFloorPlace + floor] = _problem.Floors[floor].Factor > 0;
        }

        return all;
    }

    private bool[] OfDeletingDimension()
    {
        int? dimension = new MarginPlanner(_problem.Table, _problem.Limits, _problem.Floors, _options).DeletingDimension();
        bool[] blamed = All();
        blamed[BudgetPlace] = false;
        blamed[CapPlace] = false;
        for (int floor = 0; floor < _problem.Floors.Count; floor++)
        {
            blamed[FirstFloorPlace + floor] &= _problem.Floors[floor].Dimension == dimension;
        }

        return blamed;
    }

    /// <summary>The constraints with a multiplier: those that the failed solve ran into.</summary>
    private bool[] Pulling()
    {
        bool[] pulling = All();
        if (_plan.Mix is { } mix)
        {
            for (int floor = 0; floor < _problem.Floors.Count; floor++)
            {
                pulling[FirstFloorPlace + floor] &= mix.Multiplier(mix.Program.FirstFloorRow + floor) > 0;
            }

            pulling[CapPlace] &= mix.Program.CapRow >= 0 && mix.Multiplier(mix.Program.CapRow) > 0;
        }

        return pulling;
    }

    /// <summary>An irreducible set: the constraints left when each that is not needed for the contradiction has been taken out.</summary>
    private bool[] Irreducible()
    {
        bool[] kept = All();
        // The proof of infeasibility names candidates; what has no part in it goes at once, if the rest still contradicts itself.
        bool[] pulling = Pulling();
        kept = Contradicts(pulling) ? pulling : kept;
        for (int place = kept.Length - 1; place >= 0; place--)
        {
            if (kept[place])
            {
                kept[place] = false;
                kept[place] = !Contradicts(kept);
            }
        }

        return kept;
    }

    private bool Contradicts(bool[] kept)
    {
        MixLimits limits = _problem.Limits with
        {
            BudgetTokens = kept[BudgetPlace] ? _problem.Limits.BudgetTokens : null,
            SyntheticShare = kept[CapPlace] ? _problem.Limits.SyntheticShare : null,
        };
        FloorConstraint[] floors =
            [.. _problem.Floors.Select((floor, index) => kept[FirstFloorPlace + index] ? floor : floor with { Factor = 0 })];
        var source = new LocalDual(_table, _options.Workers);
        return !MixSolver.Solve(source, _table, limits, floors, MixMargins.None, []).IsFeasible;
    }

    private IEnumerable<string> Names(bool[] blamed)
    {
        if (blamed[BudgetPlace])
        {
            yield return ConstraintNames.Budget;
        }

        if (blamed[CapPlace])
        {
            yield return ConstraintNames.SyntheticShare;
        }

        foreach (int floor in BlamedFloors(blamed))
        {
            yield return ConstraintNames.Floor(_problem.Floors[floor]);
        }
    }

    private IEnumerable<int> BlamedFloors(bool[] blamed) =>
        Enumerable.Range(0, _problem.Floors.Count).Where(floor => blamed[FirstFloorPlace + floor]);

    private string Sentence(string[] names)
    {
        string together = names.Length switch
        {
            0 => "The policy",
            1 => names[0],
            <= LongestFloorList => $"{string.Join(", ", names[..^1])} and {names[^1]}",
            _ => $"{string.Join(", ", names[..LongestFloorList])} and {names.Length - LongestFloorList} more",
        };
        string given = $"while no document is written more than {_problem.Limits.Repeats} times and the anchor at least once";
        return _plan.Failure switch
        {
            InfeasibilityKind.Empty => "There is no document to choose from.",
            InfeasibilityKind.DeletesStratum =>
                $"{together} add up to the whole mix, which would delete the documents of strata without a floor "
                + $"({_table.TokensOutsideFloors(DimensionOf(names)):0} tokens).",
            InfeasibilityKind.Limits => $"{together} cannot hold{(names.Length > 1 ? " together" : "")} {given}.",
            InfeasibilityKind.Margin =>
                $"{together} can hold on average, but not by the margin of {_options.Z} standard errors that a draw of whole documents needs, {given}.",
            _ => $"{together} can hold on average, but the draws of this seed kept breaking it: there are too few documents for so tight a policy.",
        };
    }

    private int DimensionOf(string[] names) =>
        _problem.Floors.First(floor => string.Equals(ConstraintNames.Floor(floor), names[0], StringComparison.Ordinal)).Dimension;

    private IEnumerable<Availability> Offers(bool[] blamed)
    {
        DualScale scale = _table.Scale;
        int repeats = _problem.Limits.Repeats;
        yield return new Availability("tokens of all documents", scale.Tokens, "tokens");
        yield return new Availability($"tokens of all documents, each written {repeats} times", (double)scale.Tokens * repeats, "tokens");
        yield return new Availability("tokens of the anchor, always written", scale.AnchorTokens, "tokens");
        if (_problem.Limits.BudgetTokens is { } budget)
        {
            yield return new Availability("tokens of the budget", budget, "tokens");
        }

        if (_problem.Limits.SyntheticShare is not null)
        {
            var offer = new MixOffer(_table, _problem.Limits);
            yield return new Availability($"human tokens, each written {repeats} times", offer.HumanTokens, "tokens");
            if (offer.SmallestSyntheticShare() is { } smallest)
            {
                yield return new Availability("smallest synthetic share attainable, floors aside", smallest, "share");
            }
        }

        foreach (int floor in BlamedFloors(blamed).Take(LongestFloorList))
        {
            var offer = new MixOffer(_table, _problem.Limits);
            string name = _problem.Floors[floor].Name;
            yield return new Availability($"tokens of {name}, each written {repeats} times", offer.GroupTokens(floor), "tokens");
            yield return new Availability($"largest share of {name} attainable, the other limits aside", offer.LargestShare(floor), "share");
            yield return new Availability($"share of {name} that its floor asks for", _problem.Floors[floor].Share, "share");
        }
    }
}
