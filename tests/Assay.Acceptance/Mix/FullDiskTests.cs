using System.Diagnostics;
using System.Globalization;

namespace Assay.Acceptance.Mix;

/// <summary>A disk that fills up stops the run with a clear word; with more space the same command goes on and ends as if nothing had happened.</summary>
public sealed class FullDiskTests
{
    private const int PageBytes = 4096;

    /// <param name="share">Size of the disk as a share of what the finished run takes: the lower, the earlier the run stops.</param>
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.75)]
    [InlineData(0.95)]
    public void A_run_on_a_full_disk_stops_with_nothing_half_written_and_goes_on_when_there_is_space(double share)
    {
        Assert.SkipUnless(CanMount(), "A disk of its own needs the right to mount one (Linux, root or user namespaces).");
        using var corpus = new SmallCorpus(files: 4);
        ProgramResult whole = AssayProgram.Run(corpus.Folder, "mix", "policy.yaml");
        Assert.True(whole.ExitCode == 0, whole.Errors);
        SortedDictionary<string, string> expected = SmallCorpus.Fingerprint(corpus.RunFolder);
        long bytes = (long)(share * Pages(corpus.RunFolder)) * PageBytes;
        Directory.Delete(corpus.RunFolder, recursive: true);
        _ = Directory.CreateDirectory(corpus.RunFolder);

        // The disk lives in a namespace of the script's own and is gone with it.
        corpus.Write("full.sh", string.Create(CultureInfo.InvariantCulture, $"""
            mount -t tmpfs -o size={Math.Max(bytes, 2 * PageBytes)} tmpfs run || exit 99
            dotnet '{AssayProgram.Dll}' mix policy.yaml 2>first.txt; echo $? >first.code
            ls run >first.files
            mount -o remount,size=1g run
            dotnet '{AssayProgram.Dll}' mix policy.yaml 2>second.txt; echo $? >second.code
            cp -r run kept
            """));
        ProgramResult script = Unshare(corpus.Folder, "sh", "full.sh");

        string first = Read(corpus, "first.txt");
        Assert.True(script.ExitCode == 0, script.Errors);
        Assert.True(Read(corpus, "first.code") is "2", $"the disk was not full: {first}");
        Assert.Contains("error: The disk is full: ", first, StringComparison.Ordinal);
        Assert.Contains("Free some space and run the same command again", first, StringComparison.Ordinal);
        Assert.DoesNotContain("result.json", Read(corpus, "first.files").Split('\n'));
        Assert.True(Read(corpus, "second.code") is "0", Read(corpus, "second.txt"));
        Assert.Equal(expected, SmallCorpus.Fingerprint(Path.Combine(corpus.Folder, "kept")));
    }

    private static string Read(SmallCorpus corpus, string name) => File.ReadAllText(Path.Combine(corpus.Folder, name)).Trim();

    private static long Pages(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => (file.Length + PageBytes - 1) / PageBytes);

    private static bool CanMount()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        using DeletedFolder folder = new();
        try
        {
            return Unshare(folder.Path, "mount", "-t", "tmpfs", "tmpfs", ".").ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // There is no unshare.
        }
    }

    private static ProgramResult Unshare(string folder, params IEnumerable<string> command)
    {
        string[] root = Environment.UserName is "root" ? ["--mount"] : ["--mount", "--map-root-user"];
        var start = new ProcessStartInfo("unshare", [.. root, .. command]) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        return AssayProgram.Finish(process);
    }

    private sealed class DeletedFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("assay-mount-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
