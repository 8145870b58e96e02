using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Pipeline.Policies;

/// <summary>The JSON Schema of policy files, made from <see cref="PolicyKeys"/>.</summary>
public static class PolicySchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema (draft 2020-12) as JSON.</summary>
    public static string Write()
    {
        JsonObject schema = Map(PolicyKeys.All);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "Assay policy");
        return schema.ToJsonString(Options);
    }

    private static JsonObject Map(ImmutableArray<PolicyKey> keys)
    {
        var properties = new JsonObject();
        foreach (PolicyKey key in keys)
        {
            properties[key.Name] = Property(key);
        }

        var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (keys.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray() is { Length: > 0 } required)
        {
            map["required"] = new JsonArray(required);
        }

        return map;
    }

    private static JsonObject Property(PolicyKey key)
    {
        JsonObject property = Shape(key);
        property["description"] = key.Description;
        if (key.Default is { } text)
        {
            property["default"] = Default(key, text);
        }

        return property;
    }

    private static JsonNode? Default(PolicyKey key, string text) => key.Kind switch
    {
        KeyKind.Text or KeyKind.Date => text,
        KeyKind.Number or KeyKind.NumberOrOff => PolicyScalars.Number(text),
        _ => JsonNode.Parse(text),
    };

    private static JsonObject Shape(PolicyKey key) => key.Kind switch
    {
        KeyKind.Map => Map(key.Children),
        KeyKind.ListOfMaps => new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Map(key.Children) },
        KeyKind.TextMap => new JsonObject { ["type"] = "object", ["additionalProperties"] = Text() },
        KeyKind.TextList => new JsonObject { ["oneOf"] = new JsonArray(Text(), List(key, Text())) },
        KeyKind.NumberList => List(key, Number("number", key)),
        KeyKind.NumberOrOff => new JsonObject { ["oneOf"] = new JsonArray(Number("number", key), new JsonObject { ["const"] = false }) },
        KeyKind.Number => Number("number", key),
        KeyKind.Integer => Integer(key),
        KeyKind.Boolean => new JsonObject { ["type"] = "boolean" },
        KeyKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
        _ when !key.Words.IsEmpty => new JsonObject { ["enum"] = new JsonArray([.. key.Words.Select(word => (JsonNode)word)]) },
        _ => Text(),
    };

    private static JsonObject Text() => new() { ["type"] = "string", ["minLength"] = 1 };

    private static JsonObject List(PolicyKey key, JsonObject items)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = items };
        if (key.Required)
        {
            list["minItems"] = 1;
        }

        return list;
    }

    /// <summary>A whole number; with grouped digits it is a text to an editor, because YAML 1.2 knows no 2_000_000_000.</summary>
    private static JsonObject Integer(PolicyKey key)
    {
        JsonObject number = Number("integer", key);
        number["type"] = new JsonArray("integer", "string");
        number["pattern"] = "^[0-9]+(_[0-9]+)+$";
        return number;
    }

    private static JsonObject Number(string type, PolicyKey key)
    {
        var number = new JsonObject { ["type"] = type };
        if (double.IsFinite(key.Min))
        {
            number[key.AboveMin ? "exclusiveMinimum" : "minimum"] = key.Min;
        }

        if (double.IsFinite(key.Max))
        {
            number[key.BelowMax ? "exclusiveMaximum" : "maximum"] = key.Max;
        }

        return number;
    }
}
