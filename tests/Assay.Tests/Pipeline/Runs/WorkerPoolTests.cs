using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Every_item_is_done_once(int workers)
    {
        int[] done = new int[100];

        WorkerPool.Run([.. Enumerable.Range(0, 100)], workers, (item, _) => Interlocked.Increment(ref done[item]), CancellationToken.None);

        Assert.All(done, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_failure_reaches_the_caller_as_it_was_thrown()
    {
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() =>
            WorkerPool.Run([1, 2, 3], 2, (item, _) => throw new InvalidOperationException($"item {item}"), CancellationToken.None));

        Assert.StartsWith("item ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_failures_the_first_item_speaks()
    {
        using var both = new Barrier(2);

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => WorkerPool.Run(
            [0, 1],
            2,
            (item, _) =>
            {
                both.SignalAndWait(CancellationToken.None);
                throw new InvalidOperationException($"item {item}");
            },
            CancellationToken.None));

        Assert.Equal("item 0", thrown.Message);
    }

    [Fact]
    public void Nothing_to_do_is_done() => WorkerPool.Run(Array.Empty<int>(), 4, (_, _) => Assert.Fail("there is no item"), CancellationToken.None);
}
