using System.Collections.Immutable;
using System.Text;
using Assay.Core.Detection;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Scan.Probes;

/// <summary>How machine-like a document is: the detector's log-odds. What they are worth is decided later, by the calibration of the source.</summary>
/// <param name="detector">The detector.</param>
/// <param name="policy">Says which sources are scored.</param>
internal sealed class DetectorProbe(Detector detector, Policy policy) : IProbe
{
    /// <summary>Folder of its facts.</summary>
    public const string ProbeName = "detector";

    public string Name => ProbeName;

    public ImmutableArray<FactColumn> Columns { get; } =
        [new("detector.score", "FLOAT"), new("detector.length_class", "VARCHAR"), new("detector.model", "VARCHAR")];

    /// <summary>The detector.</summary>
    public Detector Detector => detector;

    public bool Measures(PlannedShard shard) => shard.Role != ShardRole.Corpus || policy.IsScored(shard.Source);

    public string FingerprintFor(Shard shard) => $"detector-1 {detector.Id}";

    public IProbeRun Open(Shard shard) => new Run(detector, Encoding.UTF8.GetBytes(detector.Id));

    private sealed class Run(Detector detector, byte[] id) : IProbeRun
    {
        private readonly DetectorScratch _scratch = new();

        public void Measure(in ScannedDocument document, DuckAppender facts)
        {
            DetectorScore score = detector.Score(document.Text, _scratch);
            if (double.IsNaN(score.LogOdds))
            {
                facts.AppendNull();
            }
            else
            {
                facts.Append((float)score.LogOdds);
            }

            facts.Append(score.LengthClass switch { LengthClass.TooShort => "too-short"u8, LengthClass.Short => "short"u8, _ => "full"u8 });
            facts.Append(id);
        }
    }
}
