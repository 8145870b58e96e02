using System.Reflection;
using System.Text.Json;

namespace Assay.Tests.Report;

/// <summary>Interfaces of the viewer, beside the C# records that they describe.</summary>
/// <param name="files">Files under the viewer's <c>schema</c>.</param>
internal sealed class ViewerSchema(params string[] files)
{
    private static readonly NullabilityInfoContext s_nullability = new();

    private string Source => field ??= string.Concat(files.Select(file => File.ReadAllText(Path.Combine(Repository.Root, "src/Assay.Report/ui/src/schema", file))));

    /// <summary>Fails unless the interface has the properties of the record, spelled as System.Text.Json writes them.</summary>
    public void AssertDescribes(Type record)
    {
        string block = Source.Split($"export interface {record.Name} {{")[1].Split('}')[0];
        string[] written = block.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] expected = [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Describe)];

        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    /// <summary>Fails unless the viewer knows exactly the words of the enumeration.</summary>
    public void AssertSpells<T>()
        where T : struct, Enum =>
        Assert.Contains($"export type {typeof(T).Name} = {string.Join(" | ", Enum.GetValues<T>().Select(v => JsonSerializer.Serialize(v)))};", Source, StringComparison.Ordinal);

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
        { IsGenericType: true } when Nullable.GetUnderlyingType(type.GetGenericArguments()[0]) is not null => "(number | null)[]",
        { IsGenericType: true } => $"{Name(type.GetGenericArguments()[0])}[]",
        _ => type.Name,
    };
}
