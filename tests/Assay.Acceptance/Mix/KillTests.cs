using System.Diagnostics;

namespace Assay.Acceptance.Mix;

/// <summary>A run that is killed (SIGKILL: nothing of it can tidy up) and started again ends as if nothing had happened.</summary>
public sealed class KillTests
{
    /// <summary>What a run leaves behind in each of its steps: the kill comes as soon as it appears.</summary>
    private static readonly Dictionary<string, string[]> Footprints = new(StringComparer.Ordinal)
    {
        ["start"] = ["run.lock", "journal.jsonl"],
        ["count"] = ["facts/types/*"],
        ["scan"] = ["facts/*/*.partial", "facts/identity/*.parquet", "facts/minhash/*.parquet", "facts/rarity/*.parquet", "facts/shards/*.json"],
        ["decide"] = ["facts/clusters.bin", "decisions.parquet.partial", "decisions.parquet", "decide.json"],
        ["write"] = ["mix.next", "mix.next/*.partial", "mix.next/*.gz"],
        ["finish"] = ["mix", "manifest.json", "report.html"],
    };

    public static TheoryData<string> Steps => [.. Footprints.Keys];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_run_killed_in_a_step_ends_with_the_same_bytes(string step)
    {
        using var corpus = new SmallCorpus();
        SortedDictionary<string, string> expected = Undisturbed(corpus);
        int kills = 0;
        foreach (string footprint in Footprints[step])
        {
            kills += KillWhen(corpus, () => Exists(corpus.RunFolder, footprint)) ? 1 : 0;
            ProgramResult resumed = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");

            Assert.True(resumed.ExitCode == 0, $"after {footprint}: {resumed.Errors}");
            Assert.Equal(expected, SmallCorpus.Fingerprint(corpus.RunFolder));
            Directory.Delete(corpus.RunFolder, recursive: true);
        }

        Assert.True(kills > 0, $"no kill hit the step {step}");
    }

    [Theory]
    [InlineData("decisions.parquet.partial")]
    [InlineData("mix.next")]
    [InlineData("mix.next/*.gz")]
    [InlineData("mix.old")]
    public void A_run_under_a_changed_policy_that_is_killed_ends_as_that_policy_says(string footprint)
    {
        using var corpus = new SmallCorpus();
        string policy = File.ReadAllText(Path.Combine(corpus.Folder, "policy.yaml"));
        corpus.Policy(policy.Replace("0.2 }", "0.1 }", StringComparison.Ordinal));
        SortedDictionary<string, string> expected = Undisturbed(corpus);
        corpus.Policy(policy);
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml").ExitCode);
        corpus.Policy(policy.Replace("0.2 }", "0.1 }", StringComparison.Ordinal));

        _ = KillWhen(corpus, () => Exists(corpus.RunFolder, footprint));
        ProgramResult resumed = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");

        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(expected, SmallCorpus.Fingerprint(corpus.RunFolder));
    }

    [Fact]
    public void A_run_killed_again_and_again_still_arrives()
    {
        using var corpus = new SmallCorpus();
        SortedDictionary<string, string> expected = Undisturbed(corpus);
        int kills = 0;
        for (int milliseconds = 60; kills < 40; milliseconds += 35, kills++)
        {
            var clock = Stopwatch.StartNew();
            int wait = milliseconds;
            if (!KillWhen(corpus, () => clock.ElapsedMilliseconds > wait))
            {
                break;
            }

            // Whatever is there under its final name is whole.
            Assert.False(Directory.Exists(Path.Combine(corpus.RunFolder, "mix")) && Directory.Exists(Path.Combine(corpus.RunFolder, "mix.next")));
        }

        Assert.Equal(0, AssayProgram.Run(corpus.Folder, "mix", "policy.yaml").ExitCode);
        Assert.Equal(expected, SmallCorpus.Fingerprint(corpus.RunFolder));
        Assert.True(kills >= 3, $"only {kills} kills hit a running program");
    }

    private static SortedDictionary<string, string> Undisturbed(SmallCorpus corpus)
    {
        ProgramResult whole = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        Assert.True(whole.ExitCode == 0, whole.Errors);
        SortedDictionary<string, string> expected = SmallCorpus.Fingerprint(corpus.RunFolder);
        Directory.Delete(corpus.RunFolder, recursive: true);
        return expected;
    }

    private static bool KillWhen(SmallCorpus corpus, Func<bool> now) => KillWhen(corpus, now, "mix", "policy.yaml");

    /// <summary>Starts the program and kills it as soon as a condition holds.</summary>
    /// <returns>Whether it still ran then.</returns>
    internal static bool KillWhen(SmallCorpus corpus, Func<bool> now, params IEnumerable<string> arguments)
    {
        using Process process = AssayProgram.Start(corpus.Folder, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !now())
        {
            _ = Thread.Yield();
        }

        bool running = !process.HasExited;
        process.Kill(); // SIGKILL
        process.WaitForExit();
        _ = Task.WhenAll(output, errors).Wait(TimeSpan.FromSeconds(10));
        return running;
    }

    /// <summary>Whether a run has files of a pattern, relative to its folder.</summary>
    internal static bool Exists(string run, string pattern)
    {
        string[] parts = pattern.Split('/');
        IEnumerable<string> folders = [run];
        foreach (string part in parts[..^1])
        {
            folders = folders.Where(Directory.Exists).SelectMany(folder => part is "*" ? Directory.GetDirectories(folder) : [Path.Combine(folder, part)]);
        }

        try
        {
            return folders.Where(Directory.Exists).Any(folder => Directory.EnumerateFileSystemEntries(folder, parts[^1]).Any());
        }
        catch (DirectoryNotFoundException)
        {
            return false; // Renamed between two looks.
        }
    }
}
