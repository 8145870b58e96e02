using System.Collections.Immutable;
using System.Text;
using Assay.Core.Documents;
using Assay.Core.Duplicates;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;
using YamlDotNet.RepresentationModel;

namespace Assay.Pipeline.Policies;

/// <summary>Reads a policy file. All its problems are reported at once, each with line, column and remedy.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy from a file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <exception cref="UserErrorException">The file is not there, is not YAML, or is not a policy.</exception>
    public static PolicyFile ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string found = Directory.Exists(path) ? "this is a folder, not a policy." : $"the policy cannot be read: {e.Message}";
            throw new UserErrorException(new SourceLine(path), found, "Name a policy file; `assay init` writes one.", e);
        }

        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new UserErrorException(new SourceLine(path), $"the policy is not UTF-8 (byte {e.Index + 1}).", "Save it as UTF-8.", e);
        }

        return new PolicyFile(path, bytes, text, Read(text, path));
    }

    /// <summary>Reads a policy from its text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The name that messages give it.</param>
    /// <exception cref="UserErrorException">The text is not YAML, or is not a policy.</exception>
    public static Policy Read(string text, string path)
    {
        var checker = new PolicyChecker(path);
        YamlMappingNode root = PolicyYaml.Parse(text, path);
        checker.Check(root, PolicyKeys.All, "");
        ThrowIfAny(checker);
        Policy policy = Build(new PolicyNode(root, PolicyKeys.All), checker);
        ThrowIfAny(checker);
        return policy;
    }

    private static void ThrowIfAny(PolicyChecker checker)
    {
        if (checker.Problems.Count > 0)
        {
            throw new UserErrorException(string.Join('\n', checker.Problems), "`assay schema policy` prints all keys.");
        }
    }

    private static Policy Build(PolicyNode root, PolicyChecker checker)
    {
        PolicyNode limits = root.Map("limits");
        PolicyNode tails = root.Map("tails");
        PolicyNode duplicates = root.Map("duplicates");
        PolicyNode output = root.Map("output");
        PolicyNode filter = root.Map("filter");
        var policy = new Policy
        {
            Generation = (int)root.Integer("generation")!.Value,
            BudgetTokens = root.Map("budget").Has("tokens") ? root.Map("budget").Integer("tokens") : null,
            Seed = new RunSeed((ulong)root.Integer("seed")!.Value),
            ModelEra = root.Date("model-era")!.Value,
            Sources = [.. root.Maps("sources").Select(source => Source(source, root.Map("fields"), tails.Texts("strata")))],
            Detector = root.Text("detector")!,
            Filter = new FilterPolicy
            {
                DropAbove = filter.Number("drop-above"),
                DropAboveScore = filter.Number("drop-above-score"),
                WeightExponent = filter.Number("weight-exponent")!.Value,
            },
            Limits = new LimitsPolicy
            {
                SyntheticShare = limits.Number("synthetic-share"),
                Depth = (int)limits.Integer("depth")!.Value,
                Repeats = (int)limits.Integer("repeats")!.Value,
            },
            Tails = new TailsPolicy
            {
                Strata = [.. tails.Texts("strata").Distinct(StringComparer.Ordinal)],
                Floor = tails.Number("floor")!.Value,
                MinAnchorDocuments = (int)tails.Integer("min-anchor-documents")!.Value,
                RareMass = tails.Number("rare-mass")!.Value,
                RarityBands = tails.Numbers("rarity-bands") ?? new TailsPolicy().RarityBands,
            },
            Duplicates = new DuplicatesPolicy
            {
                Exact = duplicates.Boolean("exact"),
                Near = duplicates.Number("near"),
                Words = (int)duplicates.Integer("words")!.Value,
                Bands = (int)duplicates.Integer("bands")!.Value,
                Rows = (int)duplicates.Integer("rows")!.Value,
            },
            Output = new OutputPolicy
            {
                Path = output.Text("path")!,
                Format = output.Text("format")!,
                ShardBytes = output.Integer("shard-bytes")!.Value,
                Expand = output.Boolean("expand"),
            },
            Parents = root.Texts("parents"),
        };
        CheckTogether(policy, root, checker);
        return policy;
    }

    private static SourcePolicy Source(PolicyNode node, PolicyNode sharedFields, ImmutableArray<string> strata) => new()
    {
        Name = node.Text("name")!,
        Paths = node.Texts("path"),
        Format = node.Text("format") is { } format ? CorpusFormatWords.Parse(format) : null,
        Origin = OriginWords.Parse(node.Text("origin")!)!.Value,
        Model = node.Text("model"),
        Depth = (int?)node.Integer("depth"),
        PublishedBefore = node.Date("published-before"),
        VouchedBy = node.Text("vouched-by"),
        License = node.Text("license"),
        Anchor = node.Boolean("anchor"),
        AssumeSynthetic = node.Number("assume-synthetic"),
        Calibration = node.Has("calibration") ? Calibration(node.Map("calibration")) : null,
        Weight = node.Number("weight")!.Value,
        Fields = Fields(node.Map("fields"), sharedFields, strata),
    };

    private static CalibrationPolicy Calibration(PolicyNode node) => new()
    {
        Human = node.Texts("human"),
        Machine = node.Texts("machine"),
        Labels = node.Texts("labels"),
        LabelsAreRandom = node.Boolean("labels-random"),
    };

    private static FieldMap Fields(PolicyNode own, PolicyNode shared, ImmutableArray<string> strata)
    {
        string Name(string key) => (own.Has(key) ? own : shared).Text(key)!;
        string language = Name("lang");
        var named = shared.TextMap("strata").Concat(own.TextMap("strata")).GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        return new FieldMap
        {
            Text = Name("text"),
            Id = Name("id"),
            Source = Name("source"),
            Origin = Name("origin"),
            Model = Name("model"),
            Depth = Name("depth"),
            Created = Name("created"),
            Language = language,
            License = Name("license"),
            // A dimension is the field of its own name, unless the policy maps it; "lang" follows the language field.
            Strata = strata.Where(dimension => !string.Equals(dimension, TailsPolicy.RarityDimension, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .ToImmutableSortedDictionary(
                    dimension => dimension,
                    dimension => named.TryGetValue(dimension, out string? field) ? field : string.Equals(dimension, "lang", StringComparison.Ordinal) ? language : dimension,
                    StringComparer.Ordinal),
            Keep = own.Has("keep") ? own.Texts("keep") : shared.Texts("keep"),
        };
    }

    /// <summary>What no key can say alone.</summary>
    private static void CheckTogether(Policy policy, PolicyNode root, PolicyChecker checker)
    {
        PolicyNode[] nodes = [.. root.Maps("sources")];
        if (nodes.Length == 0)
        {
            checker.Add(root.At("sources"), "\"sources\" is empty.", "Name at least one corpus.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((SourcePolicy source, PolicyNode node) in policy.Sources.Zip(nodes))
        {
            if (!names.Add(source.Name))
            {
                checker.Add(node.At("name"), $"two sources are named \"{source.Name}\".", "Give each source a name of its own.");
            }

            if (source.Anchor && source.Origin != Origin.Human)
            {
                checker.Add(node.At("anchor"), $"the source \"{source.Name}\" is an anchor but not `origin: human`.", "An anchor holds the human documents that never leave the mix.");
            }
            else if (source.Anchor && !source.IsDatedHuman(policy.ModelEra) && source.VouchedBy is null)
            {
                checker.Add(node.At("anchor"), $"nothing shows that the anchor \"{source.Name}\" is human.",
                    $"State `published-before:` a day on or before {policy.ModelEra:yyyy-MM-dd}, or `vouched-by:` who answers for it.");
            }

            if (source.Origin == Origin.Human && source.Model is not null)
            {
                checker.Add(node.At("model"), $"the source \"{source.Name}\" is `origin: human` and names a model.", "Remove one of the two.");
            }

            if (source.Origin is Origin.Human or Origin.Synthetic && source.Depth is { } depth && (depth == 0) != (source.Origin == Origin.Human))
            {
                checker.Add(node.At("depth"), $"the source \"{source.Name}\" is `origin: {source.Origin.Word}` and has depth {depth}.",
                    "Depth 0 is human text, 1 is text of a model, and so on: change one of the two.");
            }

            CheckCalibration(source, node, policy, checker);
            CheckDimensions(node.Map("fields"), policy, checker);
        }

        CheckDimensions(root.Map("fields"), policy, checker);
        if (policy.Tails.Strata.Length > 0 && !policy.Sources.Any(source => source.Anchor))
        {
            checker.Add(root.Map("tails").At("strata"), "floors are stated but no source is an anchor.", "Mark the human source that the strata are compared with `anchor: true`.");
        }

        if (policy.Duplicates.Bands * policy.Duplicates.Rows > MinHashOptions.MostRows)
        {
            checker.Add(root.Map("duplicates").At("bands"), $"bands × rows is {policy.Duplicates.Bands * policy.Duplicates.Rows}.", $"It must be {MinHashOptions.MostRows} or less.");
        }
    }

    private static void CheckCalibration(SourcePolicy source, PolicyNode node, Policy policy, PolicyChecker checker)
    {
        if (source.Calibration is not { } calibration)
        {
            if (policy.IsScored(source) && policy.Detector is Policy.NoDetector)
            {
                checker.Add(node.At("name"), "filter.drop-above-score needs a detector, and the policy has `detector: none`.", "Remove one of the two.");
            }

            return;
        }

        if (calibration.Human.IsEmpty && calibration.Labels.IsEmpty)
        {
            checker.Add(node.At("calibration"), $"the calibration of \"{source.Name}\" names neither human documents nor labels.", "Name known human documents of the same kind, or labels: nothing can be measured without them.");
        }

        if (policy.Detector is Policy.NoDetector)
        {
            checker.Add(node.At("calibration"), $"the calibration of \"{source.Name}\" needs a detector, and the policy has `detector: none`.", "Remove one of the two.");
        }

        if (source.Origin == Origin.Synthetic || source.IsDatedHuman(policy.ModelEra))
        {
            checker.Add(node.At("calibration"), $"the source \"{source.Name}\" has a calibration, and its origin is already known.", "Calibrate sources of unknown origin.");
        }
    }

    /// <summary>A dimension that is mapped but not guarded is a dimension misspelled.</summary>
    private static void CheckDimensions(PolicyNode fields, Policy policy, PolicyChecker checker)
    {
        foreach ((string dimension, string _) in fields.TextMap("strata"))
        {
            if (!policy.Tails.Strata.Contains(dimension, StringComparer.Ordinal))
            {
                checker.Add(fields.At("strata"), $"\"fields.strata\" maps \"{dimension}\", which is no dimension of tails.strata.{DidYouMean.Suggest(dimension, policy.Tails.Strata)}",
                    "Name the same dimensions in both.");
            }
        }
    }
}
