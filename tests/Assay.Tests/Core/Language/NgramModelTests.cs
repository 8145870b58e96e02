using Assay.Core.Language;
using Assay.Core.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Language;

public sealed class NgramModelTests
{
    private static readonly NgramOptions s_trigram = new() { Weights = [.5, .3, .15, .05] };

    private static Prng Prng(string name) => new(new RunSeed(20260101).For("test/ngram/" + name));

    [Fact]
    public void Probabilities_add_up_to_one_in_every_context() =>
        Prop.ForAll(Gen.Choose(0, 5).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary(), tokens =>
        {
            NgramModel model = NgramModel.Train([tokens, [5, 4]], 6, s_trigram);
            for (int context = 0; context < 36; context++)
            {
                double sum = Enumerable.Range(0, 6).Sum(t => model.Probability([context / 6, context % 6], t));
                if (Math.Abs(sum - 1) > 1e-12)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_equals_the_slow_obvious_mixture_of_relative_frequencies()
    {
        int[] text = [0, 1, 0, 2, 0, 1, 1, 2, 0, 1];
        NgramModel model = NgramModel.Train([text], 4, new NgramOptions { Weights = [.7, .2, .1] });

        double Naive(int before, int token)
        {
            int pair = 0, context = 0;
            for (int i = 1; i < text.Length; i++)
            {
                context += text[i - 1] == before ? 1 : 0;
                pair += text[i - 1] == before && text[i] == token ? 1 : 0;
            }

            double single = text.Count(t => t == token) / (double)text.Length;
            return context > 0 ? (.7 * pair / context) + (.2 * single) + (.1 / 4) : (.9 * single) + (.1 / 4);
        }

        for (int before = 0; before < 4; before++)
        {
            for (int token = 0; token < 4; token++)
            {
                Assert.Equal(Naive(before, token), model.Probability([3, before], token), 12);
            }
        }
    }

    [Fact]
    public void N_grams_do_not_cross_the_border_of_a_document()
    {
        NgramModel model = NgramModel.Train([[0, 1], [2, 1]], 3, new NgramOptions { Weights = [1, 0, 0] });

        Assert.Equal(0.25, model.Probability([1], 2), 12); // 1 was never continued: its weight falls to the single tokens
    }

    [Fact]
    public void Generated_text_has_the_bigrams_of_its_model()
    {
        NgramModel model = NgramModel.Train([[0, 1, 0, 1, 0, 2, 0]], 3, new NgramOptions { Weights = [.9, .1, 0] });
        int[] text = new int[60_000];
        model.Generate(Prng("bigrams"), text);

        int after = 0, ones = 0;
        for (int i = 1; i < text.Length; i++)
        {
            after += text[i - 1] == 0 ? 1 : 0;
            ones += text[i - 1] == 0 && text[i] == 1 ? 1 : 0;
        }

        Assert.InRange((double)ones / after, 2.0 / 3 - .011, 2.0 / 3 + .011);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Smooth_generation_draws_from_the_mixture_that_it_scores(bool smooth)
    {
        NgramModel model = NgramModel.Train([[0, 1, 0, 1, 0, 1]], 3, new NgramOptions { Weights = [.6, .2, .2], SmoothGeneration = smooth });
        Prng prng = Prng("smooth");
        int twos = Enumerable.Range(0, 30_000).Count(_ => model.NextToken(prng, [0], TokenChoice.Unbiased) == 2);

        Assert.InRange(twos, smooth ? 2000 - 180 : 0, smooth ? 2000 + 180 : 0); // .2 / 3 of the draws
    }

    [Fact]
    public void A_sharper_temperature_draws_the_likely_token_more_often()
    {
        NgramModel model = NgramModel.Train([[0, 0, 0, 1]], 2, new NgramOptions { Weights = [.9, .1] });
        Prng prng = Prng("temperature");
        int zeros = Enumerable.Range(0, 40_000).Count(_ => model.NextToken(prng, [], new TokenChoice { Temperature = .5 }) == 0);

        Assert.InRange(zeros, 36_000 - 240, 36_000 + 240); // 9 : 1
    }

    [Fact]
    public void Cross_entropy_of_a_certain_text_is_zero_and_of_an_unknown_word_is_finite()
    {
        NgramModel certain = NgramModel.Train([[0, 1, 0, 1, 0]], 2, new NgramOptions { Weights = [1, 0, 0] });
        NgramModel floored = NgramModel.Train([[0, 1]], 8);

        Assert.Equal(Math.Log2(5.0 / 3) / 4, certain.CrossEntropyBits([0, 1, 0, 1]), 12); // only the first word has no context
        Assert.True(double.IsFinite(floored.CrossEntropyBits([7, 7])));
    }

    [Theory]
    [InlineData(0.5, null, null, new[] { 36 / 46.0, 9 / 46.0, 1 / 46.0 })]
    [InlineData(1, 2, null, new[] { 6 / 9.0, 3 / 9.0, 0 })]
    [InlineData(1, null, .6, new[] { 1.0, 0, 0 })]
    [InlineData(1, null, .61, new[] { 6 / 9.0, 3 / 9.0, 0 })]
    [InlineData(1, null, 1.0, new[] { .6, .3, .1 })]
    public void Choices_bend_a_distribution_as_they_say(double temperature, int? topK, double? topP, double[] expected)
    {
        double[] mass = [.6, .3, .1];
        new TokenChoice { Temperature = temperature, TopK = topK, TopP = topP }.Reshape(mass);

        Assert.Equal(expected.Length, mass.Length);
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(expected[i], mass[i], 12));
    }

    [Fact]
    public void Words_are_lower_cased_runs_of_letters_digits_and_underscores()
    {
        var vocabulary = new Vocabulary();

        Assert.Equal([0, 1, 0, 2, 3], vocabulary.Encode("Été 42, été-x_y'Z"));
        Assert.Equal("x_y", vocabulary[2]);
        Assert.Equal(4, vocabulary.Count);
    }
}
