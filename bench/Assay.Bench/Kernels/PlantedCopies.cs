using System.IO.Compression;
using System.Text.Json;
using Assay.Core.Duplicates;
using Assay.Core.Statistics;

namespace Assay.Bench.Kernels;

/// <summary>The command <c>planted</c>: recall of the near-duplicate step on planted copies, beside the two exact curves.</summary>
/// <remarks><c>dotnet run -c Release --project bench/Assay.Bench -- planted DOCUMENTS.jsonl[.gz] [NEAR]</c>; without a file
/// the documents are pseudo-text.</remarks>
internal static class PlantedCopies
{
    private const int Rounds = 5;

    private const int PseudoDocuments = 3500;

    // Shorter documents have so few shingles that one word decides; longer ones only take time.
    private const int ShortestText = 500;
    private const int LongestText = 8000;

    /// <summary>Prints one line an edit.</summary>
    /// <param name="arguments">The file and the threshold, both optional.</param>
    /// <param name="output">Where to.</param>
    internal static int Run(ReadOnlySpan<string> arguments, TextWriter output)
    {
        List<string> originals = arguments.Length > 0
            ? ReadTexts(arguments[0])
            : PseudoText.Documents(PseudoDocuments, new RunSeed(20260101).For("planted"));
        double near = arguments.Length > 1 ? double.Parse(arguments[1]) : new DuplicateOptions().Near!.Value;
        var options = new MinHashOptions();
        List<PlantedRecall> rounds = [];
        int mergedOriginals = 0;
        for (ulong round = 1; round <= Rounds; round++)
        {
            List<PlantedDocument> set = PlantedSet.Plant(originals, new RunSeed(round));
            rounds.AddRange(PlantedRecall.Measure(set, options, near, out mergedOriginals));
        }

        output.WriteLine($"{originals.Count} originals with planted copies, {Rounds} rounds, {options.Bands} × {options.Rows}, near {near}; "
            + $"{mergedOriginals} originals merged into others");
        output.WriteLine(
            $"{"edit",-14}{"pairs",6}{"J median",10}{"candidate",11}{"theory",8}{"z",6}{"confirmed",11}{"theory",8}{"z",6}{"merged",8}");
        foreach (IGrouping<PlantedEdit, PlantedRecall> edit in rounds.GroupBy(recall => recall.Edit))
        {
            output.WriteLine($"{edit.Key,-14}{edit.Sum(recall => recall.Pairs),6}{edit.Average(recall => recall.MedianJaccard),10:F3}"
                + Columns(Share.Mean([.. edit.Select(recall => recall.Candidate)]))
                + Columns(Share.Mean([.. edit.Select(recall => recall.Confirmed)]))
                + $"{edit.Average(recall => recall.Merged),8:F3}");
        }
        return 0;

        static string Columns(Share share) => $"{share.Measured,11:F3}{share.Expected,8:F3}"
            + $"{(share.StandardError == 0 ? 0 : (share.Measured - share.Expected) / share.StandardError),6:F1}";
    }

    private static List<string> ReadTexts(string path)
    {
        using Stream file = File.OpenRead(path);
        using Stream plain = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var lines = new StreamReader(plain);
        HashSet<string> texts = [];
        while (lines.ReadLine() is { } line)
        {
            using var record = JsonDocument.Parse(line);
            string text = record.RootElement.GetProperty("text").GetString()!;
            if (text.Length >= ShortestText)
            {
                texts.Add(text.Length <= LongestText ? text : text[..LongestText]);
            }
        }
        return [.. texts];
    }
}
