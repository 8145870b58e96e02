namespace Assay.Pipeline.Runs;

/// <summary>How to run a mix, apart from what the policy says; none of it changes the bytes that come out.</summary>
public sealed record MixRunOptions
{
    /// <summary>The run folder; null takes the policy's <c>output.path</c>.</summary>
    public string? OutFolder { get; init; }

    /// <summary>Threads.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Share of bad records that is put aside instead of stopping the run; null stops at the first.</summary>
    public double? QuarantineShare { get; init; }

    /// <summary>Bytes after which a plain file is cut into another unit of work.</summary>
    public long ShardBytes { get; init; } = 256L << 20;

    /// <summary>Everything that is wrong with the options.</summary>
    public IEnumerable<string> Problems()
    {
        if (Workers < 1)
        {
            yield return $"--workers is {Workers}; it must be 1 or more.";
        }

        if (QuarantineShare is { } share && share is not (>= 0 and <= 1)) // written so that NaN fails too
        {
            yield return $"--quarantine is {share}; it must lie in [0, 1].";
        }

        if (ShardBytes < 4096)
        {
            yield return $"The shard size is {ShardBytes}; it must be 4096 or more.";
        }
    }
}
