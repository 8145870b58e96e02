using System.Reflection;
using System.Text.Json;
using Assay.Core.Share;
using Assay.Pipeline.Measure;

namespace Assay.Tests.Pipeline.Measure;

/// <summary>The viewer's interfaces of a measurement against the C# records that they describe.</summary>
public sealed class MeasureSchemaContractTests
{
    private static readonly NullabilityInfoContext s_nullability = new();

    public static TheoryData<Type> Records =>
    [
        typeof(MeasureResult), typeof(DetectorUsed), typeof(MeasuredPart), typeof(FitTest), typeof(ReferenceSummary), typeof(LabelSummary),
        typeof(ReviewerAgreement), typeof(ScoreBar), typeof(FalsePositiveDrift), typeof(Adaptation), typeof(DocumentShown), typeof(ReasonShown),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void An_interface_has_the_properties_of_its_record(Type record)
    {
        string block = Source().Split($"export interface {record.Name} {{")[1].Split('}')[0];
        string[] written = block.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] expected = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Describe)];

        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_interface_has_a_record() => Assert.Equal(Records.Count, Source().Split("export interface ").Length - 1);

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
        { IsGenericType: true } => $"{Name(type.GetGenericArguments()[0])}[]",
        _ => type.Name,
    };

    private static string Source() => File.ReadAllText(Path.Combine(Repository.Root, "src/Assay.Report/ui/src/schema/measure.ts"));
}
