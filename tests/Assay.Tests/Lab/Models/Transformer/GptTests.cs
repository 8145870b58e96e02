using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Training.Optimisation;
using Assay.Tests.Lab.Training;

namespace Assay.Tests.Lab.Models.Transformer;

public class GptTests
{
    private static readonly GptShape s_tiny = new() { Vocabulary = 7, Context = 5, Width = 4, Depth = 2, Heads = 2 };

    private static readonly int[] s_tokens = [0, 3, 6, 3, 1, 0, 2, 2, 5, 4];

    private static readonly int[] s_targets = [3, 6, 3, 1, 1, 2, 2, 5, 4, 6];

    [Fact]
    public void The_whole_model_equals_its_twin_and_its_differences()
    {
        using var bench = new Workbench(1);
        Gpt model = Lively(bench, s_tiny);
        double[][] exact = [.. model.Parameters.Select(p => GradientCheck.Doubles(p.Value))];
        double Loss() => NaiveLayers.CrossEntropy(NaiveGpt.Scores(s_tiny, exact, s_tokens, 5), s_targets);

        GradientCheck.Close(NaiveGpt.Scores(s_tiny, exact, s_tokens, 5), GradientCheck.Doubles(model.Forward(s_tokens, 5)), "scores");
        Assert.Equal(Loss(), model.Learn(s_tokens, s_targets, 5), tolerance: 1e-6);
        for (int i = 0; i < exact.Length; i++)
        {
            double[] slopes = [.. exact[i].Select((_, place) => GradientCheck.Slope(exact[i], place, Loss))];
            GradientCheck.Close(slopes, GradientCheck.Doubles(model.Parameters[i].Gradient), model.Parameters[i].Name);
        }

        Assert.Equal(s_tiny.Parameters, model.Parameters.Sum(p => p.Value.Length));
    }

    [Fact]
    public void A_new_model_knows_nothing_and_learns_a_text_by_heart()
    {
        using var bench = new Workbench(1);
        var model = new Gpt(bench, s_tiny with { Vocabulary = 8, Width = 16, Context = 8 }, new Prng(new RunSeed(1)));
        int[] text = [1, 2, 3, 1, 2, 4, 1, 5];
        var trainer = new GptTrainer(model, [text], 0, new() { Steps = 150, Batch = 1, Rate = new() { Peak = 1e-2 }, Optimiser = new() { WeightDecay = 0 } });

        Assert.Equal(Math.Log(8), trainer.TakeStep(), tolerance: 0.05);
        trainer.Run();

        Assert.True(trainer.TakeStep() < 0.05);
        int[] written = new GptWriter(model).Beam([0], 8, beams: 1).Tokens;
        Assert.Equal(text, written);
    }

    [Fact]
    public void A_run_that_resumes_ends_with_the_same_bytes_whatever_the_number_of_threads()
    {
        int[][] texts = [.. Enumerable.Range(0, 5).Select(i => (int[])[i, (i * 2) % 7, 3, i, 6])];
        var options = new GptTrainingOptions { Steps = 9, Batch = 3, Rate = new LearningRate { WarmUp = 2, Decline = Decline.Linear } };
        using var one = new Workbench(1);
        Gpt whole = new(one, s_tiny, new Prng(new RunSeed(1)));
        new GptTrainer(whole, texts, 0, options).Run();

        using var three = new Workbench(3);
        Gpt begun = new(three, s_tiny, new Prng(new RunSeed(1)));
        var first = new GptTrainer(begun, texts, 0, options);
        for (int i = 0; i < 4; i++)
        {
            first.TakeStep();
        }

        using var file = new MemoryStream();
        first.Checkpoint().Write(file);
        file.Position = 0;
        Gpt resumed = new(three, s_tiny, new Prng(new RunSeed(99)));
        var second = new GptTrainer(resumed, texts, 0, options);
        second.Resume(Safetensors.Read(file, "memory"));
        Assert.Equal(4, second.Step);
        second.Run();

        Assert.All(whole.Parameters.Zip(resumed.Parameters), p => Assert.Equal(p.First.Value.Span, p.Second.Value.Span));
    }

    [Fact]
    public void Progress_tells_speed_and_time_left()
    {
        using var bench = new Workbench(1);
        var time = new TickingTime(TimeSpan.FromSeconds(2));
        List<TrainingProgress> told = [];
        new GptTrainer(new Gpt(bench, s_tiny, new Prng(new RunSeed(1))), [[1, 2, 3, 4, 5]], 0, new() { Steps = 4, Batch = 2 })
            .Run(new TrainingWatch(time, new Teller(told)));

        Assert.Equal([1, 2, 3, 4], told.Select(t => t.Step));
        Assert.Equal(5, told[1].Rate); // 2 texts of 5 tokens every 2 seconds
        Assert.Equal(TimeSpan.FromSeconds(4), told[1].TimeLeft);

        var stopped = new GptTrainer(new Gpt(bench, s_tiny, new Prng(new RunSeed(1))), [[1, 2, 3, 4, 5]], 0, new() { Steps = 4, Batch = 2 });
        Assert.Throws<OperationCanceledException>(() => stopped.Run(new TrainingWatch(time, new Teller(told), new CancellationToken(canceled: true))));
        Assert.Equal(1, stopped.Step);
    }

    [Fact]
    public void Weights_move_to_a_file_and_back_with_or_without_the_prefix()
    {
        using var bench = new Workbench(1);
        Gpt model = Lively(bench, s_tiny), other = new(bench, s_tiny, new Prng(new RunSeed(2)));
        Safetensors file = model.Export();
        Assert.Contains("transformer.h.1.mlp.c_fc.weight", file.Tensors.Keys);
        other.Import(file);
        Assert.Equal(model.Forward(s_tokens, 5).Span, other.Forward(s_tokens, 5).Span);

        var bare = new Safetensors(file.Tensors.ToDictionary(t => t.Key["transformer.".Length..], t => t.Value), file.Metadata);
        other = new(bench, s_tiny, new Prng(new RunSeed(3)));
        other.Import(bare);
        Assert.Equal(model.Forward(s_tokens, 5).Span, other.Forward(s_tokens, 5).Span);

        var larger = new Gpt(bench, s_tiny with { Width = 8 }, new Prng(new RunSeed(4)));
        Assert.Contains("shape [7, 4] instead of [7, 8]", Assert.Throws<UserErrorException>(() => larger.Import(file)).Message);
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        using var bench = new Workbench(1);
        Assert.Contains("multiple of the 3 heads", Assert.Throws<ArgumentException>(() => new Gpt(bench, s_tiny with { Heads = 3 }, new Prng(new RunSeed(1)))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Lively(bench, s_tiny).Forward([1, 2, 3, 4, 5, 6], 6));
    }

    /// <summary>A model whose every parameter matters: a fresh one has zeros and small numbers.</summary>
    internal static Gpt Lively(Workbench bench, GptShape shape)
    {
        var model = new Gpt(bench, shape, new Prng(new RunSeed(1)));
        foreach (Parameter parameter in model.Parameters)
        {
            GradientCheck.Random(parameter.Name, [.. parameter.Value.Shape]).Span.CopyTo(parameter.Value.Span);
        }

        return model;
    }

    private sealed class TickingTime(TimeSpan tick) : TimeProvider
    {
        private long _now = -1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++_now * tick.Ticks;
    }

    private sealed class Teller(List<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told.Add(value);
    }
}
