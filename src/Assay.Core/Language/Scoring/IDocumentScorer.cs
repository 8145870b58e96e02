namespace Assay.Core.Language.Scoring;

/// <summary>Gives documents a number that grows with how machine-like they are: a language model at hand, a command, a server.</summary>
/// <remarks>
/// <para>An estimate of the synthetic share needs no more than such a number and references that were scored alike: any scorer stands
/// where the detector's log-odds stand. A score is evidence about a corpus; it is never proof against an author.</para>
/// <para>Safe to call from several threads at once.</para>
/// </remarks>
public interface IDocumentScorer
{
    /// <summary>What it is, for people: the model and the signal.</summary>
    string Name { get; }

    /// <summary>Equal ids give equal scores: what scores are kept under.</summary>
    string Id { get; }

    /// <summary>Scores documents.</summary>
    /// <param name="texts">Their texts.</param>
    /// <param name="cancellationToken">Stops between documents.</param>
    /// <returns>A score for each, in order.</returns>
    /// <exception cref="Errors.UserErrorException">The scorer cannot be reached or answers what cannot be read.</exception>
    Task<IReadOnlyList<DocumentScore>> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
