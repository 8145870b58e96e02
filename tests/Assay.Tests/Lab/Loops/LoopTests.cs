using Assay.Core.Statistics;
using Assay.Lab.Decoders;
using Assay.Lab.Loops;
using Assay.Lab.Models;

namespace Assay.Tests.Lab.Loops;

/// <summary>A scripted world: real items are 0, model m writes m; what a loop composes can be read off.</summary>
public sealed class LoopTests
{
    private sealed class Scripted(int number) : IModel<Draws>
    {
        public Draws Sample(int size, Decoder decoder, Prng prng) => new([.. Enumerable.Repeat(number, size)]);
    }

    private sealed class NoFamily : IModelFamily<Draws>
    {
        public IModel<Draws> Fit(TrainingSet<Draws> trainingSet, Prng prng) => throw new NotSupportedException();
    }

    /// <summary>The set of generation <paramref name="generation"/>, and the one before for loops that keep data.</summary>
    private static TrainingSet<Draws> Compose(TrainingLoop loop, int generation, int samples = 10)
    {
        var world = new World<Draws>(DrawsKind.Instance, new NoFamily(), (n, _) => new Draws(new int[n]));
        var history = new History<Draws>(world, samples, Decoder.Unbiased, new RunSeed(3));
        history.Begin(history.FreshReal(loop.RealSamples(samples)));
        TrainingSet<Draws>? set = null;
        for (int t = 2; t <= generation; t++)
        {
            history.Add(new Scripted(t - 1));
            set = loop.Compose(history);
        }

        return set!;
    }

    private static string Contents(TrainingSet<Draws> set) =>
        string.Join(' ', set.Parts.Select(p => $"{(p.IsReal ? "real" : "model")}:{string.Join('+', p.Data.Values.GroupBy(v => v).Select(g => $"{g.Count()}x{g.Key}"))}"));

    [Fact]
    public void Replace_takes_the_newest_output_alone() => Assert.Equal("model:10x3", Contents(Compose(new Replace(), 4)));

    [Fact]
    public void Accumulate_takes_everything() =>
        Assert.Equal("real:10x0 model:10x1 model:10x2 model:10x3", Contents(Compose(new Accumulate(), 4)));

    [Fact]
    public void Fresh_and_retained_real_data_fill_their_share()
    {
        Assert.Equal("real:3x0 model:7x2", Contents(Compose(new FreshReal(.3), 3)));
        Assert.Equal("real:10x0", Contents(Compose(new FreshReal(1), 3)));
        Assert.Equal("real:3x0 model:7x2", Contents(Compose(new RetainedReal(.3), 3)));
        Assert.Equal("real:3x0 model:7x2", Contents(Compose(new FixedReal(.3), 3)));
        Assert.Equal(3, new FixedReal(.3).RealSamples(10));
        Assert.Equal(10, new RetainedReal(.3).RealSamples(10));
    }

    [Fact]
    public void Growing_sets_grow_by_their_power() => Assert.Equal("model:90x2", Contents(Compose(new Grow(2), 3)));

    [Fact]
    public void A_window_looks_back_no_further_than_it_is_wide()
    {
        int[] values = Compose(new Window(2), 5, samples: 1000).Merged.Values;

        Assert.Equal([3, 4], values.Distinct().Order());
        Assert.InRange(values.Count(v => v == 4), 500 - 64, 500 + 64);
    }

    [Fact]
    public void Weights_are_those_of_the_parts_not_of_the_items()
    {
        TrainingSet<Draws> set = Compose(new WeightedReal(.6, 2), 3);

        Assert.Equal("real:10x0 model:20x2", Contents(set));
        Assert.Equal(.6, set.Parts[0].Weight * 10, 12);
        Assert.Equal(.4, set.Parts[1].Weight * 20, 12);
    }

    [Fact]
    public void A_subsample_of_everything_draws_each_item_once_at_most()
    {
        int[] values = Compose(new AccumulateSubsample(), 4, samples: 400).Merged.Values;

        Assert.Equal(400, values.Length);
        Assert.All([0, 1, 2, 3], m => Assert.InRange(values.Count(v => v == m), 100 - 32, 100 + 32));
    }

    [Fact]
    public void Subsampling_takes_no_item_twice_and_every_item_as_often()
    {
        var world = new World<Draws>(DrawsKind.Instance, new NoFamily(), (n, _) => new Draws(new int[n]));
        var history = new History<Draws>(world, 10, Decoder.Unbiased, new RunSeed(5));
        var items = new Draws([.. Enumerable.Range(0, 10)]);
        int[] taken = new int[10];
        for (int i = 0; i < 5000; i++)
        {
            int[] part = history.Subsample(items, 4).Values;
            Assert.Equal(4, part.Distinct().Count());
            Array.ForEach(part, item => taken[item]++);
        }

        Assert.All(taken, count => Assert.InRange(count, 2000 - 139, 2000 + 139)); // four standard errors
    }

    [Fact]
    public void A_detector_keeps_synthetic_items_out_by_its_rates()
    {
        // Pool of generation 2: 2000 real, 1000 synthetic; flagged items weigh a tenth.
        int[] values = Compose(new DetectorWeighted(.9, .1, .1), 2, samples: 1000).Merged.Values;
        double expected = 1000 * (.1 + .09) / ((1000 * (.1 + .09)) + (2000 * (.9 + .01)));

        Assert.InRange(values.Count(v => v == 1) / 1000.0, expected - .04, expected + .04);
    }

    [Fact]
    public void A_verifier_keeps_right_and_wrong_items_by_their_rates()
    {
        var truth = new TwoClassModel([1, 0], .4);
        var world = new World<LabelledPoints>(LabelledPointsKind.Instance, new TwoClassFamily(.4), (n, p) => truth.Sample(n, Decoder.Unbiased, p));
        var history = new History<LabelledPoints>(world, 20_000, Decoder.Unbiased, new RunSeed(4));
        history.Add(truth);
        TrainingSet<LabelledPoints> set = new Verified(.8, .2).Compose(history);
        int wrong = Enumerable.Range(0, set.Size).Count(i => set.Merged.Labels[i] != set.Merged.Classes[i]);

        Assert.InRange(set.Size, 20_000 * (.48 + .08) - 290, 20_000 * (.48 + .08) + 290);
        Assert.InRange((double)wrong / set.Size, (.08 / .56) - .014, (.08 / .56) + .014);
        Assert.Throws<NotSupportedException>(() => Compose(new Verified(.8, .2), 2));
        Assert.Throws<NotSupportedException>(() => Compose(new TokenEdit(.9, 8), 2));
    }

    [Fact]
    public void Editing_draws_only_the_all_too_likely_tokens_again()
    {
        var model = new NgramTextModel(Assay.Core.Language.NgramModel.Train([[0, 0, 0, 1]], 3, new() { Weights = [.9, .1] }), 4);
        Texts edited = model.Edit(new Texts([[1, 2, 1, 2]]), threshold: .5, topK: 1, new Prng(new RunSeed(1)));
        Texts all = model.Edit(new Texts([[0, 1, 2]]), threshold: .01, topK: 1, new Prng(new RunSeed(1)));

        Assert.Equal([1, 2, 1, 2], edited.Documents[0]);
        Assert.Equal([0, 0, 0], all.Documents[0]);
    }
}
