using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Bench.Pipeline;

/// <summary>Whole runs of the built program: <c>workers</c> (one against two), <c>memory</c> (0.5, 1 and 2 GB), <c>decide</c> (a million documents).</summary>
internal static partial class RunBench
{
    /// <summary>Scans with one worker and with two in turn, so that a busy machine hurts both; says how many cores each kept busy.</summary>
    public static int Workers(int megabytes, int pairs, string root, TextWriter output)
    {
        string policy = BenchCorpus.Make(Path.Combine(root, $"corpus-{megabytes}"), megabytes);
        var ratios = new List<double>();
        for (int pair = 0; pair < pairs; pair++)
        {
            double[] seconds = [0, 0];
            foreach (int workers in new[] { 1, 2 })
            {
                ProgramRun run = Run(policy, workers, "bench-workers", stopAfter: "scan:");
                double scan = run.Seconds("scan");
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workers} worker(s): scan {scan:0.0} s, {megabytes / scan:0} MB/s; {run.ProcessorSeconds:0.0} s of processor time, {run.ProcessorSeconds / scan:0.00} cores busy"));
                seconds[workers - 1] = scan;
            }

            ratios.Add(seconds[0] / seconds[1]);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two workers scan {ratios[^1]:0.00} times as fast as one"));
        }

        ratios.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median of {pairs} pairs: {ratios[pairs / 2]:0.00} times (lowest {ratios[0]:0.00}, highest {ratios[^1]:0.00})"));
        return 0;
    }

    public static int Memory(string root, TextWriter output)
    {
        foreach (int megabytes in new[] { 500, 1000, 2000 })
        {
            string policy = BenchCorpus.Make(Path.Combine(root, $"corpus-{megabytes}"), megabytes);
            ProgramRun run = Run(policy, 2, "bench-memory", stopAfter: "scan:");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes} MB scanned with two workers: peak {run.PeakBytes / 1e6:0} MB resident"));
        }

        return 0;
    }

    public static int Decide(int documents, string root, TextWriter output)
    {
        const int WordsPerDocument = 40;
        string policy = BenchCorpus.Make(Path.Combine(root, $"documents-{documents}"), (int)(documents * 345L / 1_000_000), WordsPerDocument);
        string text = File.ReadAllText(policy);
        ProgramRun first = Run(policy, 2, "bench-decide");
        output.WriteLine($"first run: {first.Line("decide")}, whole {first.Wall.TotalSeconds:0.0} s, peak {first.PeakBytes / 1e6:0} MB");
        try
        {
            File.WriteAllText(policy, text.Replace("synthetic-share: 0.25", "synthetic-share: 0.20", StringComparison.Ordinal));
            ProgramRun again = Run(policy, 2, "bench-decide", fresh: false);
            output.WriteLine($"another cap: {again.Line("decide")}; hashing {again.Seconds("hash"):0.0} s; writing {again.Seconds("write"):0.0} s, whole {again.Wall.TotalSeconds:0.0} s, peak {again.PeakBytes / 1e6:0} MB");
        }
        finally
        {
            File.WriteAllText(policy, text);
        }

        return 0;
    }

    private static ProgramRun Run(string policy, int workers, string name, bool fresh = true, string? stopAfter = null)
    {
        string run = Path.Combine(Path.GetDirectoryName(policy)!, name);
        if (fresh && Directory.Exists(run))
        {
            Directory.Delete(run, recursive: true);
        }

        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "assay.dll"), "mix", policy, "--out", run, "--workers", workers.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> result = process.StandardOutput.ReadToEndAsync();
        var lines = new List<string>();
        long peak = 0;
        using var sampler = new Timer(_ => peak = Math.Max(peak, Resident(process)), state: null, dueTime: 0, period: 50);
        (TimeSpan before, TimeSpan now) = (TimeSpan.Zero, TimeSpan.Zero);
        while (process.StandardError.ReadLine() is { } line)
        {
            lines.Add(line);
            (before, now) = (now, Processor(process));
            if (stopAfter is not null && line.StartsWith(stopAfter, StringComparison.Ordinal))
            {
                process.Kill();
            }
        }

        process.WaitForExit();
        _ = result.Result;
        return process.ExitCode == 0 || stopAfter is not null
            ? new ProgramRun(clock.Elapsed, lines, peak, (now - before).TotalSeconds)
            : throw new InvalidOperationException(string.Join('\n', lines));
    }

    private static TimeSpan Processor(Process process)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero; // It is gone.
        }
    }

    private static long Resident(Process process)
    {
        try
        {
            process.Refresh();
            return process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>What a run of the program said and took.</summary>
    /// <param name="Wall">From start to end.</param>
    /// <param name="Lines">What it said.</param>
    /// <param name="PeakBytes">Most memory resident at once.</param>
    /// <param name="ProcessorSeconds">Processor time between its last line and the one before.</param>
    private sealed record ProgramRun(TimeSpan Wall, List<string> Lines, long PeakBytes, double ProcessorSeconds)
    {
        public string Line(string step) => Lines.FirstOrDefault(line => line.StartsWith(step + ":", StringComparison.Ordinal)) ?? $"{step}: nothing";

        public double Seconds(string step) => StepSeconds().Match(Line(step)) is { Success: true } match ? double.Parse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"in (?<seconds>[0-9.]+) s$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StepSeconds();
}
