using System.Reflection;
using System.Text.Json;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Results;

namespace Assay.Tests.Report;

/// <summary>The viewer's TypeScript interfaces against the C# records they describe: tsc keeps the viewer to the first, this keeps the first to the second.</summary>
public sealed class SchemaContractTests
{
    public static TheoryData<string> Interfaces => [.. ReadInterfaces().Keys];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void An_interface_of_the_viewer_has_the_properties_of_the_record(string name)
    {
        Type record = RecordOf(name);
        string[] expected = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Describe)];

        Assert.Equal(expected.Order(StringComparer.Ordinal), ReadInterfaces()[name].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_record_of_a_mix_has_an_interface()
    {
        string[] records = [.. typeof(MixResult).Assembly.GetTypes()
            .Where(t => t.IsPublic && !(t.IsAbstract && t.IsSealed) && string.Equals(t.Namespace, typeof(MixResult).Namespace, StringComparison.Ordinal))
            .Select(t => t.Name)];

        Assert.Subset(ReadInterfaces().Keys.ToHashSet(), records.Append(nameof(Estimate)).ToHashSet());
    }

    [Fact]
    public void The_answers_of_an_estimate_are_spelled_as_the_viewer_reads_them()
    {
        string union = ReadSchema("estimate.ts").Split("EstimateAnswer = ")[1].Split(';')[0];

        Assert.Equal(
            Enum.GetValues<EstimateAnswer>().Select(a => JsonSerializer.Serialize(a)).Order(StringComparer.Ordinal),
            union.Split(" | ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_sample_serialises_with_the_names_that_the_viewer_reads()
    {
        using JsonDocument document = JsonDocument.Parse(SampleMixResults.ToJson(SampleMixResults.Typical()));

        string[] read = [.. ReadInterfaces()[nameof(MixResult)].Select(property => property.Split('?', ':')[0])];
        Assert.Equal(read.Order(StringComparer.Ordinal), document.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["schema", "version", "seed"], document.RootElement.EnumerateObject().Take(3).Select(p => p.Name));
    }

    [Fact]
    public void Samples_conserve_their_records()
    {
        Assert.All([SampleMixResults.Typical(), SampleMixResults.Empty(), SampleMixResults.Extreme()], result =>
        {
            Amount sum = result.Flow.Kept + result.Flow.Merged + result.Flow.Quarantined;
            Assert.Equal(result.Flow.Read, result.Flow.Dropped.Aggregate(sum, (total, drop) => total + drop.Amount));
        });
    }

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>Records of the result, and those that it shares with other rooms.</summary>
    private static Type RecordOf(string name) => ((Type[])[typeof(MixResult), typeof(DetectorUsed), typeof(DownWeight), typeof(Estimate)])
        .Select(neighbour => neighbour.Assembly.GetType($"{neighbour.Namespace}.{name}"))
        .First(type => type is not null)!;

    /// <summary>A property as the interface should spell it, for instance <c>cap?: number | null</c>.</summary>
    private static string Describe(PropertyInfo property)
    {
        bool nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
            || Nullability.Create(property).ReadState == NullabilityState.Nullable;
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        string type = TypeName(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        return nullable ? $"{name}?: {type} | null" : $"{name}: {type}";
    }

    private static string TypeName(Type type) => type switch
    {
        _ when type == typeof(string) => "string",
        _ when type == typeof(bool) => "boolean",
        { IsPrimitive: true } => "number",
        { IsGenericType: true } => $"{TypeName(type.GetGenericArguments()[0])}[]",
        _ => type.Name,
    };

    private static Dictionary<string, string[]> ReadInterfaces() =>
        (ReadSchema("estimate.ts") + ReadSchema("mix.ts")).Split("export interface ").Skip(1).ToDictionary(
            block => block[..block.IndexOf(' ', StringComparison.Ordinal)],
            block => block[(block.IndexOf('{', StringComparison.Ordinal) + 1)..block.IndexOf('}', StringComparison.Ordinal)]
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            StringComparer.Ordinal);

    private static string ReadSchema(string file) => File.ReadAllText(Path.Combine(Repository.Root, "src/Assay.Report/ui/src/schema", file));
}
