using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Measures;
using Assay.Lab.Models;
using Assay.Lab.Models.External;
using Assay.Lab.Models.Transformer;
using Assay.Lab.Models.Vae;
using Assay.Lab.Tokenisers;
using Assay.Lab.Training;

namespace Assay.Lab.Experiments;

/// <content>Experiments with neural models.</content>
public static partial class Laboratory
{
    private const string NoNeuralNull = "A null of a hundred trained models would cost more than the experiment; compare its loops in pairs instead.";
    private const int TextsShown = 3;
    private const int PicturesShown = 30;
    private const int DocumentsShown = 1000;

    /// <summary>More held-out documents than this, or half a training set, cost time and tell nothing new: the loss is compared in pairs.</summary>
    private const int LeastHeldOut = 100;

    private static Experiment<Texts> Transformer(Setup setup)
    {
        LabText text = NeedText(setup);
        Settings settings = setup.Settings;
        ITokeniser tokeniser = Tokeniser(settings, text);
        int length = settings.Whole("document-length", 2);
        int[][] documents = Texts.Cut([.. text.Passages.SelectMany(p => (IEnumerable<int>)[.. tokeniser.Encode(p), tokeniser.Boundary])], length).Documents;
        int heldOut = Math.Max(1, (int)(documents.Length * settings.Number("held-out-share", 0, 0.5, lowIncluded: false)));
        int available = documents.Length - heldOut;
        int samples = settings.Has("samples") ? setup.Samples : available;
        if (available < samples || available < 2)
        {
            throw NoFreshText(samples, available);
        }

        var shape = new GptShape
        {
            Vocabulary = tokeniser.Vocabulary,
            Context = length,
            Width = settings.Whole("width", 1),
            Depth = settings.Whole("depth", 1),
            Heads = settings.Whole("heads", 1),
        };
        if (shape.Problems().FirstOrDefault() is { } problem)
        {
            throw new UserErrorException(problem, "Change width or heads.");
        }

        double epochs = settings.Number("epochs", 0, double.MaxValue, lowIncluded: false), rate = settings.Number("learning-rate", 0, 1, lowIncluded: false);
        int batch = settings.Whole("batch", 1);
        int[] held = [.. documents[available..].Take(Math.Max(LeastHeldOut, samples / 2)).SelectMany(d => d)];
        var words = new WordMeasures(tokeniser);
        return new Experiment<Texts>(Choose(
            setup.Spec, TextMeasures.HeldOutBits(held), words.Types, words.TypesKept, words.PairsKept, TextMeasures.Entropy,
            TextMeasures.FirstModelBits(.05), TextMeasures.FirstModelBits(.5), TextMeasures.FirstModelBits(.95), TextMeasures.SelfBleu))
        {
            World = prng => new(
                TextsKind.Instance,
                new GptTextFamily(new Workbench(Threads(setup)), tokeniser, shape) { Epochs = epochs, Batch = batch, LearningRate = rate, Watch = setup.Watch, Store = setup.Models },
                new Reservoir(documents[..available], prng).Draw),
            NoNull = NoNeuralNull,
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = samples,
            Show = s => new Exhibit(
                s.Generation, words.Written(s.Sample, TextsShown), [.. TextMeasures.FirstModelBitsOf(s).Take(DocumentsShown).Select(b => Math.Round(b, 3))], null),
        };
    }

    private static Experiment<Images> Autoencoder(Setup setup)
    {
        LabPictures pictures = setup.Pictures
            ?? throw new UserErrorException("The model vae learns from real pictures.", "Give the folder of MNIST's files with --pictures.");
        Settings settings = setup.Settings;
        int samples = settings.Has("samples") ? setup.Samples : pictures.Training.Count;
        if (samples > pictures.Training.Count)
        {
            throw new UserErrorException($"{samples} pictures are needed and there are {pictures.Training.Count}.", "Set samples lower.");
        }

        int capacity = settings.Whole("capacity", 0), batch = settings.Whole("batch", 1);
        var shape = new VaeShape { Code = settings.Whole("code", 1), Capacity = capacity == 0 ? null : capacity };
        double epochs = settings.Number("epochs", 0, double.MaxValue, lowIncluded: false), rate = settings.Number("learning-rate", 0, 1, lowIncluded: false);
        bool endless = settings.Word("sampling", "finite", "infinite") is "infinite";
        return new Experiment<Images>(Choose(
            setup.Spec, PictureMeasures.LatentDeviation, PictureMeasures.LatentMean, PictureMeasures.LatentSpread, PictureMeasures.HeldOutNats(pictures.HeldOut)))
        {
            World = prng => new(
                ImagesKind.Instance,
                new VaeFamily(new Workbench(Threads(setup)), shape) { Epochs = epochs, Batch = batch, LearningRate = rate, Endless = endless, Watch = setup.Watch, Store = setup.Models },
                new PictureReservoir(pictures.Training, prng).Draw),
            NoNull = NoNeuralNull,
            Loop = setup.Loop,
            Decoder = setup.Decoder,
            Samples = samples,
            Show = s => new Exhibit(s.Generation, [], [], PngPicture.DataUri(
                new Images(s.Sample.Pixels[..(Math.Min(PicturesShown, s.Sample.Count) * Images.Length)]))),
        };
    }

    private static Experiment<Texts> External(Setup setup)
    {
        LabText text = NeedText(setup);
        var limit = TimeSpan.FromSeconds(setup.Settings.Number("time-limit", 0, 1e7, lowIncluded: false));
        ExternalCommand fit = new("fit", setup.Settings.Text("fit"), limit), sample = new("sample", setup.Settings.Text("sample"), limit);
        fit.Require("data", "model");
        sample.Require("model", "out", "count");
        // JSON lines are documents as they are; of one running text each line is.
        string[] passages = text.Passages.Count > 1 ? [.. text.Passages] : [.. text.Passages.SelectMany(p => p.Split('\n')).Where(l => !string.IsNullOrWhiteSpace(l))];
        int samples = setup.Settings.Has("samples") ? setup.Samples : passages.Length;
        if (passages.Length < samples || passages.Length < 2)
        {
            throw NoFreshText(samples, passages.Length);
        }

        var words = new WordMeasures(BytePairTokeniser.Bytes);
        int[][] documents = [.. passages.Select(ExternalTexts.Encode)];
        string folder = Environment.CurrentDirectory;
        return new Experiment<Texts>(Choose(setup.Spec, words.Types, words.TypesKept, words.PairsKept, TextMeasures.SelfBleu))
        {
            World = prng => new(TextsKind.Instance, new ExternalFamily(fit, sample, folder), new Reservoir(documents, prng).Draw),
            NoNull = NoNeuralNull,
            Loop = setup.Loop,
            Samples = samples,
            Show = s => new Exhibit(s.Generation, words.Written(s.Sample, TextsShown), [], null),
        };
    }

    /// <summary>Real pictures in random order; each is given out once.</summary>
    private sealed class PictureReservoir(Images pictures, Prng prng)
    {
        private readonly int[] _order = Shuffled(pictures.Count, prng);
        private int _next;

        public Images Draw(int size, Prng unused)
        {
            if (size > _order.Length - _next)
            {
                throw new UserErrorException(
                    $"{size} more real pictures are needed and {_order.Length - _next} are left.", "Set samples lower, or take a loop that draws no fresh real data.");
            }

            _next += size;
            return ImagesKind.Instance.Pick(pictures, _order.AsSpan(_next - size, size));
        }

        private static int[] Shuffled(int count, Prng prng)
        {
            int[] order = [.. Enumerable.Range(0, count)];
            for (int i = count - 1; i > 0; i--)
            {
                int j = prng.NextInt32(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return order;
        }
    }

    /// <summary>Several replicates keep all processors busy by themselves; one has them for itself.</summary>
    private static int Threads(Setup setup) => setup.Spec.Replicates == 1 ? Environment.ProcessorCount : 1;

    private static ITokeniser Tokeniser(Settings settings, LabText text) => settings.Word("tokeniser", "bpe", "character", "byte") switch
    {
        "bpe" => BytePairTrainer.Train(text.Passages, settings.Whole("vocabulary", 257)),
        "character" => CharacterTokeniser.Train(text.Passages),
        _ => BytePairTokeniser.Bytes,
    };
}
