namespace Assay.Pipeline.Corpora;

/// <summary>The handler of runs without a quarantine.</summary>
public static class StrictHandler
{
    /// <summary>Stops at a bad record.</summary>
    /// <param name="record">The bad record.</param>
    /// <exception cref="ShardFormatException">Always: with the record's place, what was found and the remedy.</exception>
    public static void Throw(BadRecord record) => throw new ShardFormatException(record.At, record.Found, record.Remedy);
}
