using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Lab.Tokenisers;

namespace Assay.Lab.Models.External;

/// <summary>Texts on their way to and from a user's command: JSON lines, each with a <c>text</c>. Tokens are bytes.</summary>
internal static class ExternalTexts
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int[] Encode(string text) => BytePairTokeniser.Bytes.Encode(text);

    public static void Write(string path, Texts texts)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (int[] document in texts.Documents)
        {
            writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = BytePairTokeniser.Bytes.Decode(document) }, s_options));
        }
    }

    /// <summary>Reads the first texts of a file.</summary>
    /// <exception cref="UserErrorException">It is not there, a line is no text, or there are too few.</exception>
    public static Texts Read(string path, int count)
    {
        List<int[]> documents = [];
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            for (long number = 1; documents.Count < count && reader.ReadLine() is { } line; number++)
            {
                if (line.Length > 0)
                {
                    documents.Add(Encode(TextOf(line, new SourceLine(path, number))));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UserErrorException(new SourceLine(path), $"the output of sample cannot be read: {e.Message}", "Write JSON lines in UTF-8 to {out}.", e);
        }

        return documents.Count == count
            ? new Texts([.. documents])
            : throw new UserErrorException(new SourceLine(path), $"sample wrote {documents.Count} texts instead of {count}.", "Write {count} lines.");
    }

    private static string TextOf(string line, SourceLine at)
    {
        try
        {
            using JsonDocument record = JsonDocument.Parse(line);
            if (record.RootElement.ValueKind == JsonValueKind.Object && record.RootElement.TryGetProperty("text", out JsonElement text)
                && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }
        }
        catch (JsonException e)
        {
            throw new UserErrorException(at, "sample wrote a line that is not valid JSON.", "Write one {\"text\": …} a line.", e);
        }

        throw new UserErrorException(at, "sample wrote a record without a \"text\".", "Write one {\"text\": …} a line.");
    }
}
