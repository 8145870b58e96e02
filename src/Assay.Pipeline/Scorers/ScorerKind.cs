using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Scorers;

/// <summary>A kind of scorer that another part of the program lends: written as its word, or as its word, a colon and settings.</summary>
/// <param name="Word">Its word.</param>
/// <param name="NeedsAnchor">Whether it learns from known human documents.</param>
/// <param name="Read">Reads its settings, and makes it from the texts of the anchor.</param>
public sealed record ScorerKind(string Word, bool NeedsAnchor, Func<ScorerSettings, Func<IEnumerable<string>, IDocumentScorer>> Read);
