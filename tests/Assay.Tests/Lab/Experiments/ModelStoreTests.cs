using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Tests.Lab.Models.Vae;

namespace Assay.Tests.Lab.Experiments;

public sealed class ModelStoreTests : IDisposable
{
    private static readonly LabText s_text = LabText.From(
        [string.Concat(Enumerable.Range(0, 400).Select(i => $"number {i * 7919 % 1000} is {(i % 3 == 0 ? "a multiple" : "no multiple")} of three. "))]);

    private static readonly LabPictures s_pictures = new(VaeTests.Bars(60), VaeTests.Bars(10));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_stopped_run_goes_on_from_the_models_that_it_had_fitted()
    {
        var steps = new Steps();
        ExperimentResult expected = Texts("text-recursion", null, steps), stored = Texts("text-recursion", Store(), steps);
        Same(expected, stored);
        string[] files = Files();
        Assert.Equal(6, files.Length); // three generations of two replicates
        Assert.DoesNotContain(files, f => f.EndsWith(".partial", StringComparison.Ordinal));

        int before = steps.Count;
        Same(expected, Texts("text-recursion", Store(), steps));
        Assert.Equal(before, steps.Count);

        File.Delete(files[3]);
        Same(expected, Texts("text-recursion", Store(), steps));
        Assert.True(steps.Count > before && Files().SequenceEqual(files));
        Assert.Equal(before / 12, steps.Count - before); // one fit of the twelve that were made in both runs
    }

    [Fact]
    public void Loops_share_their_first_models_and_no_others()
    {
        var steps = new Steps();
        var real = new ModelStore(_folder.Path) { OnlyOfRealData = true };
        _ = Texts("text-recursion", real, steps);
        Assert.Equal(2, Files().Length);
        ExperimentResult expected = Texts("text-recursion-subsample", null, steps), shared = Texts("text-recursion-subsample", real, steps);
        Same(expected, shared);
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public void Pictures_too_and_other_settings_are_other_models()
    {
        ExperimentResult expected = Pictures(null, "1e-3");
        Same(expected, Pictures(Store(), "1e-3"));
        Same(expected, Pictures(Store(), "1e-3"));
        Assert.Equal(2, Files().Length);
        _ = Pictures(Store(), "2e-3");
        Assert.Equal(4, Files().Length);
    }

    [Fact]
    public void A_damaged_file_is_named_with_the_remedy()
    {
        _ = Pictures(Store(), "1e-3");
        string file = Files()[0];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);

        UserErrorException error = Assert.IsType<UserErrorException>(Assert.Throws<AggregateException>(() => Pictures(Store(), "1e-3")).InnerException);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("Delete the file", error.Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<UserErrorException>(() => new ModelStore(file)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ModelStore Store() => new(_folder.Path);

    private string[] Files() => [.. Directory.EnumerateFiles(_folder.Path).Order(StringComparer.Ordinal)];

    private static void Same(ExperimentResult expected, ExperimentResult actual) =>
        Assert.All(expected.Measures, m => Assert.All(Enumerable.Range(1, expected.Generations), t => Assert.Equal(expected.Values(m.Name, t), actual.Values(m.Name, t))));

    private static ExperimentResult Texts(string name, ModelStore? store, Steps steps)
    {
        string[] set = ["samples=40", "document-length=16", "vocabulary=280", "width=8", "depth=1", "heads=1", "epochs=2", "batch=8"];
        ExperimentSpec spec = Catalogue.Find(name)!.With([.. set.Select(Pair)]);
        return Laboratory.Create(spec, s_text, watch: new TrainingWatch(TimeProvider.System, steps), models: store).Run(Options(3));
    }

    private static ExperimentResult Pictures(ModelStore? store, string rate)
    {
        string[] set = ["samples=60", "capacity=0", "code=2", "epochs=2", "batch=20", $"learning-rate={rate}"];
        return Laboratory.Create(Catalogue.Find("vae-mnist")!.With([.. set.Select(Pair)]), pictures: s_pictures, models: store)
            .Run(Options(2) with { Replicates = 1 });
    }

    private static RunOptions Options(int generations) => new() { Generations = generations, Replicates = 2, Seed = new RunSeed(1), Workers = 1 };

    private static KeyValuePair<string, string> Pair(string setting) => KeyValuePair.Create(setting.Split('=')[0], setting.Split('=')[1]);

    private sealed class Steps : IProgress<TrainingProgress>
    {
        public int Count { get; private set; }

        public void Report(TrainingProgress value) => Count++;
    }
}
