namespace Assay.Lab.Training;

/// <summary>Somebody who watches models being trained, with a clock, and may stop them.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Progress">Told every step.</param>
/// <param name="Stop">Ends the training after a step.</param>
public sealed record TrainingWatch(TimeProvider Time, IProgress<TrainingProgress> Progress, CancellationToken Stop = default)
{
    /// <summary>A training run begins, or goes on.</summary>
    /// <param name="steps">Steps of the run.</param>
    /// <param name="items">Tokens or pictures to a step.</param>
    /// <param name="done">Steps done before.</param>
    public Course Begin(int steps, int items, int done = 0) => new(this, steps, items, done);

    /// <summary>One training run being watched.</summary>
    public sealed class Course
    {
        private readonly TrainingWatch _watch;
        private readonly int _steps;
        private readonly int _items;
        private readonly int _first;
        private readonly long _begin;

        internal Course(TrainingWatch watch, int steps, int items, int done)
        {
            (_watch, _steps, _items, _first) = (watch, steps, items, done);
            _begin = watch.Time.GetTimestamp();
        }

        /// <summary>A step is done.</summary>
        /// <param name="step">Its number, from 1.</param>
        /// <param name="loss">Its loss, in nats a token or a picture.</param>
        /// <exception cref="OperationCanceledException">Somebody wants it to end.</exception>
        public void Report(int step, double loss)
        {
            _watch.Stop.ThrowIfCancellationRequested();
            double seconds = Math.Max(1e-9, _watch.Time.GetElapsedTime(_begin).TotalSeconds), rate = (step - _first) / seconds;
            _watch.Progress.Report(new(step, _steps, loss, rate * _items, TimeSpan.FromSeconds((_steps - step) / rate)));
        }
    }
}
