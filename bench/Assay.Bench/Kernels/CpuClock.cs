using Perfolizer.Horology;

namespace Assay.Bench.Kernels;

/// <summary>Counts the processor time of this process instead of time on the wall.</summary>
/// <remarks>On a machine that others use too, the wall says how busy they are. Kernels are single-threaded and do no I/O, so
/// both are the same where the machine is quiet.</remarks>
internal sealed class CpuClock : IClock
{
    public string Title => "CPU";

    public bool IsAvailable => true;

    public Frequency Frequency => new(TimeSpan.TicksPerSecond, FrequencyUnit.Hz);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
