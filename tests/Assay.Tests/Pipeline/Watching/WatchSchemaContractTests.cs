using Assay.Core.Watching;
using Assay.Pipeline.Watching;
using Assay.Tests.Report;

namespace Assay.Tests.Pipeline.Watching;

/// <summary>The viewer's interfaces of the watch against the C# records that they describe.</summary>
public sealed class WatchSchemaContractTests
{
    private static readonly ViewerSchema s_schema = new("watch.ts");

    public static TheoryData<Type> Records =>
    [
        typeof(WatchDocument), typeof(WatchCorpusSummary), typeof(WatchVerdict), typeof(WatchVersion), typeof(WatchQuantity), typeof(WatchRetention), typeof(RetentionBand),
        typeof(WatchDiversity), typeof(WatchRepetition), typeof(WatchShape), typeof(WatchProbe), typeof(VectorComparison), typeof(VectorQuantity), typeof(ClusterShare), typeof(LostWord),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void An_interface_has_the_properties_of_its_record(Type record) => s_schema.AssertDescribes(record);

    [Fact]
    public void Verdicts_are_spelled_as_the_viewer_reads_them()
    {
        s_schema.AssertSpells<LossKind>();
        s_schema.AssertSpells<LossTrend>();
    }
}
