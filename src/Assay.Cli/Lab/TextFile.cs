using System.Text;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Lab.Experiments;

namespace Assay.Cli.Lab;

/// <summary>Reads the real text of an experiment: plain text, or the <c>text</c> of JSON lines.</summary>
internal static class TextFile
{
    public static LabText Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            LabText text = path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)
                ? LabText.From(Records(reader, path))
                : LabText.From([reader.ReadToEnd()]);
            return text.Tokens.Length > 0 ? text : throw new UserErrorException(new SourceLine(path), "the file holds no word.", "Give a real text.");
        }
        catch (DecoderFallbackException e)
        {
            throw new UserErrorException(new SourceLine(path), "the text is not UTF-8.", "Save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new SourceLine(path), $"the text cannot be read: {e.Message}", "Name a text file or JSON lines with a \"text\".", e);
        }
    }

    private static IEnumerable<string> Records(StreamReader reader, string path)
    {
        long number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length > 0)
            {
                yield return TextOf(line, new SourceLine(path, number));
            }
        }
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
            throw new UserErrorException(at, "this line is not valid JSON.", "Write one JSON object a line.", e);
        }

        throw new UserErrorException(at, "this record has no \"text\".", "Give JSON lines with the text under \"text\".");
    }
}
