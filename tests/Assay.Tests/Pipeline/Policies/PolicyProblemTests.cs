using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Policies;

/// <summary>What is said about policies that cannot be taken: place, finding, remedy; all at once.</summary>
public class PolicyProblemTests
{
    private const string SchemaHint = "`assay schema policy` prints all keys.";

    [Fact]
    public void An_unknown_key_is_named_with_its_place_and_the_key_that_was_meant()
    {
        Assert.Equal(
            $"p.yaml:2:1: unknown key \"limit\". Did you mean \"limits\"? Known keys: {string.Join(", ", PolicyKeys.All.Select(key => key.Name))}. {SchemaHint}",
            PolicyExample.Problem($"{PolicyExample.Shortest}\nlimit: {{}}"));
        Assert.StartsWith(
            "p.yaml:4:5: unknown key \"licence\" in sources[2]. Did you mean \"license\"? Known keys: name, path, ",
            PolicyExample.Problem("sources:\n  - { name: a, path: a }\n  - name: b\n    licence: CC0-1.0\n    path: b"), StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", PolicyExample.Problem($"{PolicyExample.Shortest}\nzzz: 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sources: [{ name: a, path: a, calibration: {} }]", "p.yaml:1:44: the calibration of \"a\" names neither human documents nor labels. Name known human documents")]
    [InlineData("sources: [{ name: a, path: a, calibration: { machine: m } }]", "p.yaml:1:44: the calibration of \"a\" names neither human documents nor labels.")]
    [InlineData("detector: none\nsources: [{ name: a, path: a, calibration: { human: h } }]", "p.yaml:2:44: the calibration of \"a\" needs a detector, and the policy has `detector: none`. Remove one of the two.")]
    [InlineData("sources: [{ name: a, path: a, origin: synthetic, calibration: { human: h } }]", "p.yaml:1:63: the source \"a\" has a calibration, and its origin is already known. Calibrate sources of unknown origin.")]
    [InlineData("detector: none\nfilter: { drop-above-score: 2 }\nsources: [{ name: a, path: a }]", "p.yaml:3:19: filter.drop-above-score needs a detector, and the policy has `detector: none`. Remove one of the two.")]
    [InlineData("filter: { drop-above: 0 }\nsources: [{ name: a, path: a }]", "p.yaml:1:23: \"filter.drop-above\" is \"0\"; it must be a number in (0, 1], or false.")]
    public void A_calibration_or_filter_that_cannot_work_is_refused(string text, string message) =>
        Assert.StartsWith(message, PolicyExample.Problem(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("seed: -1", "p.yaml:2:7: \"seed\" is \"-1\"; it must be a whole number in [0, 9_223_372_036_854_775_807].")]
    [InlineData("seed: 1.5", "p.yaml:2:7: \"seed\" is \"1.5\"; it must be a whole number in")]
    [InlineData("seed: 18446744073709551615", "p.yaml:2:7: \"seed\" is \"18446744073709551615\"; it must")]
    [InlineData("seed: [1]", "p.yaml:2:7: \"seed\" is a list; it must be a whole number in")]
    [InlineData("seed: 0x10", "p.yaml:2:7: \"seed\" is \"0x10\"; it must")]
    [InlineData("budget: 1000", "p.yaml:2:9: \"budget\" is \"1000\"; it must be a map.")]
    [InlineData("budget: { tokens: 0 }", "p.yaml:2:19: \"budget.tokens\" is \"0\"; it must be a whole number in [1, 1_000_000_000_000_000_000].")]
    [InlineData("limits: { synthetic-share: 30% }", "p.yaml:2:28: \"limits.synthetic-share\" is \"30%\"; it must be a number in [0, 1], or false. What the upper end")]
    [InlineData("limits: { synthetic-share: .nan }", "p.yaml:2:28: \"limits.synthetic-share\" is \".nan\"; it must")]
    [InlineData("limits: { synthetic-share: NaN }", "p.yaml:2:28: \"limits.synthetic-share\" is \"NaN\"; it must")]
    [InlineData("limits: { synthetic-share: .inf }", "p.yaml:2:28: \"limits.synthetic-share\" is \".inf\"; it must")]
    [InlineData("limits: { synthetic-share: Infinity }", "p.yaml:2:28: \"limits.synthetic-share\" is \"Infinity\"; it must")]
    [InlineData("limits: { synthetic-share: true }", "p.yaml:2:28: \"limits.synthetic-share\" is \"true\"; it must")]
    [InlineData("limits: { synthetic-share: 1.01 }", "p.yaml:2:28: \"limits.synthetic-share\" is \"1.01\"; it must")]
    [InlineData("limits: { repeats: 0 }", "p.yaml:2:20: \"limits.repeats\" is \"0\"; it must be a whole number in [1, 1_000].")]
    [InlineData("limits: [depth]", "p.yaml:2:9: \"limits\" is a list; it must be a map.")]
    [InlineData("tails: { floor: -0.1 }", "p.yaml:2:17: \"tails.floor\" is \"-0.1\"; it must be a number in [0, 1].")]
    [InlineData("tails: { rare-mass: 1 }", "p.yaml:2:21: \"tails.rare-mass\" is \"1\"; it must be a number in (0, 1).")]
    [InlineData("tails: { rarity-bands: [0.9, 0.5] }", "p.yaml:2:30: \"tails.rarity-bands\" holds \"0.5\". It takes ascending numbers in (0, 1).")]
    [InlineData("tails: { rarity-bands: [0.5, 0.5] }", "p.yaml:2:30: \"tails.rarity-bands\" holds \"0.5\".")]
    [InlineData("tails: { rarity-bands: [.nan] }", "p.yaml:2:25: \"tails.rarity-bands\" holds \".nan\".")]
    [InlineData("tails: { rarity-bands: 0.5 }", "p.yaml:2:24: \"tails.rarity-bands\" is \"0.5\"; it must be a list of ascending numbers in (0, 1).")]
    [InlineData("tails: { strata: { a: b } }", "p.yaml:2:18: \"tails.strata\" is a map; it must be a text or a list of texts.")]
    [InlineData("tails: { strata: [a, [b]] }", "p.yaml:2:22: \"tails.strata\" holds a list; it must be a text or a list of texts.")]
    [InlineData("duplicates: { near: 0 }", "p.yaml:2:21: \"duplicates.near\" is \"0\"; it must be a number in (0, 1], or false.")]
    [InlineData("duplicates: { exact: yes }", "p.yaml:2:22: \"duplicates.exact\" is \"yes\"; it must be true or false.")]
    [InlineData("duplicates: { bands: 1024, rows: 5 }", "p.yaml:2:22: bands × rows is 5120. It must be 1024 or less.")]
    [InlineData("model-era: 30.11.2022", "p.yaml:2:12: \"model-era\" is \"30.11.2022\"; it must be a day such as 2022-11-30.")]
    [InlineData("model-era: 2022-02-30", "p.yaml:2:12: \"model-era\" is \"2022-02-30\"; it must")]
    [InlineData("output: { format: jsonl.gzip }", "p.yaml:2:19: \"output.format\" is \"jsonl.gzip\"; it must be jsonl | jsonl.gz | jsonl.zst | parquet. Did you mean \"jsonl.gz\"?")]
    [InlineData("output: { path: '' }", "p.yaml:2:17: \"output.path\" is an empty text; it must be a text.")]
    [InlineData("fields: { strata: topic }", "p.yaml:2:19: \"fields.strata\" is \"topic\"; it must be a map from names to fields.")]
    [InlineData("fields: { strata: { topic: [a] } }", "p.yaml:2:28: \"fields.strata\" holds a list; it must be a map from names to fields.")]
    [InlineData("fields: { strata: { topic: subject } }", "p.yaml:2:19: \"fields.strata\" maps \"topic\", which is no dimension of tails.strata.")]
    [InlineData("parents: [1, ~]", "p.yaml:2:14: \"parents\" holds nothing; it must be a text or a list of texts.")]
    public void A_wrong_value_is_shown_with_its_place_and_what_goes(string line, string message) =>
        Assert.StartsWith(message, PolicyExample.Problem($"{PolicyExample.Shortest}\n{line}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("sources: []", "p.yaml:1:10: \"sources\" is empty. Name at least one corpus.")]
    [InlineData("seed: 1", "p.yaml:1:1: the key \"sources\" is missing. Add it: The corpora.")]
    [InlineData("sources:", "p.yaml:1:1: the key \"sources\" is missing.")]
    [InlineData("sources: { name: a, path: a }", "p.yaml:1:10: \"sources\" is a map; it must be a list of maps.")]
    [InlineData("sources: [a.jsonl]", "p.yaml:1:11: \"sources[1]\" is \"a.jsonl\"; it must be a map.")]
    [InlineData("sources: [{ path: a }]", "p.yaml:1:11: the key \"sources[1].name\" is missing. Add it: Unique name of the source.")]
    [InlineData("sources: [{ name: a }]", "p.yaml:1:11: the key \"sources[1].path\" is missing.")]
    [InlineData("sources: [{ name: a, path: [] }]", "p.yaml:1:28: \"sources[1].path\" is an empty list; it must be a text or a list of texts.")]
    [InlineData("sources: [{ name: '', path: a }]", "p.yaml:1:19: \"sources[1].name\" is an empty text; it must be a text.")]
    [InlineData("sources: [{ name: a, path: [''] }]", "p.yaml:1:29: \"sources[1].path\" holds an empty text; it must")]
    [InlineData("sources: [{ name: a, path: a }, { name: a, path: b }]", "p.yaml:1:41: two sources are named \"a\". Give each source a name of its own.")]
    [InlineData("sources: [{ name: a, path: a, origin: humans }]", "p.yaml:1:39: \"sources[1].origin\" is \"humans\"; it must be human | synthetic | mixed | unknown. Did you mean \"human\"?")]
    [InlineData("sources: [{ name: a, path: a, weight: 0 }]", "p.yaml:1:39: \"sources[1].weight\" is \"0\"; it must be a number in (0, 1_000].")]
    [InlineData("sources: [{ name: a, path: a, origin: human, model: m }]", "p.yaml:1:53: the source \"a\" is `origin: human` and names a model. Remove one of the two.")]
    [InlineData("sources: [{ name: a, path: a, origin: human, depth: 1 }]", "p.yaml:1:53: the source \"a\" is `origin: human` and has depth 1. Depth 0 is human text")]
    [InlineData("sources: [{ name: a, path: a, origin: synthetic, depth: 0 }]", "p.yaml:1:57: the source \"a\" is `origin: synthetic` and has depth 0.")]
    [InlineData("sources: [{ name: a, path: a }]\ntails: { strata: [rarity] }", "p.yaml:2:18: floors are stated but no source is an anchor. Mark")]
    public void A_source_that_cannot_be_is_refused(string text, string message) =>
        Assert.StartsWith(message, PolicyExample.Problem(text), StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_told_at_once_in_the_order_of_the_file()
    {
        string[] problems = PolicyExample.Problems("""
            sead: 1
            sources:
              - name: a
                origin: humans
                anchor: 1
            limits: { synthetic-share: 2, deep: 1 }
            """);

        Assert.Equal(
            ["p.yaml:1:1", "p.yaml:3:5", "p.yaml:4:13", "p.yaml:5:13", "p.yaml:6:28", "p.yaml:6:31"],
            problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.EndsWith(SchemaHint, problems[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "p.yaml:1:1: the policy is empty.")]
    [InlineData("# nothing but a comment\n", "p.yaml:1:1: the policy is empty.")]
    [InlineData("~", "p.yaml:1:1: the policy is empty.")]
    [InlineData("- a\n- b", "p.yaml:1:1: a policy is a map of keys; this is a list.")]
    [InlineData("\n  mix", "p.yaml:2:3: a policy is a map of keys; this is \"mix\".")]
    [InlineData("seed: 1\n---\nseed: 2", "p.yaml:3:1: a second YAML document begins here; a policy is one.")]
    [InlineData("seed: 1\nseed: 2", "p.yaml:2:1: the key \"seed\" stands here for the second time.")]
    [InlineData("limits:\n  depth: 1\n  depth: 2", "p.yaml:3:3: the key \"depth\" stands here for the second time.")]
    [InlineData("limits:\n\tdepth: 1", "p.yaml:2:1: this is not valid YAML: a tab stands where only blanks may indent.")]
    [InlineData("sources: [", "p.yaml:1:11: this is not valid YAML: ")]
    [InlineData("a: b: c", "p.yaml:1:5: this is not valid YAML: ")]
    [InlineData("a:\n  b: 1\n\tc: 2", "p.yaml:3:1: this is not valid YAML: a tab stands where")]
    [InlineData("a: *b", "p.yaml:1:4: this is not valid YAML: ")]
    [InlineData("a: 'b", "p.yaml:1:4: this is not valid YAML: ")]
    public void A_file_that_is_no_map_is_refused_at_its_place(string text, string message) =>
        Assert.StartsWith(message, PolicyExample.Problem(text), StringComparison.Ordinal);

    [Fact]
    public void Aliases_are_followed_and_a_loop_of_them_does_no_harm()
    {
        Policy policy = PolicyExample.Read("sources: [{ name: a, path: &p a.jsonl }, { name: b, path: *p }]");
        Assert.Equal(["a.jsonl"], policy.Sources[1].Paths);

        Assert.NotEmpty(PolicyExample.Problems("sources: &s [*s]"));
        Assert.NotEmpty(PolicyExample.Problems("&r\nlimits: *r"));
    }
}
