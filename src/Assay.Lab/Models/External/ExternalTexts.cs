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

    public static void Write(string path, Texts texts) => Write(path, texts.Documents.Select(document => BytePairTokeniser.Bytes.Decode(document)));

    public static void Write(string path, IEnumerable<string> texts)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        foreach (string text in texts)
        {
            writer.WriteLine(JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text }, s_options));
        }
    }

    /// <summary>Reads the first texts of a file as bytes.</summary>
    /// <exception cref="UserErrorException">It is not there, a line is no text, or there are too few.</exception>
    public static Texts Read(string path, int count) => new([.. ReadTexts(path, count).Select(Encode)]);

    /// <summary>Reads the first texts of a file.</summary>
    /// <exception cref="UserErrorException">It is not there, a line is no text, or there are too few.</exception>
    public static string[] ReadTexts(string path, int count) => Read(path, count, "sample", "text", value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    /// <summary>Reads the first numbers of a file.</summary>
    /// <exception cref="UserErrorException">It is not there, a line has no number of 0 or more, or there are too few.</exception>
    public static double[] ReadNumbers(string path, string key, int count) => [.. Read(path, count, "score", key, value =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and < double.PositiveInfinity and var number ? (double?)number : null).Select(n => n!.Value)];

    private static T[] Read<T>(string path, int count, string command, string key, Func<JsonElement, T?> read)
    {
        List<T> values = [];
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            for (long number = 1; values.Count < count && reader.ReadLine() is { } line; number++)
            {
                if (line.Length > 0)
                {
                    values.Add(ValueOf(line, new SourceLine(path, number), command, key, read));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new UserErrorException(new SourceLine(path), $"the output of {command} cannot be read: {e.Message}", "Write JSON lines in UTF-8 to {out}.", e);
        }

        return values.Count == count
            ? [.. values]
            : throw new UserErrorException(new SourceLine(path), $"{command} wrote {values.Count} lines instead of {count}.", $"Write {count} lines.");
    }

    private static T ValueOf<T>(string line, SourceLine at, string command, string key, Func<JsonElement, T?> read)
    {
        try
        {
            using JsonDocument record = JsonDocument.Parse(line);
            if (record.RootElement.ValueKind == JsonValueKind.Object && record.RootElement.TryGetProperty(key, out JsonElement value) && read(value) is { } found)
            {
                return found;
            }
        }
        catch (JsonException e)
        {
            throw new UserErrorException(at, $"{command} wrote a line that is not valid JSON.", $"Write one {{\"{key}\": …}} a line.", e);
        }

        throw new UserErrorException(at, $"{command} wrote a record without a \"{key}\".", $"Write one {{\"{key}\": …}} a line.");
    }
}
