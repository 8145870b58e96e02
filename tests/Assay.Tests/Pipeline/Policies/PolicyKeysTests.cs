using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Policies;

public class PolicyKeysTests
{
    [Fact]
    public void Every_default_in_the_table_is_the_default_of_the_record()
    {
        Policy policy = PolicyExample.Read(PolicyExample.Shortest);
        var byRecords = new Policy { Sources = [new SourcePolicy { Name = "a", Paths = ["a.jsonl"] }] };

        Assert.Equal(PolicyExample.Show(byRecords), PolicyExample.Show(policy));
    }

    [Fact]
    public void Stating_every_default_says_the_same_as_stating_none()
    {
        string stated = PolicyExample.Full((path, key) => path switch
        {
            "sources.name" => "a",
            "sources.path" => "a.jsonl",
            "budget.tokens" => "~",
            _ => key.Default,
        }).Replace("budget: { tokens: ~ }", "budget: ~", StringComparison.Ordinal)
            .Replace("calibration: { labels-random: false }", "calibration: ~", StringComparison.Ordinal);
        string unstated = $"sources: [{PolicyExample.Anchor}, {{ name: a, path: a.jsonl }}]";

        Assert.Contains("rarity-bands: [0.5, 0.9]", stated, StringComparison.Ordinal);
        Assert.Equal(PolicyExample.Show(PolicyExample.Read(unstated)), PolicyExample.Show(PolicyExample.Read(stated)));
    }

    [Fact]
    public void Every_key_changes_the_policy()
    {
        Assert.All(PolicyExample.Leaves(PolicyKeys.All).Where(leaf => leaf.Path is not "sources.anchor"), leaf =>
        {
            // What a source says of its fields hides what is said for all.
            bool isShared = leaf.Path.StartsWith("fields.", StringComparison.Ordinal);
            string Text(int choice) => PolicyExample.Full((path, key) =>
                isShared && path.StartsWith("sources.fields.", StringComparison.Ordinal) ? null : Chosen(path, key, string.Equals(path, leaf.Path, StringComparison.Ordinal) ? choice : 0));

            Assert.NotEqual(PolicyExample.Show(PolicyExample.Read(Text(0))), PolicyExample.Show(PolicyExample.Read(Text(1))));
        });
    }

    [Fact]
    public void An_anchor_is_read()
    {
        string Text(string anchor) => $"sources: [{{ name: a, path: a.jsonl, origin: human, vouched-by: the archive, anchor: {anchor} }}]";

        Assert.True(PolicyExample.Read(Text("true")).Sources[0].Anchor);
        Assert.False(PolicyExample.Read(Text("false")).Sources[0].Anchor);
    }

    [Fact]
    public void Every_key_is_described_by_a_sentence_and_stands_in_the_table_once()
    {
        Assert.All(PolicyExample.Leaves(PolicyKeys.All), leaf => Assert.EndsWith(".", leaf.Key.Description, StringComparison.Ordinal));
        Assert.Distinct(PolicyExample.Leaves(PolicyKeys.All).Select(leaf => leaf.Path));
    }

    /// <summary>A value of the key alone, but where that would contradict another key.</summary>
    private static string Chosen(string path, PolicyKey key, int choice) => path switch
    {
        "sources.origin" => choice == 0 ? "mixed" : "unknown", // human text has no model, synthetic text no calibration
        "tails.strata" => choice == 0 ? "[era]" : "[era, rarity]", // era is mapped by fields.strata
        _ => PolicyExample.Value(key, choice),
    };
}
