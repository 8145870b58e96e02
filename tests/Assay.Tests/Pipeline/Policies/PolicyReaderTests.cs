using System.Text;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Policies;

public class PolicyReaderTests
{
    [Fact]
    public void The_policy_of_the_design_is_read_as_it_is_meant()
    {
        Policy policy = PolicyExample.Read("""
            generation: 3
            budget: { tokens: 2_000_000_000 }
            seed: 42
            sources:
              - { name: books,  path: "books/*.jsonl.gz", origin: human, published-before: 2022-11-30, license: CC0-1.0, anchor: true }
              - { name: crawl,  path: "crawl/*.parquet",  origin: unknown, assume-synthetic: 0.2 }
              - { name: ours-2, path: "gen2/*.jsonl",     origin: synthetic, model: ours@2, depth: 2 }
            limits:
              synthetic-share: 0.30     # what the upper end of the interval may reach
              depth: 2
              repeats: 3
            tails:
              strata: [lang, domain, rarity]
              floor: 0.9
            duplicates: { exact: true, near: 0.7 }
            output: { path: mix-3, format: jsonl.gz }
            """);

        Assert.Equal(3, policy.Generation);
        Assert.Equal(2_000_000_000, policy.BudgetTokens);
        Assert.Equal(["books", "crawl", "ours-2"], policy.Sources.Select(source => source.Name));
        Assert.Equal([true, false, false], policy.Sources.Select(source => source.Anchor));
        Assert.Equal([Origin.Human, Origin.Unknown, Origin.Synthetic], policy.Sources.Select(source => source.Origin));
        Assert.Equal(new DateOnly(2022, 11, 30), policy.Sources[0].PublishedBefore);
        Assert.True(policy.Sources[0].IsDatedHuman(policy.ModelEra)); // before the day: the day itself is early enough
        Assert.Equal(0.2, policy.Sources[1].AssumeSynthetic);
        Assert.Equal(("ours@2", 2), (policy.Sources[2].Model, policy.Sources[2].Depth));
        Assert.Equal(["lang", "domain", "rarity"], policy.Tails.Strata);
        Assert.Equal(["domain", "lang"], policy.Sources[0].Fields.Strata.Keys); // rarity is measured, not read
        Assert.Equal("mix-3", policy.Output.Path);
    }

    [Theory]
    [InlineData("2_000_000_000", 2_000_000_000)]
    [InlineData("2e9", 2_000_000_000)]
    [InlineData("+7", 7)]
    [InlineData("7.0", 7)]
    [InlineData("'7'", 7)]
    public void A_whole_number_may_be_spelled_in_several_ways(string spelled, long tokens) =>
        Assert.Equal(tokens, PolicyExample.Read($"{PolicyExample.Shortest}\nbudget: {{ tokens: {spelled} }}").BudgetTokens);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("9_223_372_036_854_775_807", long.MaxValue)]
    public void A_seed_may_be_anything_that_64_bits_hold_without_a_sign(string spelled, ulong seed) =>
        Assert.Equal(new RunSeed(seed), PolicyExample.Read($"{PolicyExample.Shortest}\nseed: {spelled}").Seed);

    [Fact]
    public void False_switches_a_limit_off_and_an_open_value_keeps_the_default()
    {
        Policy off = PolicyExample.Read($"{PolicyExample.Shortest}\nlimits: {{ synthetic-share: false }}\nduplicates: {{ near: False }}");
        Policy open = PolicyExample.Read($"{PolicyExample.Shortest}\nlimits: {{ synthetic-share: ~ }}\nduplicates: {{ near: }}\ntails:\nbudget: null");

        Assert.Equal((null, null), (off.Limits.SyntheticShare, off.Duplicates.Near));
        Assert.Equal((0.3, 0.7), (open.Limits.SyntheticShare, open.Duplicates.Near));
        Assert.Null(open.BudgetTokens);
    }

    [Theory]
    [InlineData("a.jsonl", new[] { "a.jsonl" })]
    [InlineData("[a.jsonl, 'b c.jsonl']", new[] { "a.jsonl", "b c.jsonl" })]
    public void Paths_are_one_text_or_a_list(string path, string[] paths) =>
        Assert.Equal(paths, PolicyExample.Read($"sources: [{{ name: a, path: {path} }}]").Sources[0].Paths);

    [Fact]
    public void What_a_source_says_of_its_fields_goes_before_what_is_said_for_all()
    {
        Policy policy = PolicyExample.Read($$"""
            sources:
              - {{PolicyExample.Anchor}}
              - { name: own, path: b.jsonl, fields: { text: body, lang: meta.lang, keep: [url], strata: { topic: subject } } }
            fields: { text: content, id: key, keep: [speaker], strata: { topic: theme, era: decade } }
            tails: { strata: [lang, topic, era, style, topic] }
            """);
        (FieldMap shared, FieldMap own) = (policy.Sources[0].Fields, policy.Sources[1].Fields);

        Assert.Equal(("content", "key", "lang", "speaker"), (shared.Text, shared.Id, shared.Language, Assert.Single(shared.Keep)));
        Assert.Equal(("body", "key", "meta.lang", "url"), (own.Text, own.Id, own.Language, Assert.Single(own.Keep)));
        Assert.Equal(["era=decade", "lang=lang", "style=style", "topic=theme"], shared.Strata.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["era=decade", "lang=meta.lang", "style=style", "topic=subject"], own.Strata.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["lang", "topic", "era", "style"], policy.Tails.Strata); // named twice, guarded once
    }

    [Fact]
    public void The_language_dimension_can_be_mapped_away_from_the_language_field()
    {
        Policy policy = PolicyExample.Read($$"""
            sources: [{{PolicyExample.Anchor}}]
            fields: { lang: language, strata: { lang: dialect } }
            tails: { strata: lang }
            """);

        Assert.Equal(("language", "dialect"), (policy.Sources[0].Fields.Language, policy.Sources[0].Fields.Strata["lang"]));
    }

    [Fact]
    public void An_anchor_is_human_and_dated_or_vouched_for()
    {
        string Text(string claim) => $"sources: [{{ name: a, path: a.jsonl, anchor: true, {claim} }}]";

        Assert.Equal(
            "p.yaml:1:45: the source \"a\" is an anchor but not `origin: human`. An anchor holds the human documents that never leave the mix. `assay schema policy` prints all keys.",
            PolicyExample.Problem(Text("origin: unknown")));
        Assert.StartsWith(
            "p.yaml:1:45: nothing shows that the anchor \"a\" is human. State `published-before:` a day on or before 2022-11-30, or `vouched-by:`",
            PolicyExample.Problem(Text("origin: human")), StringComparison.Ordinal);
        Assert.Contains("nothing shows", PolicyExample.Problem(Text("origin: human, published-before: 2022-12-01")), StringComparison.Ordinal);
        Assert.Contains("is an empty text; it must be a text", PolicyExample.Problem(Text("origin: human, vouched-by: ''")), StringComparison.Ordinal);
        Assert.True(PolicyExample.Read(Text("origin: human, published-before: 2022-11-30")).Sources[0].Anchor);
        Assert.True(PolicyExample.Read(Text("origin: human, vouched-by: the archive")).Sources[0].Anchor);
        Assert.True(PolicyExample.Read(Text("origin: human, published-before: 2022-12-01") + "\nmodel-era: 2023-01-01").Sources[0].Anchor);
    }

    [Fact]
    public void A_file_is_read_with_its_bytes_its_hash_and_its_folder()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("p.yaml");
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("# ä\r\nsources:\r\n- name: a\r\n  path: ä.jsonl\r\n")];
        File.WriteAllBytes(path, bytes);

        PolicyFile file = PolicyReader.ReadFile(path);

        Assert.Equal("ä.jsonl", Assert.Single(file.Policy.Sources[0].Paths));
        Assert.Equal(bytes, file.Bytes.ToArray());
        Assert.StartsWith("# ä", file.Text, StringComparison.Ordinal);
        Assert.Equal(folder.Path, file.Folder);
        Assert.Equal(64, file.Sha256.Length);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_or_not_there_is_refused_with_a_remedy()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("p.yaml");
        File.WriteAllBytes(path, [.. "seed: 1 # caf"u8, 0xE9, (byte)'\n']);
        string Message(string file) => Assert.Throws<UserErrorException>(() => PolicyReader.ReadFile(file)).Message;

        Assert.Equal($"{path}: the policy is not UTF-8 (byte 14). Save it as UTF-8.", Message(path));
        Assert.Contains("`assay init` writes one", Message(path + "x"), StringComparison.Ordinal);
        Assert.Contains("is a folder", Message(folder.Path), StringComparison.Ordinal);
    }
}
