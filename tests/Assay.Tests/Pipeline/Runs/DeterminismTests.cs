namespace Assay.Tests.Pipeline.Runs;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("jsonl.gz")]
    [InlineData("parquet")]
    public void The_number_of_workers_changes_no_byte(string format)
    {
        using var one = new MixFixture();
        using var three = new MixFixture();
        one.Policy = three.Policy = one.Policy.Replace("format: jsonl", $"format: {format}, shard-bytes: 20000", StringComparison.Ordinal);

        _ = one.Run(options => options with { Workers = 1 });
        _ = three.Run(options => options with { Workers = 3 });

        Assert.Equal(one.Fingerprint(), three.Fingerprint());
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("write")]
    public void A_worker_that_dies_stops_the_run_and_the_next_run_changes_no_byte(string step)
    {
        using var whole = new MixFixture();
        using var broken = new MixFixture();
        _ = whole.Run();
        string current = "";
        int deaths = 0;
        broken.OnStep = name => current = name;
        broken.OnAdvance = _ =>
        {
            // A defect, not a user's error: thrown on a worker's thread, in the middle of a shard.
            if (string.Equals(current, step, StringComparison.Ordinal) && Interlocked.Increment(ref deaths) == 3)
            {
                throw new InvalidOperationException("a worker died");
            }
        };

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => broken.Run());
        bool halfWritten = Directory.Exists(Path.Combine(broken.RunPath, "mix"));
        _ = broken.Run();

        Assert.Equal(("a worker died", false), (error.Message, halfWritten));
        Assert.Equal(whole.Fingerprint(), broken.Fingerprint());
    }

    [Fact]
    public void Stopping_between_records_and_going_on_changes_no_byte()
    {
        using var whole = new MixFixture();
        using var stopped = new MixFixture();
        _ = whole.Run();

        for (int milliseconds = 1; ; milliseconds += 25)
        {
            using var stop = new CancellationTokenSource(milliseconds);
            try
            {
                _ = stopped.Run(cancellationToken: stop.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                Assert.False(Directory.Exists(Path.Combine(stopped.RunPath, "mix")) && Directory.Exists(Path.Combine(stopped.RunPath, "mix.next")));
            }
        }

        Assert.Equal(whole.Fingerprint(), stopped.Fingerprint());
    }
}
