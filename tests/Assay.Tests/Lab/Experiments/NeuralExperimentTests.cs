using System.Buffers.Binary;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Reproduction;
using Assay.Tests.Lab.Models.Vae;

namespace Assay.Tests.Lab.Experiments;

public class NeuralExperimentTests
{
    /// <summary>Sentences of a small grammar: more than a tiny model can hold, less than it takes long to learn.</summary>
    private static readonly LabText s_text = Sentences(900);

    private static readonly string[] s_tiny =
    [
        "samples=60", "document-length=24", "vocabulary=300", "width=16", "depth=1", "heads=2", "epochs=4", "batch=6", "learning-rate=1e-2",
    ];

    [Fact]
    public void Replacing_is_worse_than_accumulating_and_a_first_generation_is_the_same_in_all_loops()
    {
        ExperimentResult replace = Run("text-recursion", 2), accumulate = Run("text-recursion-accumulate", 2), tenth = Run("text-recursion-tenth", 1);

        Assert.Equal(replace.Values("held-out-bits", 1), accumulate.Values("held-out-bits", 1));
        Assert.Equal(replace.Values("held-out-bits", 1)[..1], tenth.Values("held-out-bits", 1));
        Assert.All(replace.Values("held-out-bits", 3).Zip(accumulate.Values("held-out-bits", 3)), p => Assert.True(p.First > p.Second, $"{p}"));
        Assert.True(replace.Summary("held-out-bits", 3).Mean > replace.Summary("held-out-bits", 1).Mean);
    }

    [Fact]
    public void Texts_and_their_perplexity_under_the_first_model_are_shown()
    {
        ExperimentResult result = Run("text-recursion", 1, "beams=2", "samples=8");

        Assert.Equal([1, 2, 3], result.Exhibits.Select(e => e.Generation));
        Assert.All(result.Exhibits, e => Assert.Equal(3, e.Texts.Count));
        Assert.All(result.Exhibits, e => Assert.Equal(8, e.FirstModelBits.Count));
        double median = result.Summary("first-model-bits-q50", 2).Mean;
        Assert.Equal(median, Median(result.Exhibits[1].FirstModelBits), tolerance: 1e-3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_whatever_the_number_of_workers()
    {
        ExperimentResult one = Run("text-recursion-subsample", 2, workers: 1), two = Run("text-recursion-subsample", 2, workers: 2);

        Assert.All(one.Measures, m => Assert.Equal(one.Values(m.Name, 3), two.Values(m.Name, 3)));
    }

    [Fact]
    public void Codes_of_pictures_shrink_and_the_pictures_are_shown()
    {
        var pictures = new LabPictures(VaeTests.Bars(120), VaeTests.Bars(20));
        ExperimentSpec spec = Catalogue.Find("vae-mnist")!.With(
            [.. new[] { "samples=120", "capacity=0", "code=4", "epochs=25", "batch=20", "learning-rate=3e-3" }.Select(Pair)]);
        ExperimentResult result = Laboratory.Create(spec, pictures: pictures).Run(
            new RunOptions { Generations = 3, Replicates = 1, Seed = new RunSeed(1), Workers = 1 });

        double[] deviation = result.Course(0, "latent-deviation");
        Assert.True(deviation[2] < deviation[1] && deviation[1] < deviation[0], string.Join(' ', deviation));
        Assert.Equal(Math.Log(deviation[2]), result.Course(0, "latent-spread")[2], precision: 12);
        Assert.True(result.Course(0, "held-out-nats")[2] > result.Course(0, "held-out-nats")[0]);
        byte[] png = Convert.FromBase64String(result.Exhibits[2].Picture!["data:image/png;base64,".Length..]);
        Assert.Equal((280, 84), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Equal(0xAE426082u, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(png.Length - 4))); // the checksum of every PNG's end

        Assert.Contains("121 pictures are needed", Assert.Throws<UserErrorException>(() => Laboratory.Create(
            spec.With([Pair("samples=121")]), pictures: pictures)).Message);
        Assert.Contains("learns from real pictures", Assert.Throws<UserErrorException>(() => Laboratory.Create(spec)).Message);
    }

    [Fact]
    public void Every_neural_experiment_of_the_catalogue_can_be_made_in_both_sizes()
    {
        LabText text = Sentences(3000);
        var pictures = new LabPictures(VaeTests.Bars(40), VaeTests.Bars(1));
        ExperimentSpec[] neural = [.. Catalogue.All.Where(s => s.Model is "gpt" or "vae")];
        Assert.Equal(7, neural.Length);
        Assert.All(neural, spec =>
        {
            Assert.NotEmpty(Laboratory.Create(spec.With([Pair("samples=40")]), text, pictures).Measures);
            Assert.NotEmpty(Laboratory.Create(Catalogue.Quick(spec)!.With([Pair("samples=40")]), text, pictures).Measures);
            Assert.NotEmpty(spec.Shows);
            Assert.NotEmpty(spec.Source);
        });
    }

    [Fact]
    public void Reproduction_leaves_out_what_it_has_no_data_for_and_runs_neural_targets_only_when_they_are_named()
    {
        ReproductionResult result = ReproductionSuite.Run(new ReproductionOptions { Targets = ["T15", "T16"] });

        Assert.Empty(result.Rows);
        Assert.Equal(["T15: it needs MNIST's pictures.", "T16: it needs a real text."], result.Skipped);
    }

    [Fact]
    public void A_quick_size_is_of_the_same_experiment()
    {
        ExperimentSpec full = Catalogue.Find("text-recursion-cold")!, quick = Catalogue.Quick(full)!;
        Assert.Equal("0.7", quick.Set["temperature"]);
        Assert.True(int.Parse(quick.Set["samples"]) < int.Parse(full.Set["samples"]));
        Assert.Null(Catalogue.Quick(Catalogue.Find("gaussian")!));
    }

    [Fact]
    public void Too_little_text_and_wrong_sizes_are_refused()
    {
        Assert.Contains("are needed", Assert.Throws<UserErrorException>(() => Create("text-recursion", "samples=100000")).Message);
        Assert.Contains("multiple of the 3 heads", Assert.Throws<UserErrorException>(() => Create("text-recursion", "heads=3")).Message);
        Assert.Contains("learns from real text", Assert.Throws<UserErrorException>(() => Laboratory.Create(Catalogue.Find("text-recursion")!)).Message);
        Assert.Contains("The setting tokeniser", Assert.Throws<UserErrorException>(() => Create("text-recursion", "tokeniser=word")).Message);
    }

    private static Experiment Create(string name, params string[] set) =>
        Laboratory.Create(Catalogue.Find(name)!.With([.. s_tiny.Select(Pair), .. set.Select(Pair)]), s_text);

    private static ExperimentResult Run(string name, int replicates, params string[] set) => Run(name, replicates, 1, set);

    private static ExperimentResult Run(string name, int replicates, int workers, params string[] set) =>
        Create(name, set).Run(new RunOptions { Generations = 3, Replicates = replicates, Seed = new RunSeed(1), Workers = workers });

    private static KeyValuePair<string, string> Pair(string setting) => KeyValuePair.Create(setting.Split('=')[0], setting.Split('=')[1]);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static LabText Sentences(int count)
    {
        var prng = new Prng(new RunSeed(8));
        string[] who = ["the miller", "a fox", "our aunt", "the old king", "nobody", "the twins"];
        string[] does = ["saw", "painted", "forgot", "sold", "buried", "counted"];
        string[] what = ["seven apples", "the moon", "a broken cart", "her letters", "the north wind", "some bread"];
        string Pick(string[] words) => words[(int)(words.Length * Math.Pow(prng.NextDouble(), 2))]; // the first ones far more often
        return LabText.From([string.Concat(Enumerable.Range(0, count).Select(_ => $"{Pick(who)} {Pick(does)} {Pick(what)}. "))]);
    }
}
