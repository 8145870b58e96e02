using Assay.Core.Language.Scoring;

namespace Assay.Pipeline.Measure;

/// <summary>Ends a scorer with the run that made it: closes its connection, its cache or its program.</summary>
/// <param name="scorer">The scorer; null where the detector scores.</param>
internal sealed class ScorerLease(IDocumentScorer? scorer) : IDisposable
{
    /// <summary>The scorer.</summary>
    public IDocumentScorer? Scorer => scorer;

    public void Dispose()
    {
        switch (scorer)
        {
            case IDisposable disposable:
                disposable.Dispose();
                break;
            case IAsyncDisposable disposable:
                disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                break;
        }
    }
}
