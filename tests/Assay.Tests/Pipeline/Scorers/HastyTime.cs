namespace Assay.Tests.Pipeline.Scorers;

/// <summary>A clock on which pauses are over at once and are written down; what is a minute or longer, a timeout, never comes.</summary>
internal sealed class HastyTime : TimeProvider
{
    private readonly Lock _gate = new();

    /// <summary>The pauses that were taken, in seconds.</summary>
    public List<double> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        bool isPause = dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromMinutes(1);
        if (isPause)
        {
            lock (_gate)
            {
                Pauses.Add(dueTime.TotalSeconds);
            }
        }

        return System.CreateTimer(callback, state, isPause ? TimeSpan.FromMilliseconds(1) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
