using System.Collections.Immutable;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>The declared strata: one column a dimension, null where the document does not say.</summary>
internal sealed class StrataProbe(ImmutableArray<string> dimensions) : IProbe
{
    /// <summary>Longer values are cut: a stratum is a name, not a text.</summary>
    private const int MaxBytes = 200;

    public string Name => "strata";

    public ImmutableArray<FactColumn> Columns { get; } = [.. dimensions.Select(dimension => new FactColumn($"strata.{dimension}", "VARCHAR"))];

    public string FingerprintFor(Shard shard) =>
        "strata-1 " + string.Join('\u001f', dimensions.Select(dimension => $"{dimension}={shard.Fields.Strata[dimension]}"));

    public IProbeRun Open(Shard shard) => new Run([.. dimensions.Select(dimension => shard.Fields.SlotOf(shard.Fields.Strata[dimension]))]);

    private sealed class Run(ImmutableArray<int> slots) : IProbeRun
    {
        public void Measure(in ScannedDocument document, DuckAppender facts)
        {
            foreach (int slot in slots)
            {
                FieldValue value = document.Record.Field(slot);
                if (value.Utf8.IsEmpty)
                {
                    facts.AppendNull();
                }
                else
                {
                    facts.Append(Cut(value.Utf8));
                }
            }
        }

        private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> value)
        {
            if (value.Length <= MaxBytes)
            {
                return value;
            }

            int end = MaxBytes;
            while ((value[end] & 0xC0) == 0x80) // not inside a character
            {
                end--;
            }

            return value[..end];
        }
    }
}
