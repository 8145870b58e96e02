using System.CommandLine;
using Assay.Core.Watching;

namespace Assay.Cli.Watch;

/// <summary>The arguments and options of <c>assay watch</c>.</summary>
internal sealed class WatchCommandOptions
{
    private readonly Argument<string[]> _corpora = new("corpora") { HelpName = "REFERENCE VERSION…", Arity = ArgumentArity.ZeroOrMore, Description = "Files, folders, globs in quotes, or run folders of `assay mix`. The first is the reference; with --baseline all are versions." };
    private readonly Option<string?> _baseline = new("--baseline") { HelpName = "FILE", Description = "The reference, as --save-baseline wrote it." };
    private readonly Option<string?> _saveBaseline = new("--save-baseline") { HelpName = "FILE", Description = "Keep what was learnt of the reference for later checks." };
    private readonly Option<string?> _heldOut = new("--held-out") { HelpName = "CORPUS", Description = "Text that no model has been trained on, to compare n-gram models on." };
    private readonly Option<string> _text = new("--text") { HelpName = "FIELD", Description = "The field that holds the text.", DefaultValueFactory = _ => "text" };
    private readonly Option<string?> _strata = new("--strata") { HelpName = "FIELD,…", Description = "Fields whose values are strata (language, domain, dialect): the alarm then looks within them and at their shares." };
    private readonly Option<string?> _vectors = new("--vectors") { HelpName = "FIELD", Description = "The field that holds an embedding or image features, as a list of numbers." };
    private readonly Option<bool> _vectorsOnly = new("--vectors-only") { Description = "Let vectors alone ring the alarm; --text then names any field, a path for instance." };
    private readonly Option<double> _rate = new("--rate") { HelpName = "RATE", Description = "Chance that a series of fresh versions ever rings the alarm.", DefaultValueFactory = _ => 0.01 };
    private readonly Option<int> _position = new("--position") { HelpName = "K", Description = "Place of the first version in the series that this reference has been compared with.", DefaultValueFactory = _ => 1 };
    private readonly Option<int> _splits = new("--splits") { HelpName = "N", Description = "Splits of the reference that the alarm is calibrated on.", DefaultValueFactory = _ => 999 };
    private readonly Option<double> _floor = new("--stratum-floor") { HelpName = "SHARE", Description = "A stratum is lost when less than this of its share in the reference is left.", DefaultValueFactory = _ => 0.5 };
    private readonly Option<double> _sample = new("--sample") { HelpName = "SHARE", Description = "Read this share of each version's documents, chosen by their words.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _sampleReference = new("--sample-reference") { HelpName = "SHARE", Description = "Read this share of the reference's documents.", DefaultValueFactory = _ => 1 };
    private readonly Option<double> _quarantine = new("--quarantine") { HelpName = "SHARE", Description = "Leave bad records out, up to this share of all records.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _types = new("--max-types") { HelpName = "N", Description = "Types that are counted exactly; of more, a fixed sample is.", DefaultValueFactory = _ => WatchRequest.DefaultMaxTypes };
    private readonly Option<ulong> _seed = new("--seed") { HelpName = "N", Description = "Root of the splits' randomness.", DefaultValueFactory = _ => 42 };
    private readonly Option<int> _workers = new("--workers") { HelpName = "N", Description = "Threads; the result does not depend on them.", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<string?> _report = new("--report") { HelpName = "FILE.html", Description = "Write the report." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON (assay/watch/1)." };
    private readonly Option<bool> _require = new("--require-answer") { Description = "Exit with 1 when a version cannot be judged." };

    /// <summary>Gives them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_corpora);
        foreach (Option option in (Option[])[_baseline, _saveBaseline, _heldOut, _text, _strata, _vectors, _vectorsOnly, _rate, _position, _splits, _floor, _sample, _sampleReference, _quarantine, _types, _seed, _workers, _report, _json, _require])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the user asked for.</summary>
    public WatchRequest Read(ParseResult parsed)
    {
        string[] corpora = parsed.GetValue(_corpora) ?? [];
        bool hasBaseline = parsed.GetValue(_baseline) is not null;
        return new()
        {
            Reference = hasBaseline ? null : corpora.FirstOrDefault(),
            Versions = hasBaseline ? corpora : [.. corpora.Skip(1)],
            Baseline = parsed.GetValue(_baseline),
            SaveBaseline = parsed.GetValue(_saveBaseline),
            HeldOut = parsed.GetValue(_heldOut),
            TextField = parsed.GetRequiredValue(_text),
            Strata = [.. (parsed.GetValue(_strata) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
            VectorField = parsed.GetValue(_vectors),
            Sample = parsed.GetValue(_sample),
            SampleReference = parsed.GetValue(_sampleReference),
            BadShare = parsed.GetValue(_quarantine),
            Alarm = new WatchOptions
            {
                FalseAlarmRate = parsed.GetValue(_rate),
                FirstPosition = parsed.GetValue(_position),
                Splits = parsed.GetValue(_splits),
                WatchesText = !parsed.GetValue(_vectorsOnly),
                StratumFloor = parsed.GetValue(_floor),
            },
            Seed = parsed.GetValue(_seed),
            Workers = parsed.GetValue(_workers),
            MaxTypes = parsed.GetValue(_types),
            Report = parsed.GetValue(_report),
            AsJson = parsed.GetValue(_json),
            RequireAnswer = parsed.GetValue(_require),
        };
    }
}
