using System.Collections.Immutable;
using Assay.Core.Errors;
using Assay.Core.Watching;
using Assay.Pipeline.Watching;

namespace Assay.Cli.Watch;

/// <summary>What the command line asks <c>watch</c> to do.</summary>
internal sealed record WatchRequest
{
    /// <summary>Types that are counted exactly unless the user says otherwise.</summary>
    public const int DefaultMaxTypes = 1 << 20;

    public string? Reference { get; init; }

    public required IReadOnlyList<string> Versions { get; init; }

    public string? Baseline { get; init; }

    public string? SaveBaseline { get; init; }

    public string? HeldOut { get; init; }

    public required string TextField { get; init; }

    public required ImmutableArray<string> Strata { get; init; }

    public string? VectorField { get; init; }

    public required double Sample { get; init; }

    public required double SampleReference { get; init; }

    public required double BadShare { get; init; }

    public required WatchOptions Alarm { get; init; }

    public required ulong Seed { get; init; }

    public required int Workers { get; init; }

    public required int MaxTypes { get; init; }

    public string? Report { get; init; }

    public required bool AsJson { get; init; }

    public required bool RequireAnswer { get; init; }

    /// <summary>The same request with the fields that a baseline was read by.</summary>
    /// <exception cref="UserErrorException">Other fields are asked for than it has.</exception>
    public WatchRequest For(Baseline baseline)
    {
        if (Strata.Length > 0 && !Strata.SequenceEqual(baseline.Strata, StringComparer.Ordinal))
        {
            string known = baseline.Strata.Count == 0 ? "none" : string.Join(',', baseline.Strata);
            throw new UserErrorException($"The baseline {Baseline} has the strata {known}, not {string.Join(',', Strata)}.", "Leave --strata out, or write the baseline again.");
        }

        if (VectorField is not null && baseline.Sketch.Vectors.Count == 0)
        {
            throw new UserErrorException($"The baseline {Baseline} has no vectors.", "Leave --vectors out, or write the baseline again with it.");
        }

        return this with { Strata = [.. baseline.Strata] };
    }

    /// <summary>A corpus with the fields that matter.</summary>
    public WatchedCorpus Corpus(string path, double sample) => new()
    {
        Path = path,
        TextField = TextField,
        Strata = Strata,
        VectorField = VectorField,
        Sample = sample,
        BadShare = BadShare,
        Workers = Workers,
    };

    /// <summary>Refuses what cannot be done.</summary>
    /// <exception cref="UserErrorException">The request makes no sense.</exception>
    public void Check()
    {
        if (Reference is null && Baseline is null)
        {
            throw new UserErrorException("No reference is named.", "Write `assay watch REFERENCE VERSION…`, or name a --baseline.");
        }

        if (Versions.Count == 0 && SaveBaseline is null)
        {
            throw new UserErrorException("No version is named.", "Name what the reference is to be compared with, or --save-baseline FILE.");
        }

        if (!Alarm.WatchesText && VectorField is null && Baseline is null)
        {
            throw new UserErrorException("--vectors-only needs vectors.", "Name their field with --vectors FIELD.");
        }

        if (Alarm.Problems().FirstOrDefault() is { } problem)
        {
            throw new UserErrorException(problem, "See `assay watch --help`.");
        }

        foreach ((string name, double value) in new[] { ("--sample", Sample), ("--sample-reference", SampleReference) })
        {
            if (value is not (> 0 and <= 1)) // written so that NaN fails too
            {
                throw new UserErrorException(FormattableString.Invariant($"{name} is {value}."), "Write a share above 0 and at most 1.");
            }
        }

        if (BadShare is not (>= 0 and < 1) || Workers < 1 || MaxTypes is < 1024 or > 1 << 24)
        {
            throw new UserErrorException("An option is out of range.", "--quarantine lies in [0, 1), --workers is 1 or more, --max-types lies in 1,024 to 16,777,216.");
        }

        if (Baseline is not null && (SampleReference < 1 || MaxTypes != DefaultMaxTypes))
        {
            throw new UserErrorException("A baseline is taken as it was written.", "Give --sample-reference and --max-types where it is written, with --save-baseline.");
        }

        if (Versions.Count == 0 && (Report is not null || AsJson))
        {
            throw new UserErrorException("--report and --json show versions, and none is named.", "Name one, or leave them out.");
        }

        if (Report is { } report)
        {
            OutputFile.Check("--report", report, "watch.html");
        }

        if (SaveBaseline is { } baseline)
        {
            OutputFile.Check("--save-baseline", baseline, "people.baseline");
        }
    }
}
