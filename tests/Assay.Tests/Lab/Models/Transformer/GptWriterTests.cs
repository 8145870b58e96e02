using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Training;
using Assay.Tests.Lab.Training;

namespace Assay.Tests.Lab.Models.Transformer;

public class GptWriterTests
{
    private static readonly GptShape s_tiny = new() { Vocabulary = 5, Context = 6, Width = 4, Depth = 2, Heads = 2 };

    [Fact]
    public void What_is_remembered_gives_the_same_scores_as_reading_it_all_again()
    {
        using var bench = new Workbench(1);
        Gpt model = GptTests.Lively(bench, s_tiny);
        int[] first = [1, 4, 0, 2, 2, 3], second = [0, 0, 3, 1, 4, 4];
        double[] all = GradientCheck.Doubles(model.Forward([.. first, .. second], 6));
        bench.Pool.ReturnAll();
        var cache = new GptCache(model, 2);
        for (int i = 0; i < 6; i++)
        {
            double[] scores = GradientCheck.Doubles(cache.Read([first[i], second[i]]));
            bench.Pool.ReturnAll();
            GradientCheck.Close([.. all.AsSpan(i * 5, 5), .. all.AsSpan((6 + i) * 5, 5)], scores, $"place {i}");
        }

        Assert.Throws<InvalidOperationException>(() => cache.Read([0, 0]));
    }

    [Fact]
    public void A_text_does_not_depend_on_the_texts_written_beside_it()
    {
        using var one = new Workbench(1);
        using var two = new Workbench(2);
        int[][] prompts = [[1], [1], [2], [1], [0]];
        var hot = new TokenChoice { Temperature = 20 };
        int[][] together = new GptWriter(GptTests.Lively(one, s_tiny)).Sample(prompts, 6, hot, new RunSeed(5));
        int[][] apart = new GptWriter(GptTests.Lively(two, s_tiny)) { Batch = 2 }.Sample(prompts, 6, hot, new RunSeed(5));

        Assert.Equal(together, apart);
        Assert.False(together[0].SequenceEqual(together[1])); // the same prompt, and luck of its own
    }

    [Fact]
    public void Tokens_are_drawn_as_often_as_the_model_says()
    {
        using var bench = new Workbench(1);
        Gpt model = GptTests.Lively(bench, s_tiny);
        double[] mass = NaiveLayers.Softmax([.. GradientCheck.Doubles(model.Forward([3], 1)).Select(s => s / 0.7)]); // temperature .7
        bench.Pool.ReturnAll();
        const int Texts = 4000;
        int[][] written = new GptWriter(model) { Batch = Texts }.Sample(
            [.. Enumerable.Repeat((int[])[3], Texts)], 1, new TokenChoice { Temperature = 0.7 }, new RunSeed(5));

        for (int token = 0; token < 5; token++)
        {
            double share = written.Count(w => w[0] == token) / (double)Texts;
            Assert.Equal(mass[token], share, tolerance: 4 * Math.Sqrt(mass[token] * (1 - mass[token]) / Texts) + 1e-9); // four standard errors
        }
    }

    [Fact]
    public void The_likeliest_token_alone_is_a_search_with_one_beam()
    {
        using var bench = new Workbench(1);
        var writer = new GptWriter(GptTests.Lively(bench, s_tiny));
        int[] greedy = writer.Sample([[2, 1]], 5, new TokenChoice { TopK = 1 }, new RunSeed(5))[0];

        Assert.Equal(greedy, writer.Beam([2, 1], 5, beams: 1).Tokens);
    }

    [Fact]
    public void A_search_with_all_beams_finds_the_likeliest_text_of_all()
    {
        using var bench = new Workbench(1);
        Gpt model = GptTests.Lively(bench, s_tiny);
        (double best, int[] text) = (double.NegativeInfinity, []);
        for (int i = 0; i < 125; i++)
        {
            int[] candidate = [i / 25, i / 5 % 5, i % 5];
            double log = -model.Losses([2, .. candidate[..2]], candidate, 3).Sum();
            (best, text) = log > best ? (log, candidate) : (best, text);
        }

        (int[] found, double probability) = new GptWriter(model).Beam([2], 3, beams: 25);

        Assert.Equal(text, found);
        Assert.Equal(best, probability, tolerance: 1e-4);
        Assert.True(new GptWriter(model).Beam([2], 3, beams: 1).LogProbability <= probability + 1e-6);
    }
}
