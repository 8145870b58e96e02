using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Lab.Models.Transformer;
using Assay.Pipeline.Scorers;

namespace Assay.Cli.Measure;

/// <summary>The laboratory's transformer among the scorers of <c>assay measure</c>: <c>gpt[:epochs=8,width=64,depth=2,context=128,vocabulary=1024,signal=…]</c>.</summary>
internal static class TransformerScorer
{
    /// <summary>The kind.</summary>
    public static ScorerKind Kind(int threads) => new("gpt", NeedsAnchor: true, settings => Read(settings, threads));

    private static Func<IEnumerable<string>, IDocumentScorer> Read(ScorerSettings settings, int threads)
    {
        var defaults = new GptScorerOptions();
        GptScorerOptions options = defaults with
        {
            Epochs = settings.Whole("epochs", defaults.Epochs),
            Width = settings.Whole("width", defaults.Width),
            Depth = settings.Whole("depth", defaults.Depth),
            Context = settings.Whole("context", defaults.Context),
            Vocabulary = settings.Whole("vocabulary", defaults.Vocabulary),
            Signal = SignalNames.Parse(settings.Text("signal", SignalNames.Of(defaults.Signal))),
        };
        settings.RefuseUnread();
        UserErrorException? problem = options.Problems().FirstOrDefault() is { } found ? settings.Problem(found) : null;
        return problem is null ? anchor => GptScorer.Train(anchor, options, threads) : throw problem;
    }
}
