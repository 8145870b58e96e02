using Assay.Bench.Kernels;
using Assay.Core.Duplicates;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Duplicates;

public sealed class PlantedCopiesTests
{
    private static readonly List<PlantedDocument> Set =
        PlantedSet.Plant(PseudoText.Documents(700, new RunSeed(20260101).For("test/planted")), new RunSeed(20260101));

    [Theory]
    [InlineData(14, 8, 0.7)]
    [InlineData(14, 8, 0.85)]
    [InlineData(20, 5, 0.5)]
    public void Copies_are_found_as_often_as_theory_says_and_unique_documents_survive(int bands, int rows, double near)
    {
        List<PlantedRecall> recalls = PlantedRecall.Measure(
            Set, new MinHashOptions { Bands = bands, Rows = rows }, near, out int mergedOriginals);

        Assert.Equal(0, mergedOriginals); // A fault here deletes the corpus.
        Assert.Equal(6, recalls.Count);
        Assert.All(recalls, recall =>
        {
            Assert.Equal(100, recall.Pairs);
            AssertWithinThreeErrors(recall.Candidate);
            AssertWithinThreeErrors(recall.Confirmed);
            Assert.Equal(recall.Confirmed.Measured, recall.Merged, 12);
        });
    }

    [Fact]
    public void Copies_that_differ_in_nothing_or_in_case_and_space_are_all_found()
    {
        List<PlantedRecall> recalls = PlantedRecall.Measure(Set, new MinHashOptions(), 0.7, out _);

        Assert.All(recalls.Where(recall => recall.Edit is PlantedEdit.Exact or PlantedEdit.CaseAndSpace), recall =>
            Assert.Equal((1.0, 1.0), (recall.Candidate.Measured, recall.Merged)));
    }

    private static void AssertWithinThreeErrors(Assay.Bench.Kernels.Share share) =>
        Assert.Equal(share.Expected, share.Measured, 3 * share.StandardError + 1e-12);
}
