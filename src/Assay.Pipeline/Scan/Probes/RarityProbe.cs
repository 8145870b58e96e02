using System.Collections.Immutable;
using Assay.Core.Tails;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>How much of a document is made of words that are rare in the anchor, or that the anchor does not have.</summary>
/// <param name="rare">The anchor's rare types.</param>
/// <param name="anchorSources">Sources whose documents were counted: their own words are taken out before they are measured.</param>
internal sealed class RarityProbe(AnchorRareTypes rare, ImmutableHashSet<string> anchorSources) : IProbe
{
    public string Name => "rarity";

    public ImmutableArray<FactColumn> Columns { get; } = [new("rarity", "FLOAT"), new("rarity_unseen", "FLOAT")];

    /// <summary>Says which anchor the documents are measured against.</summary>
    public string ReferenceKey => rare.Key;

    public string FingerprintFor(Shard shard) => $"rarity-1 {rare.Key} {anchorSources.Contains(shard.SourceName)}";

    public IProbeRun Open(Shard shard) => new Run(rare.Types, anchorSources.Contains(shard.SourceName));

    private sealed class Run(RareTypes types, bool inAnchor) : IProbeRun
    {
        private int[] _scratch = [];

        public void Measure(in ScannedDocument document, DuckAppender facts)
        {
            if (_scratch.Length < document.Words.Length)
            {
                _scratch = new int[document.Words.Length * 2];
            }

            if (types.Measure(document.Words, inAnchor, _scratch) is { } rarity)
            {
                facts.Append(rarity.Rare);
                facts.Append(rarity.Unseen);
            }
            else
            {
                facts.AppendNull();
                facts.AppendNull();
            }
        }
    }
}
