using Assay.Core.Statistics;
using Assay.Core.Tails;

namespace Assay.Tests.Core.Tails;

public sealed class LogHistogramTests
{
    [Fact]
    public void The_interval_of_a_distance_holds_the_true_one()
    {
        // Lengths of 10 or 100 words; the distance between the laws is the difference of their shares.
        const double Mine = 0.5, Theirs = 0.2;
        var prng = new Prng(new RunSeed(71));
        int held = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            LogHistogram mine = Draw(Mine, 150), theirs = Draw(Theirs, 400);
            (double low, double high) = mine.DistanceInterval(theirs);
            Assert.InRange(mine.Distance(theirs), low, high);
            held += low <= Mine - Theirs && Mine - Theirs <= high ? 1 : 0;
        }
        // Wider than asked: 190 of 200 less two standard errors would do.
        Assert.InRange(held, 184, 200);

        LogHistogram Draw(double share, int documents)
        {
            var histogram = new LogHistogram();
            for (int d = 0; d < documents; d++)
            {
                histogram.Add(prng.NextDouble() < share ? 100 : 10);
            }
            return histogram;
        }
    }

    [Fact]
    public void Few_documents_say_little_and_none_say_nothing()
    {
        var one = new LogHistogram();
        one.Add(10);
        var other = new LogHistogram();
        other.Add(1000);
        Assert.Equal((0.0, 1.0), one.DistanceInterval(other));
        Assert.True(double.IsNaN(one.DistanceInterval(new LogHistogram()).Low));
    }
}
