using Assay.Lab.Training;

namespace Assay.Tests.Lab.Training;

public class CrewTests
{
    [Fact]
    public void Every_part_is_done_once_over_thousands_of_loops()
    {
        using var crew = new Crew(3);
        int[] done = new int[7];
        for (int loop = 0; loop < 5000; loop++)
        {
            crew.Run(done.Length, part => Interlocked.Increment(ref done[part]));
        }

        Assert.All(done, d => Assert.Equal(5000, d));
    }

    [Fact]
    public void A_crew_that_slept_wakes_up()
    {
        using var crew = new Crew(2);
        using var both = new Barrier(2);
        crew.Run(1, _ => { });
        Thread.Sleep(50); // long enough for the helper to stop spinning

        // Both parts wait for each other: only two threads get past it.
        crew.Run(2, _ => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Fact]
    public void A_part_that_fails_is_told_after_the_others_are_done()
    {
        using var crew = new Crew(2);
        int done = 0;

        AggregateException e = Assert.Throws<AggregateException>(() => crew.Run(10, part =>
        {
            Interlocked.Increment(ref done);
            if (part == 3)
            {
                throw new InvalidOperationException("three");
            }
        }));

        Assert.Equal("three", Assert.Single(e.InnerExceptions).Message);
        Assert.Equal(10, done);
        crew.Run(4, _ => Interlocked.Increment(ref done)); // the crew works on
        Assert.Equal(14, done);
    }
}
