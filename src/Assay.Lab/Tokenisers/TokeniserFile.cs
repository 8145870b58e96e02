using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Errors;

namespace Assay.Lab.Tokenisers;

/// <summary>Reads and writes <c>tokenizer.json</c> in Hugging Face's layout: byte-level BPE as GPT-2's, or single characters.</summary>
public static class TokeniserFile
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a tokeniser.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="UserErrorException">It is no tokeniser of these two kinds.</exception>
    public static ITokeniser Read(Stream stream, string name)
    {
        try
        {
            JsonNode root = JsonNode.Parse(stream) ?? throw Foreign(name, "it is empty");
            JsonNode model = root["model"] ?? throw Foreign(name, "it has no model");
            string end = root["added_tokens"]?.AsArray().FirstOrDefault()?["content"]?.GetValue<string>() ?? BytePairTokeniser.EndOfText;
            Dictionary<string, int> vocabulary = model["vocab"]?.AsObject().ToDictionary(t => t.Key, t => t.Value!.GetValue<int>(), StringComparer.Ordinal)
                ?? throw Foreign(name, "it has no vocabulary");
            foreach (JsonNode? added in root["added_tokens"]?.AsArray() ?? [])
            {
                vocabulary[added!["content"]!.GetValue<string>()] = added["id"]!.GetValue<int>();
            }

            string type = model["type"]?.GetValue<string>() ?? "BPE"; // older files leave it out
            bool byteLevel = root["pre_tokenizer"]?["type"]?.GetValue<string>() is "ByteLevel";
            return type switch
            {
                "BPE" when byteLevel => new BytePairTokeniser(vocabulary, model["merges"]!.AsArray().Select(m => Pair(m!)), end),
                "WordLevel" when vocabulary.Keys.All(k => string.Equals(k, end, StringComparison.Ordinal) || k.EnumerateRunes().Take(2).Count() == 1) =>
                    new CharacterTokeniser(vocabulary.Where(v => !string.Equals(v.Key, end, StringComparison.Ordinal)).OrderBy(v => v.Value).Select(v => v.Key.EnumerateRunes().First())),
                _ => throw Foreign(name, $"its model is {type} without GPT-2's bytes"),
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NullReferenceException or IndexOutOfRangeException)
        {
            throw new UserErrorException($"{name} is no tokenizer.json: {e.Message}", "Give the file of a byte-level BPE tokeniser.", e);
        }
    }

    internal static void WriteBytePair(Stream stream, string[] tokens, (string Left, string Right)[] merges, int end) => Write(
        stream,
        tokens[end],
        end,
        preTokeniser: new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true },
        decoder: new JsonObject { ["type"] = "ByteLevel", ["add_prefix_space"] = true, ["trim_offsets"] = true, ["use_regex"] = true },
        model: new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = null,
            ["continuing_subword_prefix"] = "",
            ["end_of_word_suffix"] = "",
            ["fuse_unk"] = false,
            ["byte_fallback"] = false,
            ["vocab"] = Vocabulary(tokens),
            ["merges"] = new JsonArray([.. merges.Select(m => (JsonNode)$"{m.Left} {m.Right}")]),
        });

    internal static void WriteCharacters(Stream stream, Rune[] characters) => Write(
        stream,
        BytePairTokeniser.EndOfText,
        characters.Length,
        preTokeniser: new JsonObject { ["type"] = "Split", ["pattern"] = new JsonObject { ["Regex"] = @"[\s\S]" }, ["behavior"] = "Isolated", ["invert"] = false },
        decoder: new JsonObject { ["type"] = "Fuse" },
        model: new JsonObject
        {
            ["type"] = "WordLevel",
            ["vocab"] = Vocabulary([.. characters.Select(c => c.ToString()), BytePairTokeniser.EndOfText]),
            ["unk_token"] = BytePairTokeniser.EndOfText,
        });

    private static JsonObject Vocabulary(string[] tokens) => new(tokens.Select((t, i) => KeyValuePair.Create(t, (JsonNode?)i)));

    private static void Write(Stream stream, string end, int endNumber, JsonObject preTokeniser, JsonObject decoder, JsonObject model)
    {
        var root = new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray(new JsonObject
            {
                ["id"] = endNumber,
                ["content"] = end,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            }),
            ["normalizer"] = null,
            ["pre_tokenizer"] = preTokeniser,
            ["post_processor"] = null,
            ["decoder"] = decoder,
            ["model"] = model,
        };
        JsonSerializer.Serialize(stream, root, s_options);
    }

    /// <summary>Older files write a pair as one string, newer ones as two.</summary>
    private static (string Left, string Right) Pair(JsonNode merge)
    {
        if (merge is JsonArray pair)
        {
            return (pair[0]!.GetValue<string>(), pair[1]!.GetValue<string>());
        }

        string[] parts = merge.GetValue<string>().Split(' ');
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new FormatException($"\"{merge}\" is no pair.");
    }

    private static UserErrorException Foreign(string name, string found) =>
        new($"{name} is no tokeniser that can be read: {found}.", "Give the tokenizer.json of a byte-level BPE tokeniser, such as GPT-2's.");
}
