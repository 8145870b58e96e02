using System.Runtime.CompilerServices;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <content>From a policy's candidates.</content>
public sealed partial record RehearsalCorpus
{
    private const int LeastHeldOut = 20;

    /// <summary>Encodes texts and puts part of the human documents aside, by a hash of id and seed.</summary>
    /// <param name="problem">The policy over the candidates.</param>
    /// <param name="ids">Id of each candidate.</param>
    /// <param name="origins">Origin of each candidate.</param>
    /// <param name="texts">Text of each candidate.</param>
    /// <param name="vocabulary">Takes up the words.</param>
    /// <param name="heldOutShare">Share of the human documents that models are judged on, in (0, 1).</param>
    /// <param name="seed">Root of all randomness.</param>
    /// <param name="originals">Receives each text by its tokens; null where nobody needs them.</param>
    /// <exception cref="UserErrorException">There is too little human text.</exception>
    public static RehearsalCorpus Of(
        MixProblem problem, IReadOnlyList<DocumentId> ids, IReadOnlyList<Origin> origins, IReadOnlyList<string> texts, Vocabulary vocabulary, double heldOutShare, RunSeed seed,
        ConditionalWeakTable<int[], string>? originals = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(vocabulary);
        int[][] tokens = [.. texts.Select(text => vocabulary.Encode(text))];
        for (int i = 0; i < tokens.Length; i++)
        {
            originals?.AddOrUpdate(tokens[i], texts[i]);
        }

        RunSeed draw = seed.For("rehearse/held-out");
        bool IsHeldOut(int i) => origins[i] == Origin.Human && PoissonDraw.Uniform(ids[i], occurrence: 0, draw) < heldOutShare;
        int[] rows = [.. Enumerable.Range(0, tokens.Length).Where(i => tokens[i].Length > 0 && !IsHeldOut(i))];
        int[] aside = [.. Enumerable.Range(0, tokens.Length).Where(i => tokens[i].Length > 0 && IsHeldOut(i))];
        int human = rows.Count(i => origins[i] == Origin.Human);
        if (aside.Length < LeastHeldOut || human < LeastHeldOut)
        {
            throw new UserErrorException(
                $"The policy offers {human + aside.Length} human documents, {aside.Length} of them held out; a rehearsal needs {LeastHeldOut} of either.",
                "Add human sources, or hold out another share with --held-out.");
        }

        MixDocuments documents = problem.Documents;
        double perToken = rows.Sum(i => (double)tokens[i].Length) / rows.Sum(i => (double)documents.Tokens.Span[i]);
        return new RehearsalCorpus
        {
            Texts = [.. rows.Select(i => tokens[i])],
            Ids = [.. rows.Select(i => ids[i])],
            Origins = [.. rows.Select(i => origins[i])],
            SyntheticProbability = [.. rows.Select(i => documents.SyntheticProbability.Span[i])],
            IsAnchor = [.. rows.Select(i => !documents.Anchor.IsEmpty && documents.Anchor.Span[i])],
            BaseWeight = [.. rows.Select(i => documents.BaseWeight.IsEmpty ? 1 : documents.BaseWeight.Span[i])],
            Groups = [.. documents.Groups.Select(group => rows.Select(i => group.Span[i]).ToArray())],
            VocabularySize = vocabulary.Count,
            HeldOut = [.. aside.Select(i => tokens[i])],
            Strata = [.. problem.Floors.Select(floor => Stratum(floor, documents, origins, rows, aside))],
            Limits = problem.Limits with { BudgetTokens = problem.Limits.BudgetTokens is { } budget ? Math.Max(1, (long)(budget * perToken)) : null },
            Floors = problem.Floors,
        };
    }

    private static RehearsalStratum Stratum(FloorConstraint floor, MixDocuments documents, IReadOnlyList<Origin> origins, int[] rows, int[] aside)
    {
        ReadOnlyMemory<int> groups = documents.Groups[floor.Dimension];
        return new RehearsalStratum(
            floor.Name,
            [.. Enumerable.Range(0, rows.Length).Where(i => origins[rows[i]] == Origin.Human && groups.Span[rows[i]] == floor.Group)],
            [.. Enumerable.Range(0, aside.Length).Where(i => groups.Span[aside[i]] == floor.Group)]);
    }
}
