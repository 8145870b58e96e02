using System.Text;
using System.Text.Json;
using Assay.Core.Detection;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Measure;

/// <summary>Small corpora of made-up prose, of which the detector scores what it will.</summary>
internal static class MeasureFixture
{
    private static readonly string[] Words =
        "the a of and to in was for on with as by at from river house morning quiet old letters table window friend said walked found small green light road water stone hand voice year city began never again under".Split(' ');

    public static string Text(string name, int words = 130)
    {
        var prng = new Prng(new RunSeed(5).For(name));
        var text = new StringBuilder();
        for (int i = 0; i < words; i++)
        {
            _ = text.Append(Words[prng.NextInt32(Words.Length)]).Append(i % 12 == 11 ? ". " : " ");
        }

        return text.ToString();
    }

    public static string Jsonl(string name, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(new { text = Text($"{name}/{i}"), lang = i % 2 == 0 ? "en" : "de" }) + "\n"));

    public static MeasureOptions Options(TemporaryFolder folder, params string[] paths) => new() { Paths = [.. paths], Folder = folder.Path, Detector = Detector.Default, Workers = 2 };

    public static (MeasureResult Result, SuggestedLabels? Suggested) Run(MeasureOptions options)
    {
        var run = new MeasureRun(options, new Silence());
        return (run.Run(CancellationToken.None), run.Suggested);
    }

    private sealed class Silence : IRunProgress
    {
        public void StepStarted(string name, long total, string unit)
        {
        }

        public void Advanced(long amount)
        {
        }

        public void StepFinished()
        {
        }

        public void Note(string line)
        {
        }
    }
}
