using System.Reflection;
using System.Text.Json;
using Assay.Lab.Experiments;
using Assay.Lab.Reproduction;
using Assay.Lab.Results;
using Assay.Lab.Verdicts;

namespace Assay.Tests.Lab.Results;

/// <summary>The viewer's interfaces of the laboratory against the C# records that they describe.</summary>
public sealed class LabSchemaContractTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static TheoryData<Type> Records =>
        [
            typeof(LabDocument), typeof(ExperimentSpec), typeof(LabMeasure), typeof(LabGeneration), typeof(ExperimentVerdict),
            typeof(ReproductionDocument), typeof(ReproductionRow),
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
        Assert.Contains(Union<CollapseKind>(), Source(), StringComparison.Ordinal);
        Assert.Contains(Union<CollapseTrend>(), Source(), StringComparison.Ordinal);
        Assert.Contains(Union<CellKind>(), Source(), StringComparison.Ordinal);
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
        { IsGenericType: true } when type.GetGenericArguments().Length == 2 => "Record<string, string>",
        { IsGenericType: true } => $"{Name(type.GetGenericArguments()[0])}[]",
        _ => type.Name,
    };

    private static string Source() => string.Concat(((string[])["lab.ts", "reproduction.ts"]).Select(name =>
        File.ReadAllText(Path.Combine(Repository.Root, "src/Assay.Report/ui/src/schema", name))));
}
