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
                Assert.False(Directory.Exists(Path.Combine(stopped.RunPath, "mix")) && File.Exists(Path.Combine(stopped.RunPath, "mix.next")));
            }
        }

        Assert.Equal(whole.Fingerprint(), stopped.Fingerprint());
    }
}
