using System.Reflection;
using System.Text.Json;
using Assay.Core.Statistics;
using Assay.Core.Watching;
using Assay.Pipeline.Watching;

namespace Assay.Tests.Pipeline.Watching;

/// <summary>The viewer's interfaces of the watch against the C# records that they describe.</summary>
public sealed class WatchSchemaContractTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static TheoryData<Type> Records =>
    [
        typeof(WatchDocument), typeof(WatchCorpusSummary), typeof(WatchVerdict), typeof(WatchVersion), typeof(WatchQuantity), typeof(WatchRetention), typeof(RetentionBand),
        typeof(WatchDiversity), typeof(WatchShape), typeof(WatchProbe), typeof(VectorComparison), typeof(VectorQuantity), typeof(ClusterShare), typeof(LostWord),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void An_interface_has_the_properties_of_its_record(Type record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string block = Source().Split($"export interface {record.Name} {{")[1].Split('}')[0];
        string[] written = block.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] expected = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Describe)];

        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Verdicts_are_spelled_as_the_viewer_reads_them()
    {
        Assert.Contains(Union<LossKind>(), Source(), StringComparison.Ordinal);
        Assert.Contains(Union<LossTrend>(), Source(), StringComparison.Ordinal);
    }

    private static string Union<T>()
        where T : struct, Enum => $"export type {typeof(T).Name} = {string.Join(" | ", Enum.GetValues<T>().Select(v => JsonSerializer.Serialize(v)))};";

    private static string Describe(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        bool nullable = type != property.PropertyType || s_nullability.Create(property).ReadState == NullabilityState.Nullable;
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        return nullable ? $"{name}?: {Name(type)} | null" : $"{name}: {Name(type)}";
    }

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "boolean",
        { IsPrimitive: true } => "number",
        { IsGenericType: true } when Nullable.GetUnderlyingType(type.GetGenericArguments()[0]) is not null => "(number | null)[]",
        { IsGenericType: true } => $"{Name(type.GetGenericArguments()[0])}[]",
        _ when type == typeof(Estimate) => nameof(Estimate),
        _ => type.Name,
    };

    private static string Source() => File.ReadAllText(Path.Combine(Repository.Root, "src/Assay.Report/ui/src/schema/watch.ts"));
}
