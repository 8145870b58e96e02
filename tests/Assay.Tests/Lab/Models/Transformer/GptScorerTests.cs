using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;

namespace Assay.Tests.Lab.Models.Transformer;

public sealed class GptScorerTests
{
    private static readonly GptScorerOptions Small = new() { Vocabulary = 300, Context = 32, Width = 16, Depth = 1, Epochs = 40, Signal = LanguageSignal.Likelihood, LeastTokens = 8 };

    [Fact]
    public void What_a_row_of_scores_says_of_a_token_is_what_its_softmax_says()
    {
        float[] scores = [1.5f, -2, 0.25f, 3, 0.25f];
        double total = scores.Sum(s => Math.Exp(s));
        double[] logs = [.. scores.Select(s => s - Math.Log(total))];
        double mean = logs.Sum(l => Math.Exp(l) * l);

        (double logProbability, int rank, double expected, double variance) = GptScorer.TokenAt(scores, 2);

        Assert.Equal(logs[2], logProbability, 1e-9);
        Assert.Equal(3, rank);
        Assert.Equal(mean, expected, 1e-9);
        Assert.Equal(logs.Sum(l => Math.Exp(l) * (l - mean) * (l - mean)), variance, 1e-9);
    }

    [Fact]
    public async Task Text_like_the_anchor_is_likelier_and_neither_order_nor_threads_of_the_anchor_change_a_score()
    {
        string[] anchor = [.. Enumerable.Range(0, 24).Select(i => Sentence("the old river was quiet and the small light fell on the road", i))];
        using GptScorer scorer = GptScorer.Train(anchor, Small, threads: 1);
        using GptScorer turned = GptScorer.Train(anchor.Reverse(), Small, threads: 2);
        string[] texts = [Sentence("the old river was quiet and the small light fell on the road", 99), "qzx vkj 9731 %%% jjq wxz kkv 5520 ### zzq qqx jvk 1188 @@@ xqz vvj", "short"];

        IReadOnlyList<DocumentScore> scores = await scorer.ScoreAsync(texts, TestContext.Current.CancellationToken);

        Assert.True(scores[0].Value > scores[1].Value + 0.5, $"{scores[0].Value} and {scores[1].Value}");
        Assert.False(scores[2].IsAnswer);
        Assert.Equal(scores, await turned.ScoreAsync(texts, TestContext.Current.CancellationToken));
        Assert.Equal(scorer.Id, turned.Id);
    }

    [Fact]
    public void A_small_anchor_is_refused() => Assert.Throws<UserErrorException>(() => GptScorer.Train(["one"], Small, threads: 1));

    private static string Sentence(string words, int seed)
    {
        var prng = new Prng(new RunSeed((ulong)seed));
        string[] word = words.Split(' ');
        return string.Join(' ', Enumerable.Range(0, 60).Select(_ => word[prng.NextInt32(word.Length)]));
    }
}
