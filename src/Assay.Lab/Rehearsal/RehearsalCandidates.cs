using System.Runtime.CompilerServices;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>A policy's candidates, encoded once; each replicate holds out human documents of its own.</summary>
public sealed class RehearsalCandidates
{
    private const int LeastHeldOut = 20;

    private readonly MixProblem _problem;
    private readonly IReadOnlyList<DocumentId> _ids;
    private readonly IReadOnlyList<Origin> _origins;
    private readonly int[][] _tokens;
    private readonly int[] _rows, _human; // of documents with words in them
    private readonly int _heldOut, _vocabularySize;

    /// <summary>Encodes texts.</summary>
    /// <param name="problem">The policy over the candidates.</param>
    /// <param name="ids">Id of each candidate.</param>
    /// <param name="origins">Origin of each candidate.</param>
    /// <param name="texts">Text of each candidate.</param>
    /// <param name="vocabulary">Takes up the words.</param>
    /// <param name="heldOutShare">Share of the human documents that models are judged on, in (0, 1).</param>
    /// <param name="originals">Receives each text by its tokens; null where nobody needs them.</param>
    /// <exception cref="UserErrorException">There is too little human text.</exception>
    public RehearsalCandidates(
        MixProblem problem, IReadOnlyList<DocumentId> ids, IReadOnlyList<Origin> origins, IReadOnlyList<string> texts, Vocabulary vocabulary, double heldOutShare,
        ConditionalWeakTable<int[], string>? originals = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(vocabulary);
        (_problem, _ids, _origins) = (problem, ids, origins);
        _tokens = [.. texts.Select(text => vocabulary.Encode(text))];
        for (int i = 0; i < _tokens.Length; i++)
        {
            originals?.AddOrUpdate(_tokens[i], texts[i]);
        }

        _vocabularySize = vocabulary.Count;
        _rows = [.. Enumerable.Range(0, _tokens.Length).Where(i => _tokens[i].Length > 0)];
        _human = [.. _rows.Where(i => origins[i] == Origin.Human)];
        _heldOut = (int)Math.Round(heldOutShare * _human.Length);
        if (_heldOut < LeastHeldOut || _human.Length - _heldOut < LeastHeldOut)
        {
            throw new UserErrorException(
                $"The policy offers {_human.Length} human documents, {_heldOut} of them held out; a rehearsal needs {LeastHeldOut} of either.",
                "Add human sources, or hold out another share with --held-out.");
        }
    }

    /// <summary>All human documents, as tokens.</summary>
    public IEnumerable<int[]> Human => _human.Select(i => _tokens[i]);

    /// <summary>Puts part of the human documents aside: those of the smallest hash of id and seed, in every replicate the same number.</summary>
    /// <param name="replicate">Randomness of the replicate.</param>
    public RehearsalCorpus Split(RunSeed replicate)
    {
        RunSeed draw = replicate.For("held-out");
        bool[] isHeldOut = new bool[_tokens.Length];
        foreach (int i in _human.OrderBy(i => PoissonDraw.Uniform(_ids[i], occurrence: 0, draw)).Take(_heldOut))
        {
            isHeldOut[i] = true;
        }

        int[] rows = [.. _rows.Where(i => !isHeldOut[i])], aside = [.. _human.Where(i => isHeldOut[i])];
        MixDocuments documents = _problem.Documents;
        return new RehearsalCorpus
        {
            Texts = [.. rows.Select(i => _tokens[i])],
            Ids = [.. rows.Select(i => _ids[i])],
            Origins = [.. rows.Select(i => _origins[i])],
            SyntheticProbability = [.. rows.Select(i => documents.SyntheticProbability.Span[i])],
            IsAnchor = [.. rows.Select(i => !documents.Anchor.IsEmpty && documents.Anchor.Span[i])],
            BaseWeight = [.. rows.Select(i => documents.BaseWeight.IsEmpty ? 1 : documents.BaseWeight.Span[i])],
            Groups = [.. documents.Groups.Select(group => rows.Select(i => group.Span[i]).ToArray())],
            VocabularySize = _vocabularySize,
            HeldOut = [.. aside.Select(i => _tokens[i])],
            Strata = [.. _problem.Floors.Select(floor => Stratum(floor, rows, aside))],
            Limits = _problem.Limits with { BudgetTokens = _problem.Limits.BudgetTokens is { } budget ? Math.Max(1, (long)(budget * PerToken())) : null },
            Floors = _problem.Floors,
        };
    }

    /// <summary>Tokens of the proxy to a token of the policy.</summary>
    private double PerToken() => _rows.Sum(i => (double)_tokens[i].Length) / _rows.Sum(i => (double)_problem.Documents.Tokens.Span[i]);

    private RehearsalStratum Stratum(FloorConstraint floor, int[] rows, int[] aside)
    {
        ReadOnlyMemory<int> groups = _problem.Documents.Groups[floor.Dimension];
        return new RehearsalStratum(
            floor.Name,
            [.. Enumerable.Range(0, rows.Length).Where(i => _origins[rows[i]] == Origin.Human && groups.Span[rows[i]] == floor.Group)],
            [.. Enumerable.Range(0, aside.Length).Where(i => groups.Span[aside[i]] == floor.Group)]);
    }
}
