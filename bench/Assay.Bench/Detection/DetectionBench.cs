namespace Assay.Bench.Detection;

/// <summary><c>detection</c>: what is claimed of the detector, measured.</summary>
internal static class DetectionBench
{
    public const string Usage = "detection train-default|scores|speed|fasttext --data DIR [--out FILE], or detection table SCORES";

    public static int Run(string[] args, TextWriter output)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

        if (args is ["table", var scores])
        {
            return DetectionTable.Run(scores, output);
        }

        string quickstart = Option("--quickstart") ?? "samples/quickstart";
        if (args.Length == 0 || Option("--data") is not { } data)
        {
            output.WriteLine($"usage: {Usage}");
            return 2;
        }

        return args[0] switch
        {
            "train-default" => DefaultDetector.Run(data, quickstart, Option("--out") ?? "src/Assay.Core/Detection/english.detector", output),
            "scores" => ScoresFile.Run(data, quickstart, Option("--out") ?? "scores.jsonl", output),
            "speed" => DetectionSpeed.Run(data, output),
            "fasttext" => FastTextBench.Run(data, Option("--out") ?? Path.Combine(Path.GetTempPath(), "assay-bench", "detection"), output),
            _ => 2,
        };
    }
}
