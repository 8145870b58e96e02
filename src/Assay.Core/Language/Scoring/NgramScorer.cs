using System.Security.Cryptography;
using System.Text;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Text;

namespace Assay.Core.Language.Scoring;

/// <summary>An n-gram model of the user's own anchor as a scorer: how the text sits among text that is known.</summary>
/// <remarks>
/// <para>No document is scored by a model that has seen it. A document's part follows from its content; there is a model for each part,
/// trained on the anchor without it. So the anchor's own documents and unknown ones are scored alike, and an anchor can be
/// the human reference of an estimate at the same time. Near copies are not caught by that.</para>
/// <para>Immutable and thread-safe. The same anchor in any order gives the same scores.</para>
/// </remarks>
public sealed class NgramScorer : IDocumentScorer
{
    /// <summary>The fewest documents that an anchor can have: ten in each of five parts' models.</summary>
    private const int LeastDocuments = 20;

    private readonly NgramScorerOptions _options;
    private readonly NgramEncoder[] _encoders;
    private readonly NgramModel[] _models;

    private NgramScorer(NgramScorerOptions options, NgramEncoder[] encoders, NgramModel[] models, string id) =>
        (_options, _encoders, _models, Id) = (options, encoders, models, id);

    /// <inheritdoc/>
    public string Name => $"{_options.Order}-gram model of the anchor's {_options.Unit.ToString().ToLowerInvariant()}, {SignalNames.Of(_options.Signal)}";

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>Trains on known documents.</summary>
    /// <param name="anchor">Their texts; copies count once.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="UserErrorException">The anchor is too small.</exception>
    public static NgramScorer Train(IEnumerable<string> anchor, NgramScorerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        options ??= new NgramScorerOptions();
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        // The order of the anchor must not matter: floating sums and first appearances would show it.
        (DocumentId Id, string Text)[] documents = [.. anchor.Select(text => (Id: Identify(text), Text: text)).DistinctBy(d => d.Id).OrderBy(d => d.Id)];
        if (documents.Length < LeastDocuments)
        {
            throw new UserErrorException(
                $"The anchor has {documents.Length} different documents, and a language model of it needs {LeastDocuments} or more.", "Give more human documents, best some hundreds.");
        }

        var encoders = new NgramEncoder[options.Folds];
        var models = new NgramModel[options.Folds];
        for (int fold = 0; fold < options.Folds; fold++)
        {
            string[] texts = [.. documents.Where(d => Fold(d.Id, options.Folds) != fold).Select(d => d.Text)];
            encoders[fold] = NgramEncoder.Learn(texts, options.Unit);
            int[][] tokens = [.. texts.Select(encoders[fold].Encode).Where(t => t.Length > 0)];
            if (tokens.Length < 2)
            {
                throw new UserErrorException("The anchor's documents hold no text to learn from.", "Give human documents with words in them.");
            }

            models[fold] = NgramModel.Train(tokens, encoders[fold].Count, NgramWeights.Fit(tokens, encoders[fold].Count, options.Order));
        }

        return new NgramScorer(options, encoders, models, Fingerprint(documents.Select(d => d.Id), options));
    }

    /// <summary>The sums of a document under the model that has not seen it.</summary>
    /// <param name="text">Its text.</param>
    public TokenStatistics Measure(string text)
    {
        int fold = Fold(Identify(text), _options.Folds);
        NgramModel model = _models[fold];
        int[] tokens = _encoders[fold].Encode(text);
        (double sum, double squares, double ranks, double expected, double variance) = (0, 0, 0, 0, 0);
        for (int i = 0; i < tokens.Length; i++)
        {
            int length = Math.Min(i, model.Order - 1);
            TokenSignal signal = model.Signal(tokens.AsSpan(i - length, length), tokens[i]);
            sum += signal.LogProbability;
            squares += signal.LogProbability * signal.LogProbability;
            ranks += Math.Log(signal.Rank);
            expected += signal.Expected;
            variance += signal.Variance;
        }

        return new TokenStatistics { Tokens = tokens.Length, LogProbability = sum, Squared = squares, LogRank = ranks, Expected = expected, Variance = variance };
    }

    /// <summary>The score of a document.</summary>
    /// <param name="text">Its text.</param>
    public DocumentScore Score(string text)
    {
        TokenStatistics statistics = Measure(text);
        return statistics.Tokens < _options.LeastUnits ? DocumentScore.Abstain(statistics.Tokens) : new(statistics.Signal(_options.Signal), statistics.Tokens);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DocumentScore>> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var scores = new DocumentScore[texts.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores[i] = Score(texts[i]);
        }

        return Task.FromResult<IReadOnlyList<DocumentScore>>(scores);
    }

    private static DocumentId Identify(string text) => Identity1.Compute(Encoding.UTF8.GetBytes(text));

    private static int Fold(DocumentId id, int folds) => (int)(id.Value % (UInt128)folds);

    private static string Fingerprint(IEnumerable<DocumentId> anchor, NgramScorerOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"ngram-scorer-1/{options.Unit}/{options.Order}/{options.Signal}/{options.Folds}/{options.LeastUnits}"));
        foreach (DocumentId id in anchor)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(id.ToString()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
