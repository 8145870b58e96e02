using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Assay.Pipeline.Policies;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Tests.Pipeline.Policies;

/// <summary>The JSON Schema, checked with the few words of the standard that it uses.</summary>
public class PolicySchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(PolicySchema.Write())!.AsObject();

    [Fact]
    public void The_schema_names_its_draft_and_uses_only_words_that_the_draft_knows()
    {
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Schema["$schema"]);
        Assert.Equal("object", (string?)Schema["type"]);
        CheckWords(Schema, "$");
    }

    [Fact]
    public void The_schema_has_every_key_of_the_table_with_its_description_and_default()
    {
        foreach ((string path, PolicyKey key) in PolicyExample.Leaves(PolicyKeys.All))
        {
            JsonObject property = Schema;
            foreach (string step in path.Split('.'))
            {
                property = ((property["items"] ?? property)["properties"]?[step])!.AsObject();
            }

            Assert.Equal(key.Description, (string?)property["description"]);
            Assert.Equal(key.Default is not null, property.ContainsKey("default"));
            if (property["default"] is { } standard)
            {
                Assert.Null(Refusal(property, standard, path));
            }
        }
    }

    [Fact]
    public void The_schema_takes_what_the_reader_takes()
    {
        Assert.Null(Refusal(PolicyExample.Shortest));
        for (int choice = 0; choice < 2; choice++)
        {
            Assert.Null(Refusal(PolicyExample.Full((_, key) => PolicyExample.Value(key, choice))));
        }
    }

    [Theory]
    [InlineData("samples/quickstart/policy.yaml")]
    [InlineData("samples/formats/policy.yaml")]
    public void The_schema_and_the_reader_take_the_policies_of_the_samples(string path)
    {
        string full = Path.Combine(Repository.Root, path);

        Assert.NotEmpty(PolicyReader.ReadFile(full).Policy.Sources);
        Assert.Null(Refusal(File.ReadAllText(full)));
    }

    [Theory]
    [InlineData("limit: {}", "$.limit: unknown")]
    [InlineData("limits: { deep: 1 }", "$.limits.deep: unknown")]
    [InlineData("limits: { depth: 1.5 }", "$.limits.depth: 1.5 is no integer|string")]
    [InlineData("limits: { depth: two }", "$.limits.depth: \"two\" does not match")]
    [InlineData("limits: { synthetic-share: 1.5 }", "$.limits.synthetic-share: none of its shapes")]
    [InlineData("limits: { synthetic-share: true }", "$.limits.synthetic-share: none of its shapes")]
    [InlineData("tails: { rare-mass: 0 }", "$.tails.rare-mass: 0 is too small")]
    [InlineData("tails: { rarity-bands: [1.0] }", "$.tails.rarity-bands[0]: 1.0 is too large")]
    [InlineData("output: { format: xml }", "$.output.format: \"xml\" is no word of it")]
    [InlineData("output: { path: '' }", "$.output.path: \"\" is too short")]
    [InlineData("parents: { a: b }", "$.parents: none of its shapes")]
    [InlineData("model-era: 2022", "$.model-era: 2022 is no string")]
    public void The_schema_refuses_what_the_reader_refuses(string line, string reason)
    {
        string text = $"{PolicyExample.Shortest}\n{line}";

        Assert.NotEmpty(PolicyExample.Problems(text));
        Assert.StartsWith(reason, Refusal(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sources: [{ name: a }]", "$.sources[0].path: missing")]
    [InlineData("sources: []", "$.sources: empty")]
    [InlineData("sources: [{ name: a, path: [] }]", "$.sources[0].path: none of its shapes")]
    [InlineData("seed: 1", "$.sources: missing")]
    public void The_schema_asks_for_what_must_be_there(string text, string reason) =>
        Assert.StartsWith(reason, Refusal(text), StringComparison.Ordinal);

    private static string? Refusal(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Refusal(Schema, ToJson(stream.Documents[0].RootNode), "$");
    }

    /// <summary>Why a value does not fit a schema; null when it does.</summary>
    private static string? Refusal(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["oneOf"] is JsonArray shapes)
        {
            return shapes.Count(shape => Refusal(shape!.AsObject(), value, at) is null) == 1 ? null : $"{at}: none of its shapes";
        }

        string shown = value?.ToJsonString() ?? "null";
        if (schema["const"] is { } only)
        {
            return JsonNode.DeepEquals(only, value) ? null : $"{at}: {shown} is not {only}";
        }

        if (schema["enum"] is JsonArray words)
        {
            return words.Any(word => JsonNode.DeepEquals(word, value)) ? null : $"{at}: {shown} is no word of it";
        }

        string[] types = schema["type"] is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)schema["type"]!];
        if (!types.Any(type => IsOf(type, value)))
        {
            return $"{at}: {shown} is no {string.Join('|', types)}";
        }

        return value switch
        {
            JsonObject map => RefusalOfMap(schema, map, at),
            JsonArray list => schema["minItems"] is { } least && list.Count < (int)least ? $"{at}: empty"
                : list.Select((item, i) => Refusal(schema["items"]!.AsObject(), item, $"{at}[{i}]")).FirstOrDefault(refusal => refusal is not null),
            JsonValue number when number.GetValueKind() == JsonValueKind.Number => RefusalOfNumber(schema, (double)number, $"{at}: {shown}"),
            JsonValue text when text.GetValueKind() == JsonValueKind.String =>
                schema["pattern"] is { } pattern && !Regex.IsMatch((string)text!, (string)pattern!, RegexOptions.None, TimeSpan.FromSeconds(1)) ? $"{at}: {shown} does not match {pattern}"
                : schema["minLength"] is { } shortest && ((string)text!).Length < (int)shortest ? $"{at}: {shown} is too short"
                : null,
            _ => null,
        };
    }

    private static string? RefusalOfMap(JsonObject schema, JsonObject map, string at)
    {
        foreach (JsonNode? name in schema["required"] as JsonArray ?? [])
        {
            if (!map.ContainsKey((string)name!))
            {
                return $"{at}.{name}: missing";
            }
        }

        foreach ((string name, JsonNode? value) in map)
        {
            JsonNode? inside = schema["properties"]?[name] ?? schema["additionalProperties"];
            string? refusal = inside is JsonObject of ? Refusal(of, value, $"{at}.{name}") : $"{at}.{name}: unknown";
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string? RefusalOfNumber(JsonObject schema, double number, string at)
    {
        bool Is(string word, Func<double, bool> holds) => schema[word] is { } bound && holds((double)bound);
        return Is("minimum", bound => number < bound) || Is("exclusiveMinimum", bound => number <= bound) ? $"{at} is too small"
            : Is("maximum", bound => number > bound) || Is("exclusiveMaximum", bound => number >= bound) ? $"{at} is too large"
            : null;
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "number" => value?.GetValueKind() == JsonValueKind.Number,
        "integer" => value?.GetValueKind() == JsonValueKind.Number && (double)value == Math.Floor((double)value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No type of JSON Schema."),
    };

    private static void CheckWords(JsonObject schema, string at)
    {
        string[] known =
        [
            "$schema", "title", "description", "default", "type", "properties", "additionalProperties", "required", "items", "minItems",
            "minLength", "oneOf", "const", "enum", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        ];
        Assert.All(schema, word => Assert.Contains(word.Key, known));
        foreach ((string name, JsonNode? property) in schema["properties"] as JsonObject ?? [])
        {
            CheckWords(property!.AsObject(), $"{at}.{name}");
        }

        foreach (JsonNode? inside in (schema["oneOf"] as JsonArray ?? []).Append(schema["items"]).Append(schema["additionalProperties"]))
        {
            if (inside is JsonObject below)
            {
                CheckWords(below, at);
            }
        }
    }

    /// <summary>YAML as an editor reads it: the core schema of YAML 1.2, where 560_000 is a text.</summary>
    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, ToJson(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => plain.Value switch
        {
            null or "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => JsonNode.Parse(text),
            var text => text,
        },
        YamlScalarNode scalar => scalar.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "No such node."),
    };
}
