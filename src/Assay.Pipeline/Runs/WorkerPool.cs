using System.Runtime.ExceptionServices;

namespace Assay.Pipeline.Runs;

/// <summary>Runs independent pieces of work on threads of their own.</summary>
internal static class WorkerPool
{
    /// <summary>Runs every item; the first failure stops the others, and the one with the lowest index is thrown.</summary>
    /// <param name="items">The pieces; each worker takes the next one that nobody has.</param>
    /// <param name="workers">Number of threads, 1 or more.</param>
    /// <param name="work">What to do with one; must be safe to call from several threads.</param>
    /// <param name="cancellationToken">Stops the run between records.</param>
    public static void Run<T>(IReadOnlyList<T> items, int workers, Action<T, CancellationToken> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gate = new Lock();
        int next = -1;
        (int Index, ExceptionDispatchInfo Error)? failure = null;

        void Work()
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < items.Count)
            {
                try
                {
                    work(items[index], stop.Token);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e) // Crosses to the calling thread and is thrown there.
                {
                    lock (gate)
                    {
                        if (failure is null || index < failure.Value.Index)
                        {
                            failure = (index, ExceptionDispatchInfo.Capture(e));
                        }
                    }

                    stop.Cancel();
                    return;
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, items.Count)).Select(i => new Thread(Work) { IsBackground = true, Name = $"worker {i}" })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure?.Error.Throw();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
