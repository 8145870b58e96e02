using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Lab.Training;

namespace Assay.Tests.Lab.Rehearsal.Proxies;

public sealed class GptProxyTests
{
    private static readonly GptProxySize Tiny = new("tiny", Width: 16, Depth: 1, Heads: 2, Context: 16, Pieces: 300, Passes: 1, Rate: 1e-2) { Batch = 4 };

    private readonly RehearsalCorpus _corpus;
    private readonly WordPieces _pieces;

    public GptProxyTests()
    {
        var vocabulary = new Vocabulary();
        _ = vocabulary.Encode(string.Join(' ', Enumerable.Range(0, RehearsalSample.Words).Select(i => $"w{i}")));
        _corpus = RehearsalSample.Corpus(human: 40);
        _pieces = new WordPieces(vocabulary, _corpus.Texts, Tiny.Pieces);
    }

    [Fact]
    public void Training_lowers_the_loss_and_bits_are_those_of_the_text_alone()
    {
        using IProxyModel begun = Fit(seen: 64), trained = Fit(seen: 64 * 150);

        Assert.True(trained.BitsPerToken(_corpus.HeldOut) < begun.BitsPerToken(_corpus.HeldOut) - 1);
        // An untrained model spreads its mass over all pieces: log₂ 300 a piece, and what fills rows costs nothing.
        double pieces = _corpus.HeldOut.Sum(d => d.Sum(word => (double)_pieces.Of(word).Length));
        Assert.Equal(Math.Log2(_pieces.Pieces), begun.Bits(_corpus.HeldOut).Sum() / pieces, 0.4);
    }

    [Fact]
    public void It_writes_documents_of_the_lengths_asked_for_and_the_same_again()
    {
        using IProxyModel model = Fit(seen: 64 * 60);

        int[][] one = model.Write([30, 1, 0, 75], TokenChoice.Unbiased, new Prng(new RunSeed(5)));
        int[][] two = model.Write([30, 1, 0, 75], TokenChoice.Unbiased, new Prng(new RunSeed(5)));

        Assert.Equal([30, 1, 0, 75], one.Select(d => d.Length));
        Assert.Equal(one, two);
        Assert.True(one.SelectMany(d => d).Count(token => token < _pieces.Words) > 20, "it writes words");
    }

    [Fact]
    public void Every_mix_is_trained_on_for_the_same_number_of_pieces()
    {
        var proxy = new GptProxy(_pieces, Tiny, seenPieces: 64 * 7);
        using IProxyModel small = Fit(proxy, _corpus.Texts.Take(5).ToArray()), large = Fit(proxy, _corpus.Texts.ToArray());

        Assert.Contains("7 steps", proxy.Key, StringComparison.Ordinal);
        AssertClose(NaiveSteps(_corpus.Texts.Take(5).ToArray(), 7), small.Bits(_corpus.HeldOut));
        AssertClose(NaiveSteps(_corpus.Texts.ToArray(), 7), large.Bits(_corpus.HeldOut));
    }

    [Fact]
    public async Task Courses_do_not_depend_on_the_number_of_workers()
    {
        RehearsalCourse[] one = await CoursesAsync(workers: 1), three = await CoursesAsync(workers: 3);

        Assert.Equal(one.Select(c => c.Generations[^1].HeldOutBits), three.Select(c => c.Generations[^1].HeldOutBits));
        Assert.Equal(one.Select(c => c.Generations[^1].Excerpt), three.Select(c => c.Generations[^1].Excerpt));
        Assert.NotEqual(one[0].Generations[^1].HeldOutBits, one[1].Generations[^1].HeldOutBits);
    }

    [Fact]
    public void A_run_that_is_stopped_stops_within_a_step() =>
        Assert.Throws<OperationCanceledException>(() => new GptProxy(_pieces, Tiny, long.MaxValue / 2).Fit(_corpus.Texts, Ones(_corpus.Texts), new Prng(new RunSeed(1)), new CancellationToken(canceled: true)));

    /// <summary>Equal but for the order in which the pieces' bits were added.</summary>
    private static void AssertClose(double[] expected, double[] actual) => Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-9 * pair.First));

    private Task<RehearsalCourse[]> CoursesAsync(int workers) => Task.Run(() =>
    {
        var loop = new RehearsalLoop(new RehearsalWorlds(_ => _corpus, new RunSeed(9)), new GptProxy(_pieces, Tiny, 64 * 30), 1);
        return new Rehearser(loop, new NothingKept(), workers).Courses(new("replace", Regime.Replace), 3, CancellationToken.None).ToArray();
    });

    private IProxyModel Fit(long seen) => Fit(new GptProxy(_pieces, Tiny, seen), _corpus.Texts);

    private static IProxyModel Fit(GptProxy proxy, IReadOnlyList<int[]> documents) => proxy.Fit(documents, Ones(documents), new Prng(new RunSeed(1)));

    private static int[] Ones(IReadOnlyList<int[]> documents) => [.. documents.Select(_ => 1)];

    /// <summary>The same training, written out with the laboratory's parts: rows, steps, losses.</summary>
    private double[] NaiveSteps(int[][] documents, int steps)
    {
        var seed = new RunSeed(new Prng(new RunSeed(1)).NextUInt64());
        using var bench = new Workbench(2);
        var gpt = new Gpt(bench, Tiny.Shape(_pieces.Pieces), new Prng(seed.For("weights")));
        var trainer = new GptTrainer(gpt, PieceRows.Of(_pieces, documents, Ones(documents), Tiny.Context), _pieces.Boundary, new GptTrainingOptions
        {
            Steps = steps,
            Batch = Tiny.Batch,
            Rate = new() { Peak = Tiny.Rate, WarmUp = 0 },
            Seed = seed.For("order"),
        });
        trainer.Run();
        return [.. _corpus.HeldOut.Select(document => PieceRows.Of(_pieces, [document], [1], Tiny.Context)
            .Sum(row => gpt.Losses([_pieces.Boundary, .. row[..^1]], row, row.Length).Zip(row, (loss, piece) => piece == _pieces.Boundary ? 0 : loss / Math.Log(2)).Sum()))];
    }

    private sealed class NothingKept : IReplicateStore
    {
        public T? Find<T>(string arm, int replicate)
            where T : class => null;

        public void Keep<T>(string arm, int replicate, T result)
            where T : class
        {
            // Nothing is kept.
        }
    }
}
