using Assay.Core.Errors;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

public sealed class RunFolderTests
{
    [Fact]
    public void A_second_run_in_the_same_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        using RunFolder first = RunFolder.Open(folder.Combine("run"));

        UserErrorException refused = Assert.Throws<UserErrorException>(() => RunFolder.Open(folder.Combine("run")));

        Assert.Contains("Another run is using the folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_let_go_can_be_used_again()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Open(folder.Combine("run")).Dispose();

        using RunFolder again = RunFolder.Open(folder.Combine("run"));

        Assert.True(File.Exists(again.Combine("run.lock")));
    }

    [Fact]
    public void A_folder_of_somebody_elses_files_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        string precious = folder.Write("run/precious.txt", "mine");

        _ = Assert.Throws<UserErrorException>(() => RunFolder.Open(folder.Combine("run")));

        Assert.Equal("mine", File.ReadAllText(precious));
        Assert.False(File.Exists(folder.Combine("run/run.lock")));
    }

    [Fact]
    public void What_a_killed_run_left_half_written_is_swept()
    {
        using var folder = new TemporaryFolder();
        RunFolder.Open(folder.Combine("run")).Dispose();
        string half = folder.Write("run/facts/size/abc.parquet" + AtomicFile.PartialSuffix, "half");
        string whole = folder.Write("run/facts/size/def.parquet", "whole");

        using RunFolder again = RunFolder.Open(folder.Combine("run"));

        Assert.False(File.Exists(half));
        Assert.True(File.Exists(whole));
    }

    [Fact]
    public void A_folder_without_a_finished_run_is_no_run_to_remove_from()
    {
        using var folder = new TemporaryFolder();

        UserErrorException missing = Assert.Throws<UserErrorException>(() => RunFolder.Open(folder.Combine("run"), mustExist: true));

        Assert.Contains("no manifest.json", missing.Message, StringComparison.Ordinal);
    }
}
