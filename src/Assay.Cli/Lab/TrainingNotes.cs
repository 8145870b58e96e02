using System.Globalization;
using Assay.Lab.Training;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Lab;

/// <summary>Tells now and then how the training of a neural model goes: a run of hours should not be silent.</summary>
internal sealed class TrainingNotes(TimeProvider time) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private long _last = time.GetTimestamp();

    /// <summary>Where notes go.</summary>
    public IRunProgress? Target { get; set; }

    public void Report(TrainingProgress value)
    {
        lock (_gate) // several replicates may train at once
        {
            if (time.GetElapsedTime(_last) < s_pause)
            {
                return;
            }

            _last = time.GetTimestamp();
        }

        Target?.Note(string.Create(
            CultureInfo.InvariantCulture, $"training: step {value.Step} of {value.Steps}, loss {value.Loss:0.000}, {value.Rate:N0} items/s, {value.TimeLeft:hh\\:mm\\:ss} left of this fit"));
    }
}
