using Assay.Pipeline.Write;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Write;

public sealed class WriteGroupTests
{
    [Fact]
    public void Small_shards_share_a_file() =>
        Assert.Equal([new WriteGroup(0, 0, 1), new WriteGroup(1, 2, 3)], WriteGroup.Pack([40, 50, 60, 10], targetBytes: 100));

    [Fact]
    public void A_shard_larger_than_a_file_stands_alone() =>
        Assert.Equal([new WriteGroup(0, 0, 0), new WriteGroup(1, 1, 1), new WriteGroup(2, 2, 2)], WriteGroup.Pack([10, 500, 10], targetBytes: 100));

    [Fact]
    public void Shards_that_give_nothing_still_belong_to_a_group() =>
        Assert.Equal([new WriteGroup(0, 0, 2)], WriteGroup.Pack([0, 0, 0], targetBytes: 100));

    [Fact]
    public void Every_shard_belongs_to_exactly_one_group() =>
        Prop.ForAll(Gen.Choose(0, 300).Select(i => (long)i).ListOf().ToArbitrary(), bytes =>
        {
            IReadOnlyList<WriteGroup> groups = WriteGroup.Pack([.. bytes], 100);
            return groups.SelectMany(group => Enumerable.Range(group.FirstShard, group.LastShard - group.FirstShard + 1)).SequenceEqual(Enumerable.Range(0, bytes.Count))
                && groups.Select(group => group.Index).SequenceEqual(Enumerable.Range(0, groups.Count));
        }).QuickCheckThrowOnFailure();
}
