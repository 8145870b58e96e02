using System.Collections.Immutable;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>How large a document is: its record and text in bytes, its words, its tokens by the rule <c>tokens-1</c>.</summary>
internal sealed class SizeProbe : IProbe, IProbeRun
{
    public string Name => "size";

    public ImmutableArray<FactColumn> Columns { get; } =
        [new("record_bytes", "BIGINT"), new("bytes", "BIGINT"), new("words", "BIGINT"), new("tokens", "BIGINT")];

    public bool Measures(PlannedShard shard) => true;

    public string FingerprintFor(Shard shard) => $"{WordSplitter.Name} {TokenRule.Name}";

    public IProbeRun Open(Shard shard) => this;

    public void Measure(in ScannedDocument document, DuckAppender facts)
    {
        facts.Append(document.Record.RecordBytes);
        facts.Append((long)document.Text.Length);
        facts.Append((long)document.Words.Length);
        facts.Append(document.Tokens);
    }
}
