using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;
using Assay.Lab.Training.Optimisation;

namespace Assay.Lab.Models.Transformer;

/// <summary>Trains a transformer on texts of equal length: show it texts, ask how wrong it was, move every number a little against that.</summary>
/// <remarks>Texts come in a random order, each once before any comes again. The order is a function of seed and step, so that a run
/// that resumes from a checkpoint ends with the same bytes as one that was never stopped.</remarks>
public sealed class GptTrainer
{
    private readonly Gpt _model;
    private readonly int[][] _texts;
    private readonly int _start;
    private readonly GptTrainingOptions _options;
    private readonly AdamW _optimiser;
    private int _epoch = -1;
    private int[] _order = [];

    /// <summary>Starts at step 0.</summary>
    /// <param name="model">What is trained.</param>
    /// <param name="texts">Token numbers of each text, all of equal length, at most the context.</param>
    /// <param name="start">The token that stands before every text, so that its first token is learned too.</param>
    /// <param name="options">How.</param>
    public GptTrainer(Gpt model, int[][] texts, int start, GptTrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(options);
        if (texts.Length == 0 || texts.Any(t => t.Length != texts[0].Length))
        {
            throw new ArgumentException("There must be a text, and all must be of equal length.", nameof(texts));
        }

        (_model, _texts, _start, _options) = (model, texts, start, options);
        _optimiser = new AdamW(model.Bench, model.Parameters, options.Optimiser);
    }

    /// <summary>Steps done.</summary>
    public int Step => _optimiser.Steps;

    /// <summary>Trains to the last step.</summary>
    /// <param name="watch">Who is told every step and may stop it; null where nobody watches.</param>
    public void Run(TrainingWatch? watch = null)
    {
        TrainingWatch.Course? course = watch?.Begin(_options.Steps, _options.Batch * _texts[0].Length, Step);
        while (Step < _options.Steps)
        {
            double loss = TakeStep();
            course?.Report(Step, loss);
        }
    }

    /// <summary>Learns one batch.</summary>
    /// <returns>Its loss before the step, in nats a token.</returns>
    public double TakeStep()
    {
        int length = _texts[0].Length;
        int[] tokens = new int[_options.Batch * length], targets = new int[tokens.Length];
        for (int i = 0; i < _options.Batch; i++)
        {
            int[] text = TextAt(((long)Step * _options.Batch) + i);
            text.CopyTo(targets, i * length);
            tokens[i * length] = _start;
            text.AsSpan(0, length - 1).CopyTo(tokens.AsSpan((i * length) + 1));
        }

        double loss = _model.Learn(tokens, targets, length);
        _optimiser.Clip(_options.Clip);
        _optimiser.Step(_options.Rate.At(Step, _options.Steps));
        return loss;
    }

    /// <summary>Everything that the rest of the run depends on.</summary>
    public Safetensors Checkpoint()
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (int i = 0; i < _model.Parameters.Count; i++)
        {
            string name = _model.Parameters[i].Name;
            tensors[name] = _model.Parameters[i].Value;
            tensors[$"{name}.first-moment"] = _optimiser.FirstMoments[i];
            tensors[$"{name}.second-moment"] = _optimiser.SecondMoments[i];
        }

        return new Safetensors(tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["step"] = $"{Step}" });
    }

    /// <summary>Goes on from a checkpoint of a run with the same model, texts and options.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="UserErrorException">It belongs to another model.</exception>
    public void Resume(Safetensors checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        if (!checkpoint.Metadata.TryGetValue("step", out string? word) || !int.TryParse(word, out int step) || step < 0)
        {
            throw new UserErrorException("The file is no checkpoint: it does not say how many steps were done.", "Give one that training has written.");
        }

        for (int i = 0; i < _model.Parameters.Count; i++)
        {
            string name = _model.Parameters[i].Name;
            checkpoint.CopyTo(_model.Parameters[i].Value, name);
            checkpoint.CopyTo(_optimiser.FirstMoments[i], $"{name}.first-moment");
            checkpoint.CopyTo(_optimiser.SecondMoments[i], $"{name}.second-moment");
        }

        _optimiser.Steps = step;
    }

    private int[] TextAt(long place)
    {
        int epoch = (int)(place / _texts.Length);
        if (epoch != _epoch)
        {
            var prng = new Prng(_options.Seed.For($"epoch/{epoch}"));
            _order = [.. Enumerable.Range(0, _texts.Length)];
            for (int i = _order.Length - 1; i > 0; i--)
            {
                int j = prng.NextInt32(i + 1);
                (_order[i], _order[j]) = (_order[j], _order[i]);
            }

            _epoch = epoch;
        }

        return _texts[_order[place % _texts.Length]];
    }
}
