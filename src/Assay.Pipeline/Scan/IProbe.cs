using System.Collections.Immutable;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Engine;

namespace Assay.Pipeline.Scan;

/// <summary>A measurement of every document. To add one, write its class and name it in <see cref="ProbeSet"/>; its columns appear in facts.</summary>
/// <remarks>A probe stores scores, never verdicts: thresholds live in the policy.</remarks>
internal interface IProbe
{
    /// <summary>Folder of its facts.</summary>
    string Name { get; }

    /// <summary>The columns it fills, in order.</summary>
    ImmutableArray<FactColumn> Columns { get; }

    /// <summary>Whether it measures the documents of a shard; elsewhere its facts are missing, and count as unknown.</summary>
    /// <param name="shard">The shard.</param>
    bool Measures(PlannedShard shard) => shard.Role == ShardRole.Corpus;

    /// <summary>Everything but the record that its values depend on, its own version included.</summary>
    /// <param name="shard">The shard to be measured.</param>
    string FingerprintFor(Shard shard);

    /// <summary>Starts measuring a shard; what it returns belongs to one thread.</summary>
    /// <param name="shard">The shard to be measured.</param>
    IProbeRun Open(Shard shard);
}

/// <summary>A probe at work on one shard.</summary>
internal interface IProbeRun
{
    /// <summary>Measures one document and appends one value for each of the probe's columns, in their order.</summary>
    /// <param name="document">The document; not valid after the call.</param>
    /// <param name="facts">Where the values go; the caller ends the row.</param>
    void Measure(in ScannedDocument document, DuckAppender facts);
}
