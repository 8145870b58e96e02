using System.Text;
using System.Text.Json;
using Assay.Core.Errors;
using Assay.Lab.Experiments;

namespace Assay.Cli.Lab;

/// <summary>Reads the real text of an experiment: plain text, the <c>text</c> of JSON lines, or the plain text files of a folder.</summary>
internal static class TextFile
{
    public static LabText Read(string path)
    {
        try
        {
            LabText text = LabText.From(Pieces(path));
            return text.Tokens.Length > 0 ? text : throw new UserErrorException(new SourceLine(path), "there is no word in it.", "Give a real text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new SourceLine(path), $"the text cannot be read: {e.Message}", "Name a text file, JSON lines with a \"text\", or a folder of .txt files.", e);
        }
    }

    private static IEnumerable<string> Pieces(string path) => Directory.Exists(path)
        // Ordinal order: the same folder is the same text on every machine.
        ? Directory.EnumerateFiles(path, "*.txt").Order(StringComparer.Ordinal).SelectMany(OfFile)
        : OfFile(path);

    private static List<string> OfFile(string path)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            return path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? [.. Records(reader, path)] : [reader.ReadToEnd()];
        }
        catch (DecoderFallbackException e)
        {
            throw new UserErrorException(new SourceLine(path), "the text is not UTF-8.", "Save it as UTF-8.", e);
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
