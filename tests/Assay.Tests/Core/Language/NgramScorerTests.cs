using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Language;

public sealed class NgramScorerTests
{
    private static string Document(string seed, double spread)
    {
        var prng = new Prng(new RunSeed(5).For(seed));
        return string.Join(' ', Enumerable.Range(0, 120).Select(_ => $"w{(int)(400 * Math.Pow(prng.NextDouble(), spread))}"));
    }

    private static readonly string[] s_anchor = [.. Enumerable.Range(0, 60).Select(i => Document($"anchor/{i}", 3))];

    [Fact]
    public void Text_that_sticks_to_common_words_scores_as_machine_like()
    {
        NgramScorer scorer = NgramScorer.Train(s_anchor, new() { Signal = LanguageSignal.Likelihood });
        double[] alike = [.. Enumerable.Range(0, 20).Select(i => scorer.Score(Document($"human/{i}", 3)).Value)];
        double[] narrow = [.. Enumerable.Range(0, 20).Select(i => scorer.Score(Document($"machine/{i}", 5)).Value)];

        Assert.True(narrow.Min() > alike.Max());
    }

    [Fact]
    public void No_document_is_scored_by_a_model_that_has_seen_it()
    {
        NgramScorer scorer = NgramScorer.Train(s_anchor, new() { Order = 3, Signal = LanguageSignal.Likelihood });
        double[] anchor = [.. s_anchor.Select(text => scorer.Score(text).Value)];
        double[] fresh = [.. Enumerable.Range(0, 60).Select(i => scorer.Score(Document($"fresh/{i}", 3)).Value)];

        // Equal in law: the means lie within three standard errors, where a model that had seen them would be far off.
        double error = Math.Sqrt((Variance(anchor) + Variance(fresh)) / 60);
        Assert.InRange(anchor.Average() - fresh.Average(), -3 * error, 3 * error);
        // A copy in other case and white space is the same document.
        Assert.Equal(scorer.Score(s_anchor[0]), scorer.Score($"  {s_anchor[0].ToUpperInvariant().Replace(" ", "\n ", StringComparison.Ordinal)}"));

        static double Variance(double[] values) => values.Sum(v => (v - values.Average()) * (v - values.Average())) / (values.Length - 1);
    }

    [Fact]
    public void The_anchor_has_no_order_and_copies_count_once()
    {
        NgramScorer one = NgramScorer.Train(s_anchor), other = NgramScorer.Train([.. s_anchor.Reverse(), s_anchor[3]]);
        string text = Document("any", 3);

        Assert.Equal(one.Id, other.Id);
        Assert.Equal(one.Score(text), other.Score(text));
        Assert.NotEqual(one.Id, NgramScorer.Train(s_anchor[1..]).Id);
    }

    [Theory]
    [InlineData(ScorerUnit.Words)]
    [InlineData(ScorerUnit.Bytes)]
    public void Short_text_has_no_score_and_strange_text_has_a_finite_one(ScorerUnit unit)
    {
        NgramScorer scorer = NgramScorer.Train(s_anchor, new() { Unit = unit, Order = 3 });

        Assert.False(scorer.Score("three short words").IsAnswer);
        Assert.False(scorer.Score("").IsAnswer);
        Assert.True(double.IsFinite(scorer.Score(string.Concat(Enumerable.Repeat("漢字 ¡qué! 🙂 ", 60))).Value));
    }

    [Fact]
    public void A_small_anchor_is_refused_with_its_number()
    {
        UserErrorException error = Assert.Throws<UserErrorException>(() => NgramScorer.Train(Enumerable.Repeat(s_anchor[0], 100)));
        Assert.Contains("1 different documents", error.Message, StringComparison.Ordinal);
        Assert.Throws<UserErrorException>(() => NgramScorer.Train(Enumerable.Range(0, 30).Select(i => new string('.', i + 1))));
    }

    [Fact]
    public void Signals_are_what_their_formulas_say()
    {
        var sums = new TokenStatistics { Tokens = 4, LogProbability = -8, Squared = 20, LogRank = 2, Expected = -9, Variance = 4, CrossEntropy = 10 };

        Assert.Equal(-2, sums.Signal(LanguageSignal.Likelihood));
        Assert.Equal(-4 / 3.0, sums.Signal(LanguageSignal.Evenness), 12); // (20 − 64/4)/3
        Assert.Equal(-.5, sums.Signal(LanguageSignal.LogRank));
        Assert.Equal(4, sums.Signal(LanguageSignal.RankRatio));
        Assert.Equal(.5, sums.Signal(LanguageSignal.Curvature));
        Assert.Equal(-.8, sums.Signal(LanguageSignal.Binoculars));
        Assert.Equal(2 / Math.Log(2), sums.BitsPerToken, 12);
        Assert.All(Enum.GetValues<LanguageSignal>(), signal => Assert.False(double.IsFinite(new TokenStatistics().Signal(signal))));
    }
}
