using System.Text.Json;

namespace Assay.Pipeline.Scorers;

/// <summary>Reads what a completions endpoint answers to <c>echo</c> with <c>logprobs</c>.</summary>
internal static class CompletionsReply
{
    /// <summary>The places of the prompt that have a probability: all but the first token.</summary>
    /// <param name="json">The body.</param>
    /// <param name="prompt">What was sent, to tell the prompt from the token that was generated.</param>
    /// <exception cref="TransientException">The body is not what the protocol says; a cut-off answer looks like that.</exception>
    public static IReadOnlyList<TokenAlternatives> Read(ReadOnlyMemory<byte> json, string prompt)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            JsonElement logprobs = root.GetProperty("choices")[0].GetProperty("logprobs");
            JsonElement tokens = logprobs.GetProperty("tokens"), own = logprobs.GetProperty("token_logprobs"), top = logprobs.GetProperty("top_logprobs");
            if (own.GetArrayLength() != tokens.GetArrayLength() || top.GetArrayLength() != tokens.GetArrayLength())
            {
                throw new TransientException("its answer has lists of unequal lengths");
            }

            int count = PromptTokens(root, logprobs, tokens.GetArrayLength(), prompt);
            return [.. Enumerable.Range(0, count).Where(i => own[i].ValueKind != JsonValueKind.Null && top[i].ValueKind != JsonValueKind.Null)
                .Select(i => new TokenAlternatives(tokens[i].GetString()!, Logarithm(own[i]), Alternatives(top[i])))];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new TransientException($"its answer cannot be read as a completion with log-probabilities: {Start(json)}", inner: e);
        }
    }

    /// <summary>The beginning of a body, for an error.</summary>
    public static string Start(ReadOnlyMemory<byte> body)
    {
        string text = string.Join(' ', System.Text.Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, 400)]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? "nothing" : $"\"{(text.Length > 160 ? text[..160] + "…" : text)}\"";
    }

    /// <summary>Servers must be asked for one token of their own, which is no part of the document.</summary>
    private static int PromptTokens(JsonElement root, JsonElement logprobs, int tokens, string prompt)
    {
        if (root.TryGetProperty("usage", out JsonElement usage) && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty("prompt_tokens", out JsonElement said) && said.TryGetInt32(out int count) && count >= 0 && count <= tokens)
        {
            return count;
        }

        if (logprobs.TryGetProperty("text_offset", out JsonElement offsets) && offsets.ValueKind == JsonValueKind.Array && offsets.GetArrayLength() == tokens)
        {
            int characters = prompt.EnumerateRunes().Count(); // offsets count code points
            return offsets.EnumerateArray().Count(offset => offset.GetInt32() < characters);
        }

        return Math.Max(0, tokens - 1);
    }

    private static Dictionary<string, double> Alternatives(JsonElement top)
    {
        var alternatives = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (JsonProperty alternative in top.EnumerateObject())
        {
            alternatives[alternative.Name] = Logarithm(alternative.Value);
        }

        return alternatives;
    }

    /// <summary>Rounding may lift a certainty a little above 0.</summary>
    private static double Logarithm(JsonElement value)
    {
        double log = value.GetDouble();
        return double.IsNaN(log) || log > 1e-3 ? throw new FormatException($"{log} is no log-probability.") : Math.Min(log, 0);
    }
}
