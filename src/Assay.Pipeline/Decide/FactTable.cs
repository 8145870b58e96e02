using System.Collections.Immutable;
using Assay.Core.Documents;

namespace Assay.Pipeline.Decide;

/// <summary>The facts of the whole corpus in columns, one entry a document, in the order of shards and rows. No text.</summary>
internal sealed class FactTable
{
    public FactTable(int count, ImmutableArray<string> dimensions)
    {
        Shard = new int[count];
        Row = new int[count];
        Id = new UInt128[count];
        RecordBytes = new int[count];
        TextBytes = new int[count];
        Tokens = new int[count];
        DeclaredOrigin = new Origin[count];
        HasModel = new bool[count];
        DeclaredDepth = new short[count];
        CreatedDay = new int[count];
        Rarity = new float[count];
        Dimensions = dimensions;
        Strata = [.. dimensions.Select(_ => new int[count])];
        StratumNames = [.. dimensions.Select(_ => new List<string> { NoStratum })];
    }

    /// <summary>The stratum of documents that do not say; it has no floor.</summary>
    public const string NoStratum = "(none)";

    /// <summary>Number of documents.</summary>
    public int Count => Shard.Length;

    /// <summary>0-based shard.</summary>
    public int[] Shard { get; }

    /// <summary>0-based record within the shard.</summary>
    public int[] Row { get; }

    /// <summary>Identity by content.</summary>
    public UInt128[] Id { get; }

    /// <summary>Bytes of the record as stored.</summary>
    public int[] RecordBytes { get; }

    /// <summary>Bytes of the text.</summary>
    public int[] TextBytes { get; }

    /// <summary>Tokens, 1 or more: a document weighs something even when it has no word.</summary>
    public int[] Tokens { get; }

    /// <summary>What the document says of its origin.</summary>
    public Origin[] DeclaredOrigin { get; }

    /// <summary>Whether the document names a model.</summary>
    public bool[] HasModel { get; }

    /// <summary>The depth that the document states; -1 for none.</summary>
    public short[] DeclaredDepth { get; }

    /// <summary>Last day number that the document's date may mean; -1 for none.</summary>
    public int[] CreatedDay { get; }

    /// <summary>Share of the document's words that are rare in the anchor; NaN where it was not measured.</summary>
    public float[] Rarity { get; }

    /// <summary>The detector's log-odds; NaN where it abstains or nobody asked it. Empty where nothing was scored.</summary>
    public float[] Score { get; set; } = [];

    /// <summary>The detector's log-odds of a document; NaN where there are none.</summary>
    /// <param name="document">0-based place.</param>
    public float ScoreOf(int document) => Score.Length == 0 ? float.NaN : Score[document];

    /// <summary>Names of the declared dimensions.</summary>
    public ImmutableArray<string> Dimensions { get; }

    /// <summary>For each declared dimension, each document's index into <see cref="StratumNames"/>.</summary>
    public ImmutableArray<int[]> Strata { get; }

    /// <summary>For each declared dimension, the names of its strata; the first is <see cref="NoStratum"/>.</summary>
    public ImmutableArray<List<string>> StratumNames { get; }
}
