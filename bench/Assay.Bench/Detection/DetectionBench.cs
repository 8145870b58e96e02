namespace Assay.Bench.Detection;

/// <summary><c>detection</c>: what is claimed of the detector, measured.</summary>
internal static class DetectionBench
{
    public const string Usage = "detection train-default|scores --data DIR [--out FILE]";

    public static int Run(string[] args, TextWriter output)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and int at && at + 1 < args.Length ? args[at + 1] : null;

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
            _ => 2,
        };
    }
}
