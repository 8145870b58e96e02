namespace Assay.Lab.Training;

/// <summary>What layers work with: a crew that computes and a pool that lends memory.</summary>
/// <param name="threads">Threads at work, 1 or more; the numbers do not depend on it.</param>
public sealed class Workbench(int threads) : IDisposable
{
    /// <summary>Numbers that are worth waking a thread for.</summary>
    private const int WorthSharing = 1 << 15;

    /// <summary>Who computes.</summary>
    public Crew Crew { get; } = new(threads);

    /// <summary>Who lends memory; everything lent comes back when a step ends.</summary>
    public TensorPool Pool { get; } = new();

    /// <summary>Shares lines of equal work: the same lines whatever the number of threads, each done by one.</summary>
    /// <param name="lines">How many there are: rows, or columns, or pictures.</param>
    /// <param name="length">Numbers to a line.</param>
    /// <param name="work">Does the lines from the first number to before the second.</param>
    public void Share(int lines, int length, Action<int, int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        int parts = (long)lines * length < WorthSharing ? 1 : Math.Min(Crew.Threads, lines);
        if (parts == 1)
        {
            work(0, lines);
            return;
        }

        Crew.Run(parts, part => work((int)((long)lines * part / parts), (int)((long)lines * (part + 1) / parts)));
    }

    /// <inheritdoc/>
    public void Dispose() => Crew.Dispose();
}
