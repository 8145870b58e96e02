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
        double[] byAll = Calibrated(set, all, options);
        double[] byPermissive = Calibrated(set, permissive, options);

        string partial = path + ".partial";
        using (var writer = new StreamWriter(partial))
        {
            for (int row = 0; row < set.Chunks.Count; row++)
            {
                writer.WriteLine(Line(set, records, row, byAll[row], byPermissive[row]));
            }
        }

        File.Move(partial, path, overwrite: true);
        output.WriteLine($"{path}: {set.Chunks.Count:N0} pieces");
        return 0;
    }

    private static string Line(TrainingSet set, List<DetectionRecord> records, int row, double all, double permissive)
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
            },
            Json);
    }

    /// <summary>Scores of left-out sources as log-odds, calibrated on all sources but the one itself.</summary>
    private static double[] Calibrated(TrainingSet set, bool[] usable, DetectorOptions options)
    {
        double[] scores = HeldOutScores.Of(set, usable, options);
        double[] logOdds = new double[scores.Length];
        for (int source = 0; source < set.Sources.Length; source++)
        {
            int[] others = [.. Enumerable.Range(0, scores.Length).Where(row => usable[row] && set.SourceOf[row] != source && !double.IsNaN(scores[row]))];
            double[] weights = BalancedWeights.Of(set, others);
            (double slope, double offset) = PlattScaling.Fit(
                [.. others.Select(row => scores[row])], [.. others.Select(row => set.IsMachine[row])], [.. others.Select(row => weights[row])]);
            foreach (int row in Enumerable.Range(0, scores.Length).Where(row => set.SourceOf[row] == source))
            {
                logOdds[row] = (slope * scores[row]) + offset;
            }
        }

        return logOdds;
    }
}
