using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Core.Detection;

namespace Assay.Bench.Detection;

/// <summary><c>detection scores</c>: the log-odds of every piece of every source by detectors that never saw the source.</summary>
internal static class ScoresFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static int Run(string data, string quickstart, string path, TextWriter output)
    {
        List<DetectionRecord> records = [.. DetectionData.Read(data), .. OwnTexts.Read(quickstart)];
        var options = new DetectorOptions { Workers = Environment.ProcessorCount };
        var set = TrainingSet.Make([.. records.Select(record => record.Document)], isRaw: false, options.MostChunks);
        bool[] all = [.. set.Chunks.Select(chunk => !DetectionData.IsBaseModel(records[chunk.Document].Document))];
        bool[] permissive = [.. set.Chunks.Select((chunk, row) => all[row] && records[chunk.Document].IsPermissive)];

        // The quickstart's text is not of the data: it is for the shipped model, whose row is the other one.
        bool[] others = [.. set.Chunks.Select((chunk, row) => all[row] && !OwnTexts.IsOwn(records[chunk.Document]))];
        double[] byAll = Calibrated(set, others, options);
        double[] byPermissive = Calibrated(set, permissive, options);
        double[] inDomain = InDomain(set, all, options);

        string partial = path + ".partial";
        using (var writer = new StreamWriter(partial))
        {
            for (int row = 0; row < set.Chunks.Count; row++)
            {
                writer.WriteLine(Line(set, records, row, byAll[row], byPermissive[row], inDomain[row]));
            }
        }

        File.Move(partial, path, overwrite: true);
        output.WriteLine($"{path}: {set.Chunks.Count:N0} pieces");
        return 0;
    }

    private static string Line(TrainingSet set, List<DetectionRecord> records, int row, double all, double permissive, double inDomain)
    {
        TrainingSet.Chunk chunk = set.Chunks[row];
        DetectionRecord record = records[chunk.Document];
        LabelledDocument document = record.Document;
        return JsonSerializer.Serialize(
            new
            {
                document.Source,
                Label = document.IsMachine ? "machine" : "human",
                document.Generator,
                IsBaseModel = DetectionData.IsBaseModel(document),
                document.Domain,
                Attack = DetectionData.IsAttacked(document) ? document.Attack : "",
                record.Pair,
                PromptId = record.Prompt,
                record.Split,
                Opening = set.Openings[chunk.Document].ToString("x16", CultureInfo.InvariantCulture),
                document.Id,
                Chunk = chunk.Number,
                chunk.Words,
                chunk.Tokens,
                record.IsPermissive,
                LogoddsAll = Math.Round(all, 5),
                LogoddsPermissive = Math.Round(permissive, 5),
                LogoddsIn = Math.Round(inDomain, 5),
            },
            Json);
    }

    private static double[] InDomain(TrainingSet set, bool[] usable, DetectorOptions options)
    {
        double[] scores = HeldOutScores.InDomain(set, usable, options);
        int[] rows = [.. Enumerable.Range(0, scores.Length).Where(row => usable[row])];
        return [.. scores.Select(Calibration.Fit(set, scores, rows, options.FalsePositiveRate).LogOdds)];
    }

    /// <summary>Scores of left-out sources as log-odds.</summary>
    private static double[] Calibrated(TrainingSet set, bool[] usable, DetectorOptions options) =>
        HeldOutCalibration.Of(set, HeldOutScores.Of(set, usable, options), usable, options).LogOdds;
}
