using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Assay.Bench.Kernels;

/// <summary>Short jobs in this process: no second build, which the analyzers would stop.</summary>
internal sealed class KernelConfig : ManualConfig
{
    public KernelConfig()
    {
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithClock(new CpuClock()));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(new MegabytesPerSecond());
        HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2");
    }

    /// <summary>Text per processor second; one operation is a megabyte of text.</summary>
    private sealed class MegabytesPerSecond : IColumn
    {
        public string Id => "MB/s";

        public string ColumnName => Id;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => "10⁶ bytes of text per processor second";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
            summary[benchmarkCase]?.ResultStatistics is { } statistics ? $"{1e9 / statistics.Mean:F1}" : "?";

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
    }
}
