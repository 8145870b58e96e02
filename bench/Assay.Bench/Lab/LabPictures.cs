using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Core.Statistics;
using Assay.Lab.Experiments;
using Assay.Lab.Results;
using Assay.Lab.Verdicts;
using Assay.Pipeline.Results;
using Assay.Report;
using Assay.Tests.Lab.Guide;

namespace Assay.Bench.Lab;

/// <summary>Runs every experiment of the guide as its command would, and writes its picture, its approved result and its line in the guide.</summary>
/// <remarks>A picture is the report's own plot, drawn by the report's own code in a headless Chromium, with both palettes inside.</remarks>
internal static partial class LabPictures
{
    /// <summary>The measure that tells the story, and whether it needs a logarithmic axis.</summary>
    private static readonly Dictionary<string, (string Measure, bool Log)> s_measures = new(StringComparer.Ordinal)
    {
        ["gaussian"] = ("log-variance", false),
        ["gaussian-mle"] = ("log-variance", false),
        ["gaussian-exact"] = ("log-variance", false),
        ["gaussian-10d"] = ("log-variance", false),
        ["gaussian-biased"] = ("log-variance", false),
        ["accumulate"] = ("squared-mean", false),
        ["accumulate-subsample"] = ("squared-mean", false),
        ["growing"] = ("squared-mean", false),
        ["fresh-real"] = ("squared-mean", false),
        ["fixed-real"] = ("squared-mean", false),
        ["golden-ratio"] = ("squared-mean", false),
        ["errors-statistical"] = ("kl", false),
        ["errors-expressivity"] = ("kl", false),
        ["errors-approximation"] = ("kl", false),
        ["errors-all"] = ("kl", false),
        ["mixture"] = ("l2-squared", true),
        ["kernel-density"] = ("variance", false),
        ["kernel-density-accumulate"] = ("variance", false),
        ["regression"] = ("test-error", false),
        ["regression-accumulate"] = ("test-error", false),
        ["zipf"] = ("types", false),
        ["zipf-window"] = ("types", false),
        ["zipf-fixed-real"] = ("types", false),
        ["poisson"] = ("alive", false),
        ["two-states"] = ("collapsed", false),
        ["temperature"] = ("first", false),
        ["memoriser"] = ("missing-mass", false),
        ["unigram"] = ("types-kept", false),
        ["bigram"] = ("bigrams-kept", false),
        ["bigram-retained"] = ("bigrams-kept", false),
        ["bigram-accumulate"] = ("bigrams-kept", false),
        ["bigram-edit"] = ("bigrams-kept", false),
        ["verified"] = ("accuracy", false),
        ["detector-weighted"] = ("types", false),
    };

    public static int Run(TextWriter output, string text)
    {
        LabText words = LabText.From(Directory.EnumerateFiles(text, "*.txt").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        string folder = Path.GetDirectoryName(GuideEntry.ResultsPath)!;
        Directory.CreateDirectory(folder);
        List<GuideEntry> entries = [];
        string guide = File.ReadAllText(GuideEntry.GuidePath);
        foreach (ExperimentSpec known in Catalogue.All.Where(s => s.Model is not ("gpt" or "vae"))) // Networks take hours.
        {
            (string measure, bool log) = s_measures[known.Name];
            (string arguments, ExperimentSpec spec) = WithText(known);
            long started = Stopwatch.GetTimestamp();
            LabDocument document = Document(spec, arguments.Length > 0 ? words : null);
            var entry = GuideEntry.Of(document, measure, arguments);
            entries.Add(entry);
            File.WriteAllText(Path.Combine(folder, $"{known.Name}.svg"), Picture(document, measure, log));
            guide = new Regex($"^`assay lab run {Regex.Escape(known.Name)}[ `].* ends with .*$", RegexOptions.Multiline | RegexOptions.NonBacktracking).Replace(guide, entry.Line().Replace("$", "$$", StringComparison.Ordinal));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalSeconds,5:0.0} s  {entry.Line()}"));
        }

        GuideEntry.Write(GuideEntry.ResultsPath, entries);
        File.WriteAllText(GuideEntry.GuidePath, guide);
        return 0;
    }

    /// <summary>Experiments on language take a text, and as little of it as leaves real text for the verdict.</summary>
    private static (string Arguments, ExperimentSpec Spec) WithText(ExperimentSpec spec)
    {
        string? samples = spec.Model switch { "unigram" => "100000", "n-gram" => "300", _ => null };
        return samples is null ? ("", spec) : ($" --text moby-dick --set samples={samples}", spec.With([KeyValuePair.Create("samples", samples)]));
    }

    private static LabDocument Document(ExperimentSpec spec, LabText? text)
    {
        Experiment experiment = Laboratory.Create(spec, text);
        var seed = new RunSeed(42);
        ExperimentResult result = experiment.Run(new RunOptions { Generations = spec.Generations, Replicates = spec.Replicates, Seed = seed, Workers = Environment.ProcessorCount });
        CollapseJudge? judge = CollapseJudge.Calibrate(experiment, result.Generations, seed.For("verdict"), Environment.ProcessorCount);
        return LabDocument.Of(spec, result, judge?.Judge(result), judge is null ? experiment.NoNull : null, "guide");
    }

    private static string Picture(LabDocument document, string measure, bool log)
    {
        LabMeasure shown = document.Measures.Single(m => string.Equals(m.Name, measure, StringComparison.Ordinal));
        string page = ReportPage.Render(document.Experiment.Name, Encoding.UTF8.GetString(ResultJson.Write(document with { Measures = [shown] })));
        if (log)
        {
            // The page allows no script but its own: this copy is for the camera alone.
            page = Policy().Replace(page, "").Replace(
                "</body>", "<script>addEventListener('load', () => setTimeout(() => document.querySelectorAll('fieldset.choice input')[1].click(), 200))</script></body>", StringComparison.Ordinal);
        }

        string title = shown.Unit.Length > 0 ? $"{shown.Name} ({shown.Unit})" : shown.Name;
        return PagePicture.Of(page, title, ["paper", "ink", "muted", "hair", "human", "synthetic"]);
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Policy();
}
