namespace Assay.Pipeline.Scorers;

/// <summary>How scorers outside the program are asked.</summary>
public sealed record ScorerOptions
{
    /// <summary>How long one document may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a document is tried before the run ends, 1 or more.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; each further one is twice as long, and a server's Retry-After counts where it is longer.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Documents in flight at once, 1 or more.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Where a server's answers are kept; null keeps none.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Sent as a bearer token; null sends none. It is part of no message and of no cache.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Measures timeouts and pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What is wrong with the settings, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            yield return $"The timeout is {Timeout.TotalSeconds} s; it must be above 0.";
        }

        if (Attempts < 1)
        {
            yield return $"{Attempts} attempts are asked for; 1 is the least.";
        }

        if (Concurrency < 1)
        {
            yield return $"{Concurrency} documents at once are asked for; 1 is the least.";
        }
    }
}
