using System.Text;
using Assay.Core.Detection;
using Assay.Core.Text;

namespace Assay.Tests.Core.Detection;

public sealed class WordRatiosTests
{
    private static readonly TrainingSet Set = TrainingSet.Make(Documents(), isRaw: false, mostChunks: 8);
    private static readonly int[] Rows = [.. Enumerable.Range(0, Set.Chunks.Count)];

    [Fact]
    public void Sources_of_one_label_share_a_fifth_of_its_weight_and_the_others_the_rest_alike()
    {
        double[] weights = BalancedWeights.Of(Set, Rows);
        double Of(string source, bool isMachine) => Rows.Where(r => Set.IsMachine[r] == isMachine && string.Equals(Set.Sources[Set.SourceOf[r]], source, StringComparison.Ordinal)).Sum(r => weights[r]) / Rows.Length;

        Assert.Equal(0.25, Of("a", isMachine: true), 1e-12);
        Assert.Equal(0.25, Of("b", isMachine: true), 1e-12);
        Assert.Equal(0.2, Of("a", isMachine: false), 1e-12);
        Assert.Equal(0.2, Of("b", isMachine: false), 1e-12);
        Assert.Equal(0.1, Of("books", isMachine: false), 1e-12);
        Assert.Equal(1.0 / 6, Rows.Where(r => !Set.IsMachine[r] && Set.Sources[Set.SourceOf[r]] is "books").Sum(r => BalancedWeights.Alike(Set, Rows)[r]) / Rows.Length, 1e-12);
    }

    [Fact]
    public void Where_no_source_holds_both_labels_all_weigh_alike()
    {
        int[] rows = [.. Rows.Where(r => Set.Sources[Set.SourceOf[r]] is "books" || (Set.IsMachine[r] && Set.Sources[Set.SourceOf[r]] is "a"))];

        Assert.Equal(BalancedWeights.Alike(Set, rows), BalancedWeights.Of(Set, rows));
    }

    [Fact]
    public void A_ratio_is_the_log_of_the_weighed_shares_of_pieces_that_hold_the_word()
    {
        double[] weights = BalancedWeights.Of(Set, Rows);
        float[] ratios = WordRatios.Of(Set, Rows, weights);

        // "rare" stands in half of a's machine pieces and in no human one; "both" in all of b's and of the books'.
        Assert.Equal(Math.Log((0.25 + 5e-5) / 5e-5), ratios[Feature("rare")], 1e-4);
        Assert.Equal(Math.Log((0.5 + 5e-5) / (0.4 + 0.2 + 5e-5)), ratios[Feature("both")], 1e-4);
        Assert.Equal(0, ratios[Feature("nowhere")]);
    }

    private static int Feature(string word)
    {
        WordHash.Stream hash = WordHash.Stream.Start();
        foreach (byte b in Encoding.ASCII.GetBytes(word))
        {
            hash.Append(b, 1);
        }

        return (int)WordModel.Unigram(hash.Finish());
    }

    private static List<LabelledDocument> Documents()
    {
        List<LabelledDocument> documents = [];
        void Add(string source, bool isMachine, int count, Func<int, string> word)
        {
            for (int i = 0; i < count; i++)
            {
                string own = string.Concat(Enumerable.Range(0, 40).Select(k => $"w{source}{(isMachine ? 1 : 0)}x{i}y{k} "));
                documents.Add(new LabelledDocument { Utf8 = Encoding.UTF8.GetBytes(own + word(i)), IsMachine = isMachine, Source = source });
            }
        }

        Add("a", isMachine: false, 4, _ => "plain");
        Add("a", isMachine: true, 8, i => i % 2 == 0 ? "rare" : "plain");
        Add("b", isMachine: false, 6, _ => "both");
        Add("b", isMachine: true, 2, _ => "both");
        Add("books", isMachine: false, 10, _ => "both");
        return documents;
    }
}
