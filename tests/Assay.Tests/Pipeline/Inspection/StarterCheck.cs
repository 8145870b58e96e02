using System.Text.RegularExpressions;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Inspection;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan.Probes;

namespace Assay.Tests.Pipeline.Inspection;

/// <summary>What must hold of every starter policy, whatever the corpora.</summary>
internal static partial class StarterCheck
{
    /// <summary>Writes a starter policy for a folder and checks it: as it is and with every proposal taken, it loads, and its paths lead to the corpora.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="paths">What to look at in it; by default all.</param>
    public static StarterPolicy Write(string folder, params string[] paths)
    {
        StarterPolicy starter = PolicyStarter.Write(paths, folder, folder, TestContext.Current.CancellationToken);
        Policy policy = PolicyReader.Read(starter.Text, "policy.yaml");
        _ = PolicyReader.Read(TakeProposals(starter.Text), "policy.yaml");

        Assert.Equal(starter.Sources.Select(source => source.Name), policy.Sources.Select(source => source.Name));
        Assert.All(policy.Sources, source => Assert.NotEmpty(Documents(source, folder)));
        Assert.All(starter.Text.Split('\n'), line => Assert.True(line.Length <= 260, line));
        Assert.DoesNotContain('\t', starter.Text);
        return starter;
    }

    /// <summary>The policy of a starter.</summary>
    public static Policy Read(StarterPolicy starter) => PolicyReader.Read(starter.Text, "policy.yaml");

    /// <summary>The only source of a starter's policy.</summary>
    public static SourcePolicy Source(StarterPolicy starter) => Assert.Single(Read(starter).Sources);

    /// <summary>The documents of a source, read as a run would; records that cannot be read are passed over.</summary>
    public static List<string> Documents(SourcePolicy source, string folder)
    {
        ShardPlan plan = ShardPlanner.Plan(new CorpusSource
        {
            Name = source.Name,
            BaseFolder = folder,
            Paths = source.Paths,
            Format = source.Format,
            Fields = source.Fields,
        });
        List<string> texts = [];
        foreach (Shard shard in plan.Shards)
        {
            using ShardReader reader = CorpusOpener.Open(shard, _ => { });
            while (reader.MoveNext())
            {
                Assert.Null(DeclaredFields.Problem(reader));
                texts.Add(System.Text.Encoding.UTF8.GetString(reader.Text));
            }
        }

        return texts;
    }

    /// <summary>The policy with every commented key taken; floors only where there is an anchor to compare with.</summary>
    public static string TakeProposals(string text)
    {
        string taken = Proposal().Replace(text, "${indent}${key}");
        return taken.Contains("anchor: true", StringComparison.Ordinal) ? TailsProposal().Replace(taken, "${key}") : taken;
    }

    [GeneratedRegex(@"^(?<indent> *)# (?<key>(origin|published-before|vouched-by|assume-synthetic|anchor|model|depth|license|budget|fields): )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Proposal();

    [GeneratedRegex(@"^# (?<key>tails:$|  strata: |  floor: )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TailsProposal();
}
