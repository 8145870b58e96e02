using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Cli.Rehearse;

/// <summary>What the user asked for.</summary>
internal sealed record RehearseOptions
{
    public required IReadOnlyList<string> Policies { get; init; }

    public int Generations { get; init; } = 5;

    public int Replicates { get; init; } = 10;

    public string Proxy { get; init; } = "ngram";

    public bool FindSafeShare { get; init; }

    public double Tolerance { get; init; } = 0.05;

    public double AlarmRate { get; init; } = 0.2;

    public double HeldOut { get; init; } = 0.15;

    public TimeSpan? Budget { get; init; }

    public RunSeed Seed { get; init; } = new(42);

    public int Workers { get; init; } = Environment.ProcessorCount;

    public string Out { get; init; } = "rehearsal";

    public bool Json { get; init; }

    /// <summary>Order of the n-gram proxy.</summary>
    public int Order => string.Equals(Proxy, "ngram", StringComparison.Ordinal) ? 2
        : Proxy.StartsWith("ngram-", StringComparison.Ordinal) && int.TryParse(Proxy.AsSpan(6), out int order) ? order : 0;

    /// <summary>The search for the safe share that belongs to them.</summary>
    public SafeShareOptions Search => new() { Tolerance = Tolerance, AlarmRate = AlarmRate };

    /// <exception cref="UserErrorException">Something is out of range; the message lists all that is.</exception>
    public void Check()
    {
        string[] problems = [.. Problems(), .. Search.Problems()];
        if (problems.Length > 0)
        {
            throw new UserErrorException(string.Join(' ', problems), "See `assay rehearse --help`.");
        }
    }

    private IEnumerable<string> Problems()
    {
        if (Generations < 1 || Replicates < 2 || Workers < 1)
        {
            yield return "--generations and --workers must be 1 or more, --replicates 2 or more.";
        }

        if (Order is < 1 or > 5)
        {
            yield return $"There is no proxy \"{Proxy}\"; write ngram, or ngram-1 to ngram-5.";
        }

        if (HeldOut is not (> 0 and < 1))
        {
            yield return $"--held-out is {HeldOut}; it must lie between 0 and 1.";
        }
    }
}
