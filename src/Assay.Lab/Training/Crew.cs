namespace Assay.Lab.Training;

/// <summary>A few threads that share loops of independent parts.</summary>
/// <remarks>
/// <para>Training asks thousands of times a second, so that waking a sleeping thread would cost more than it brings: helpers spin
/// for some microseconds after each loop, and only then sleep.</para>
/// <para>Which thread does a part is left to chance; results do not depend on it as long as no two parts write the same number.</para>
/// </remarks>
public sealed class Crew : IDisposable
{
    /// <summary>About 50 µs.</summary>
    private const int SpinTurns = 1000;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _work = new(false, spinCount: 0);
    private readonly Thread[] _helpers;
    private volatile Job? _job;
    private volatile bool _ended;

    /// <summary>Hires a crew.</summary>
    /// <param name="threads">Threads at work, 1 or more; the caller is one of them.</param>
    public Crew(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _helpers = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(Help) { IsBackground = true, Name = $"crew {i}" })];
        foreach (Thread helper in _helpers)
        {
            helper.Start();
        }
    }

    /// <summary>Threads at work.</summary>
    public int Threads { get; }

    /// <summary>Does all parts and returns when the last is done; a part does not start a loop of its own.</summary>
    /// <param name="parts">How many there are.</param>
    /// <param name="work">Does the part with a number, from 0.</param>
    /// <exception cref="AggregateException">A part failed; the others were done all the same.</exception>
    public void Run(int parts, Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (_helpers.Length == 0 || parts <= 1)
        {
            for (int part = 0; part < parts; part++)
            {
                work(part);
            }

            return;
        }

        lock (_gate) // one loop at a time
        {
            var job = new Job(work, parts);
            _job = job;
            _work.Set();
            job.TakeParts();
            _work.Reset();
            job.Wait();
            _job = null;
        }
    }

    /// <summary>Lets the crew go.</summary>
    public void Dispose()
    {
        _ended = true;
        _work.Set();
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }

        _work.Dispose();
    }

    private void Help()
    {
        Job? last = null;
        while (!_ended)
        {
            for (int turn = 0; turn < SpinTurns && !_ended && (_job is null || _job == last); turn++)
            {
                Thread.SpinWait(8);
            }

            if (_job is not { } job || job == last)
            {
                _work.Wait();
                continue;
            }

            job.TakeParts();
            last = job;
        }
    }

    /// <summary>One loop. A helper that wakes too late finds its parts taken and does no harm.</summary>
    private sealed class Job(Action<int> work, int parts)
    {
        private readonly Lock _gate = new();
        private readonly List<Exception> _failures = [];
        private int _taken;
        private int _done;

        public void TakeParts()
        {
            int part;
            while ((part = Interlocked.Increment(ref _taken) - 1) < parts)
            {
                try
                {
                    work(part);
                }
#pragma warning disable CA1031 // Whatever goes wrong on a helper is thrown where the loop was started.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    lock (_gate)
                    {
                        _failures.Add(e);
                    }
                }

                Interlocked.Increment(ref _done);
            }
        }

        public void Wait()
        {
            var spinner = default(SpinWait); // yields the processor when it takes long
            while (Volatile.Read(ref _done) < parts)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            if (_failures.Count > 0)
            {
                throw new AggregateException(_failures);
            }
        }
    }
}
