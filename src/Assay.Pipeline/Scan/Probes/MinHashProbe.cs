using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>The near-duplicate signature, two bytes a row.</summary>
internal sealed class MinHashProbe(MinHashOptions options) : IProbe
{
    /// <summary>Folder of its facts.</summary>
    public const string ProbeName = "minhash";

    private readonly MinHasher _hasher = new(options);

    public string Name => ProbeName;

    public ImmutableArray<FactColumn> Columns { get; } = [new("minhash", "BLOB")];

    /// <summary>The hasher that made the signatures.</summary>
    public MinHasher Hasher => _hasher;

    public string FingerprintFor(Shard shard) =>
        $"{MinHasher.Name} {WordSplitter.Name} {options.WordsPerShingle} {options.Bands} {options.Rows}";

    public IProbeRun Open(Shard shard) => new Run(_hasher);

    private sealed class Run(MinHasher hasher) : IProbeRun
    {
        private readonly ushort[] _signature = new ushort[hasher.SignatureLength];

        public void Measure(in ScannedDocument document, DuckAppender facts)
        {
            // Only a document without any word is signed by its id.
            DocumentId id = document.Words.IsEmpty ? Identity1.Compute(document.Text) : default;
            hasher.Sign(document.Words, id, _signature);
            facts.Append(MemoryMarshal.AsBytes(_signature.AsSpan()));
        }
    }
}
