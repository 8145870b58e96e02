using System.Security.Cryptography;
using System.Text;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Core.Statistics;
using Assay.Core.Text;
using Assay.Lab.Tokenisers;
using Assay.Lab.Training;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Models.Transformer;

/// <summary>The laboratory's transformer, trained on the user's own anchor, as a scorer.</summary>
/// <remarks>
/// <para>As with <see cref="NgramScorer"/>, no document is scored by a model that has seen it: its part follows from its content, and each part has a model of
/// the rest. Near copies are not caught by that.</para>
/// <para>The same anchor in any order and the same number of threads or any other give the same scores. Calls from several threads take turns.</para>
/// </remarks>
public sealed class GptScorer : IDocumentScorer, IDisposable
{
    private const int LeastDocuments = 20;
    private const int Batch = 16;

    private readonly GptScorerOptions _options;
    private readonly Workbench _bench;
    private readonly (BytePairTokeniser Tokeniser, Gpt Model)[] _parts;
    private readonly Lock _turn = new();

    private GptScorer(GptScorerOptions options, Workbench bench, (BytePairTokeniser, Gpt)[] parts, string id) => (_options, _bench, _parts, Id) = (options, bench, parts, id);

    /// <inheritdoc/>
    public string Name => $"transformer of the anchor ({_options.Depth} blocks, {_options.Width} wide), {SignalNames.Of(_options.Signal)}";

    /// <inheritdoc/>
    public string Id { get; }

    /// <summary>Trains on known documents.</summary>
    /// <param name="anchor">Their texts; copies count once.</param>
    /// <param name="options">How.</param>
    /// <param name="threads">Threads at work, 1 or more.</param>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    /// <exception cref="UserErrorException">The anchor is too small.</exception>
    public static GptScorer Train(IEnumerable<string> anchor, GptScorerOptions options, int threads)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        (DocumentId Id, string Text)[] documents = [.. anchor.Select(text => (Id: Identify(text), Text: text)).DistinctBy(d => d.Id).OrderBy(d => d.Id)];
        if (documents.Length < LeastDocuments)
        {
            throw new UserErrorException(
                $"The anchor has {documents.Length} different documents, and a language model of it needs {LeastDocuments} or more.", "Give more human documents, best thousands.");
        }

        var bench = new Workbench(threads);
        (BytePairTokeniser, Gpt)[] parts =
            [.. Enumerable.Range(0, options.Folds).Select(part => Part([.. documents.Where(d => PartOf(d.Id, options) != part).Select(d => d.Text)], options, bench))];
        return new GptScorer(options, bench, parts, Fingerprint(documents.Select(d => d.Id), options));
    }

    /// <summary>The sums of a document under the model that has not seen it.</summary>
    /// <param name="text">Its text.</param>
    public TokenStatistics Measure(string text)
    {
        (BytePairTokeniser tokeniser, Gpt model) = _parts[PartOf(Identify(text), _options)];
        int[] tokens = tokeniser.Encode(text);
        var sums = new TokenStatistics { Tokens = tokens.Length, LogRank = 0, Expected = 0, Variance = 0 };
        lock (_turn)
        {
            for (int start = 0; start < tokens.Length; start += _options.Context)
            {
                sums = Add(sums, model, tokeniser.Boundary, tokens.AsSpan(start, Math.Min(_options.Context, tokens.Length - start)));
            }
        }

        return sums;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DocumentScore>> ScoreAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var scores = new DocumentScore[texts.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TokenStatistics sums = Measure(texts[i]);
            scores[i] = sums.Tokens < _options.LeastTokens ? DocumentScore.Abstain(sums.Tokens) : new(sums.Signal(_options.Signal), sums.Tokens);
        }

        return Task.FromResult<IReadOnlyList<DocumentScore>>(scores);
    }

    /// <inheritdoc/>
    public void Dispose() => _bench.Dispose();

    private static (BytePairTokeniser, Gpt) Part(string[] texts, GptScorerOptions options, Workbench bench)
    {
        BytePairTokeniser tokeniser = BytePairTrainer.Train(texts, options.Vocabulary);
        int[] stream = [.. texts.SelectMany(text => (IEnumerable<int>)[.. tokeniser.Encode(text), tokeniser.Boundary])];
        if (stream.Length < options.Context)
        {
            throw new UserErrorException("The anchor's documents hold too little text to learn from.", "Give more human documents, best thousands.");
        }

        int[][] pieces = [.. stream.Chunk(options.Context).Where(piece => piece.Length == options.Context)];
        var model = new Gpt(bench, options.Shape(tokeniser.Vocabulary), new Prng(options.Seed.For("scorer/weights")));
        int steps = Math.Max(1, options.Epochs * pieces.Length / Batch);
        new GptTrainer(model, pieces, tokeniser.Boundary, new GptTrainingOptions
        {
            Steps = steps,
            Batch = Batch,
            Rate = new LearningRate { Peak = 3e-3, WarmUp = Math.Min(50, steps / 10) },
            Seed = options.Seed.For("scorer/order"),
        }).Run();
        return (tokeniser, model);
    }

    /// <summary>Adds a piece, read from the boundary on.</summary>
    private TokenStatistics Add(TokenStatistics sums, Gpt model, int boundary, ReadOnlySpan<int> piece)
    {
        Tensor scores = model.Forward([boundary, .. piece[..^1]], piece.Length);
        (double sum, double squares, double ranks, double expected, double variance) = (sums.LogProbability, sums.Squared, sums.LogRank!.Value, sums.Expected!.Value, sums.Variance!.Value);
        for (int i = 0; i < piece.Length; i++)
        {
            (double logProbability, int rank, double mean, double spread) = TokenAt(scores.Row(i), piece[i]);
            sum += logProbability;
            squares += logProbability * logProbability;
            ranks += Math.Log(rank);
            expected += mean;
            variance += spread;
        }

        _bench.Pool.ReturnAll();
        return sums with { LogProbability = sum, Squared = squares, LogRank = ranks, Expected = expected, Variance = variance };
    }

    /// <summary>ln p of a token, its rank, and the mean and variance of ln p under the model's own distribution.</summary>
    internal static (double LogProbability, int Rank, double Mean, double Variance) TokenAt(ReadOnlySpan<float> scores, int token)
    {
        double top = double.NegativeInfinity;
        foreach (float score in scores)
        {
            top = Math.Max(top, score);
        }

        (double total, double weighted, double squared, int rank) = (0, 0, 0, 1);
        foreach (float score in scores)
        {
            double p = Math.Exp(score - top);
            total += p;
            weighted += p * (score - top);
            squared += p * (score - top) * (score - top);
            rank += score > scores[token] ? 1 : 0;
        }

        double mean = weighted / total;
        double constant = Math.Log(total);
        return (scores[token] - top - constant, rank, mean - constant, Math.Max(0, (squared / total) - (mean * mean)));
    }

    private static DocumentId Identify(string text) => Identity1.Compute(Encoding.UTF8.GetBytes(text));

    private static int PartOf(DocumentId id, GptScorerOptions options) => (int)(id.Value % (UInt128)options.Folds);

    private static string Fingerprint(IEnumerable<DocumentId> anchor, GptScorerOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"gpt-scorer-1/{options}"));
        foreach (DocumentId id in anchor)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(id.ToString()));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
