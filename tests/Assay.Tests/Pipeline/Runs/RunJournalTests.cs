using System.Text.Json.Nodes;
using Assay.Pipeline.Runs;

namespace Assay.Tests.Pipeline.Runs;

public sealed class RunJournalTests
{
    [Fact]
    public void Events_are_there_for_the_next_run()
    {
        using var folder = new TemporaryFolder();
        using (RunJournal journal = RunJournal.Open(folder.Combine("journal.jsonl"), TimeProvider.System))
        {
            journal.Append("decided", new JsonObject { ["kept"] = 3 });
        }

        using RunJournal next = RunJournal.Open(folder.Combine("journal.jsonl"), TimeProvider.System);

        Assert.Equal(3, (int?)Assert.Single(next.PastEvents("decided"))["kept"]);
    }

    [Fact]
    public void A_line_cut_off_by_a_kill_is_forgotten_and_written_over()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("journal.jsonl");
        using (RunJournal journal = RunJournal.Open(path, TimeProvider.System))
        {
            journal.Append("a", []);
        }

        File.AppendAllText(path, "{\"event\":\"b\",\"at\":\"20");
        using (RunJournal journal = RunJournal.Open(path, TimeProvider.System))
        {
            Assert.Equal("a", (string?)Assert.Single(journal.Past)["event"]);
            journal.Append("c", []);
        }

        using RunJournal last = RunJournal.Open(path, TimeProvider.System);
        Assert.Equal(["a", "c"], last.Past.Select(e => (string?)e["event"]));
    }
}
