namespace Assay.Lab.Experiments;

/// <summary>An experiment as it can be written down: in the catalogue, in a file, on the command line.</summary>
public sealed record ExperimentSpec
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, as a sentence.</summary>
    public string Shows { get; init; } = "";

    /// <summary>Where it comes from; empty for an experiment of one's own.</summary>
    public string Source { get; init; } = "";

    /// <summary>The model, one of <see cref="Laboratory.Models"/>.</summary>
    public required string Model { get; init; }

    /// <summary>The loop, one of <see cref="Laboratory.Loops"/>.</summary>
    public string Loop { get; init; } = "replace";

    /// <summary>Settings by name; <see cref="Parameters.All"/> has them with their defaults.</summary>
    public IReadOnlyDictionary<string, string> Set { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names of the measures; empty takes all that the model has.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>Fits in a replicate.</summary>
    public int Generations { get; init; } = 50;

    /// <summary>Independent repetitions.</summary>
    public int Replicates { get; init; } = 100;

    /// <summary>The same experiment with more settings, which win over its own.</summary>
    /// <param name="settings">Name and value of each.</param>
    public ExperimentSpec With(IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var merged = new Dictionary<string, string>(Set, StringComparer.Ordinal);
        foreach ((string name, string value) in settings)
        {
            merged[name] = value;
        }

        return this with { Set = merged };
    }
}
