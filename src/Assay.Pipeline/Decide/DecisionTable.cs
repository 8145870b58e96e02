using Assay.Core.Documents;

namespace Assay.Pipeline.Decide;

/// <summary>What becomes of a document.</summary>
internal enum Outcome : byte
{
    /// <summary>Not decided yet: a candidate.</summary>
    Open = 0,

    /// <summary>It is in the mix.</summary>
    Kept,

    /// <summary>It is not, for a named reason.</summary>
    Dropped,

    /// <summary>It is a copy of another document.</summary>
    Merged,
}

/// <summary>Why a document is not in the mix.</summary>
internal enum DropReason : byte
{
    /// <summary>It is in the mix, or merged.</summary>
    None = 0,

    /// <summary>More models stand between it and a human than the policy allows.</summary>
    Depth,

    /// <summary>Its origin is unknown and its score lies above what the policy's <c>filter</c> lets in.</summary>
    MachineLike,

    /// <summary>Its weight is below 1 and the draw passed it over.</summary>
    NotSampled,
}

/// <summary>The words of <see cref="Outcome"/> and <see cref="DropReason"/>.</summary>
internal static class OutcomeWords
{
    private static readonly string[] Outcomes = ["open", "kept", "dropped", "merged"];
    private static readonly string[] Reasons = ["", "depth", "machine-like", "not-sampled"];

    extension(Outcome outcome)
    {
        public string Word => Outcomes[(int)outcome];
    }

    extension(DropReason reason)
    {
        public string Word => Reasons[(int)reason];
    }
}

/// <summary>The decisions over the whole corpus in columns, parallel to <see cref="FactTable"/>.</summary>
internal sealed class DecisionTable(int count)
{
    /// <summary>What becomes of the document.</summary>
    public Outcome[] Outcome { get; } = new Outcome[count];

    /// <summary>Why it is not in the mix.</summary>
    public DropReason[] Reason { get; } = new DropReason[count];

    /// <summary>The document it is merged into; -1 when it is not.</summary>
    public int[] MergedInto { get; } = [.. Enumerable.Repeat(-1, count)];

    /// <summary>Estimated Jaccard with the document it is merged into; 1 for an exact copy.</summary>
    public float[] Jaccard { get; } = new float[count];

    /// <summary>The evidence for its content, wherever it stands.</summary>
    public Evidence[] Evidence { get; } = new Evidence[count];

    /// <summary>Probability that it is synthetic, as it enters the cap: at the upper end of what is known.</summary>
    public double[] SyntheticProbability { get; } = new double[count];

    /// <summary>The same at the lower end.</summary>
    public double[] SyntheticLow { get; } = new double[count];

    /// <summary>The same in between; NaN where nothing was measured.</summary>
    public double[] SyntheticValue { get; } = new double[count];

    /// <summary>Calibrated probability that filters and weights go by; NaN where there is none.</summary>
    public double[] Posterior { get; } = [.. Enumerable.Repeat(double.NaN, count)];

    /// <summary>Whether it belongs to the anchor: human, of an anchor source.</summary>
    public bool[] IsAnchor { get; } = new bool[count];

    /// <summary>The solver's weight; 0 when it never was a candidate.</summary>
    public double[] Weight { get; } = new double[count];

    /// <summary>How often it is trained on.</summary>
    public int[] Copies { get; } = new int[count];
}
