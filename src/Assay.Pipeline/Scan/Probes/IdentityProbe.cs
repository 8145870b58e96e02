using System.Collections.Immutable;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>Identity by content: <c>identity-1</c>.</summary>
internal sealed class IdentityProbe : IProbe
{
    public string Name => "identity";

    public ImmutableArray<FactColumn> Columns { get; } = [new("id", "UUID")];

    public bool Measures(PlannedShard shard) => true;

    public string FingerprintFor(Shard shard) => Identity1.Name;

    public IProbeRun Open(Shard shard) => new Run();

    private sealed class Run : IProbeRun
    {
        private byte[] _scratch = [];

        public void Measure(in ScannedDocument document, DuckAppender facts)
        {
            int needed = Identity1.FormCapacity(document.Text.Length);
            if (_scratch.Length < needed)
            {
                _scratch = new byte[needed + needed / 2];
            }

            facts.Append(Identity1.Compute(document.Text, _scratch).Value);
        }
    }
}
