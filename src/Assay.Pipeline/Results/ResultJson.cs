using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Core.Mixing;

namespace Assay.Pipeline.Results;

/// <summary>How results are written as JSON: camelCase, indented, the same bytes for the same values.</summary>
public static class ResultJson
{
    /// <summary>The options of every result document.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter<InfeasibilityKind>(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>Writes a result.</summary>
    /// <param name="result">The document.</param>
    public static byte[] Write<T>(T result) => [.. JsonSerializer.SerializeToUtf8Bytes(result, Options), (byte)'\n'];
}
