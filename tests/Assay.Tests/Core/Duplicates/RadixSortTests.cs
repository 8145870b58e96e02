using Assay.Core.Duplicates;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Duplicates;

public sealed class RadixSortTests
{
    [Fact]
    public void It_sorts_as_the_library_does_and_equal_keys_keep_their_order() => Prop.ForAll(
        ArbMap.Default.ArbFor<ulong[]>(), ArbMap.Default.ArbFor<byte[]>(), (wide, narrow) =>
        {
            ulong[] keys = [.. wide, .. narrow.Select(key => (ulong)key << 20), .. wide];
            int[] values = [.. Enumerable.Range(0, keys.Length)];
            (ulong Key, int Value)[] expected = [.. keys.Zip(values).OrderBy(pair => pair.First)];

            RadixSort.Sort(keys, values, new ulong[keys.Length], new int[keys.Length]);

            return expected.SequenceEqual(keys.Zip(values));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_that_differ_in_one_digit_end_where_they_began()
    {
        ulong[] keys = [0x300, 0x100, 0x200, 0x100];
        int[] values = [0, 1, 2, 3];

        RadixSort.Sort(keys, values, new ulong[4], new int[4]);

        Assert.Equal([0x100UL, 0x100, 0x200, 0x300], keys);
        Assert.Equal([1, 3, 2, 0], values);
    }
}
