using Assay.Acceptance.Mix;

namespace Assay.Acceptance.Rehearse;

/// <summary>A rehearsal that is killed (SIGKILL: nothing of it can tidy up) goes on from the replicates that it had finished.</summary>
public sealed class RehearseKillTests
{
    private static readonly string[] s_arguments = ["rehearse", "policy.yaml", "--generations", "2", "--replicates", "4", "--worth", "--workers", "2", "--out", "run"];

    [Fact]
    public void Finished_replicates_are_kept_and_the_result_is_the_same()
    {
        using var corpus = new SmallCorpus(files: 2);
        Assert.Equal(0, AssayProgram.Run(corpus.Folder, s_arguments).ExitCode);
        string result = Path.Combine(corpus.RunFolder, "result.json"), file = Path.Combine(corpus.RunFolder, "replicates.jsonl");
        byte[] expected = File.ReadAllBytes(result);
        foreach (int replicates in (int[])[1, 25]) // the 25th is one of the worth of human text
        {
            Directory.Delete(corpus.RunFolder, recursive: true);
            Assert.True(KillTests.KillWhen(corpus, () => Lines(file) >= replicates, s_arguments), "the kill came too late");
            Assert.False(File.Exists(result));
            string kept = File.ReadAllText(file);
            kept = kept[..(kept.LastIndexOf('\n') + 1)]; // a line that the kill cut off is no replicate
            ProgramResult resumed = AssayProgram.Run(corpus.Folder, s_arguments);

            Assert.True(resumed.ExitCode == 0, resumed.Errors);
            Assert.Equal(expected, File.ReadAllBytes(result));
            Assert.Contains($"{kept.Count(c => c == '\n')} replicates are finished already", resumed.Errors, StringComparison.Ordinal);
            Assert.StartsWith(kept, File.ReadAllText(file), StringComparison.Ordinal);
        }
    }

    private static int Lines(string file)
    {
        if (!File.Exists(file))
        {
            return 0;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        return bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Count((byte)'\n');
    }
}
