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

    public ArmSettings Settings { get; init; } = new();

    /// <summary>Names of the settings that were set by hand.</summary>
    public IReadOnlyList<string> SetNames { get; init; } = [];

    public IReadOnlyList<(string Name, string Value)> Variations { get; init; } = [];

    public bool FindSafeShare { get; init; }

    public bool MeasureWorth { get; init; }

    public double Tolerance { get; init; } = 0.05;

    public double AlarmRate { get; init; } = 0.2;

    public double HeldOut { get; init; } = 0.15;

    public TimeSpan? Budget { get; init; }

    public RunSeed Seed { get; init; } = new(42);

    public int Workers { get; init; } = Environment.ProcessorCount;

    public string Out { get; init; } = "rehearsal";

    public bool Json { get; init; }

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

        string[] idle = [.. IdleSettings.In(this)];
        if (idle.Length > 0)
        {
            throw new UserErrorException(string.Join(' ', idle), "Add what is missing, or leave the setting out.");
        }

        OutputFolder.Check("--out", Out);
    }

    private IEnumerable<string> Problems()
    {
        if (Generations < 1 || Replicates < 2 || Workers < 1)
        {
            yield return "--generations and --workers must be 1 or more, --replicates 2 or more.";
        }

        if (HeldOut is not (> 0 and < 1))
        {
            yield return $"--held-out is {HeldOut}; it must lie between 0 and 1.";
        }
    }
}
