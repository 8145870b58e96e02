using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Pipeline.Inspection;
using Assay.Pipeline.Policies;

namespace Assay.Tests.Pipeline.Inspection;

public class PolicyStarterTests
{
    [Fact]
    public void A_mixed_folder_gives_a_policy_that_says_what_was_seen_and_claims_nothing()
    {
        using var folder = new TemporaryFolder();
        WriteMixedCorpora(folder);

        StarterPolicy starter = StarterCheck.Write(folder.Path);

        Approved.Check(starter.Text, "starter.approved.yaml");
        Assert.Equal(
            [
                "old-run is left out: it is a run of `assay mix`. To use its mix, point at old-run/mix.",
                "README.md is left out: text beside data files is taken for a README; point at it if it is a document.",
                "notes.json is left out: one JSON array; `jq -c '.[]' FILE` writes it an object a line.",
                "labels.jsonl is left out: no field of its records looks like a document's text; they have id, label, reviewer.",
            ],
            starter.Notes);
        Assert.Equal(["answers", "books", "crawl", "letters"], starter.Sources.Where(source => !source.SpeaksForItself).Select(source => source.Name));
        Assert.All(StarterCheck.Read(starter).Sources, source => Assert.Equal((Origin.Unknown, false, null), (source.Origin, source.Anchor, source.VouchedBy)));
    }

    [Fact]
    public void Every_proposal_can_be_taken()
    {
        using var folder = new TemporaryFolder();
        WriteMixedCorpora(folder);

        Policy policy = PolicyReader.Read(StarterCheck.TakeProposals(StarterCheck.Write(folder.Path).Text), "policy.yaml");

        Assert.Equal(
            ["answers: human, before 2022-11-30", "books: human, anchor, before 2022-11-30", "crawl: human", "ours-2: synthetic, depth 2, ours@2", "letters: human, before 2022-11-30"],
            policy.Sources.Select(source => string.Join(", ", (string[])
            [
                $"{source.Name}: {source.Origin.Word}",
                .. source.Anchor ? ["anchor"] : Array.Empty<string>(),
                .. source.PublishedBefore is { } day ? [$"before {day:yyyy-MM-dd}"] : Array.Empty<string>(),
                .. source.Depth is { } depth ? [$"depth {depth}"] : Array.Empty<string>(),
                .. source.Model is { } model ? [model] : Array.Empty<string>(),
            ])));
        Assert.Equal(["rarity", "genre", "lang"], policy.Tails.Strata);
        Assert.Equal(1_000_000_000, policy.BudgetTokens);
        Assert.Equal("meta.lang", policy.Sources[1].Fields.Strata["lang"]); // the dimension follows the field that the source names
    }

    [Theory]
    [InlineData("1999-12-31", "2022-11-29", "# published-before: 2022-11-30")]
    [InlineData("1999-12-31", "2022-11-30", "# vouched-by: NAME")] // the day itself is not before it
    [InlineData("1999", "2021", "# published-before: 2022-11-30")]
    [InlineData("1999", "2022", "# vouched-by: NAME")] // a year may mean its last day
    public void A_date_is_proposed_only_where_all_dates_lie_before_the_model_era(string first, string last, string proposal)
    {
        string text = Text($$"""{"text": "an old document", "year": "{{first}}"}""", $$"""{"text": "a new document", "year": "{{last}}"}""");

        Assert.Contains($"\n    {proposal}", text, StringComparison.Ordinal);
        Assert.Equal(proposal.Contains("published", StringComparison.Ordinal), text.Contains("\n    # anchor: true\n", StringComparison.Ordinal));
        Assert.DoesNotContain("\n    origin: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_records_say_of_themselves_is_told_and_weighed()
    {
        Assert.Contains("All 2 records looked at say that a model wrote them", Flat(Text("""{"text": "one document", "model": "m"}""", """{"text": "another one", "origin": "synthetic", "model": "m"}""")), StringComparison.Ordinal);
        Assert.Contains("1 of 2 records say that a model wrote them (m), and that counts. Of the others nothing tells", Flat(Text("""{"text": "one document", "model": "m"}""", """{"text": "another one"}""")), StringComparison.Ordinal);
        Assert.Contains("1 of 2 records call themselves human; that alone is no evidence", Flat(Text("""{"text": "one document", "origin": "human"}""", """{"text": "another one"}""")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_would_stop_the_first_run_is_mapped_away()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("a.jsonl", """{"text": "a document", "origin": "Gutenberg", "depth": "3 m", "model": ["T", 1]}""" + "\n");

        SourcePolicy source = StarterCheck.Source(StarterCheck.Write(folder.Path)); // reads the documents too, and none is refused

        Assert.Equal(("no-such-field", "no-such-field", "no-such-field"), (source.Fields.Origin, source.Fields.Depth, source.Fields.Model));
    }

    [Fact]
    public void A_file_whose_name_does_not_tell_gets_its_format_stated()
    {
        using var folder = new TemporaryFolder();
        _ = folder.Write("dump/x-1.dat", """{"text": "a document"}""" + "\n");
        _ = folder.Write("dump/x-2.dat", """{"text": "another one"}""" + "\n");
        _ = folder.Write("letters/one", "Dear friend");
        _ = folder.Write("letters/two", "Dear foe");

        StarterPolicy starter = StarterCheck.Write(folder.Path);

        Assert.Contains("    path: dump/*.dat\n    format: jsonl\n", starter.Text, StringComparison.Ordinal);
        Assert.Contains("    path: letters/*\n    format: text\n", starter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_folders_and_installed_packages_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["a.jsonl", ".cache/b.jsonl", "node_modules/p/c.jsonl"])
        {
            _ = folder.Write(name, """{"text": "a document"}""" + "\n");
        }

        Assert.Equal(["a.jsonl"], StarterCheck.Source(StarterCheck.Write(folder.Path)).Paths);
        Assert.Equal([".cache/b.jsonl"], StarterCheck.Source(StarterCheck.Write(folder.Path, ".cache")).Paths); // but what is named is looked at
    }

    [Fact]
    public void Nothing_to_read_is_an_error_that_says_what_was_there()
    {
        using var folder = new TemporaryFolder();
        string Message(params string[] paths) => Assert.Throws<UserErrorException>(() => StarterCheck.Write(folder.Path, paths)).Message;

        Assert.StartsWith("No documents were found in .. Point at files or folders that hold .jsonl, ", Message(), StringComparison.Ordinal);
        File.WriteAllBytes(folder.Combine("a.bin"), [0, 1, 2, 0xFF]);
        _ = folder.Write("b.jsonl", """{"messages": [{"role": "user", "content": "hello"}]}""" + "\n");
        _ = folder.Write("c.jsonl", "{\"text\": \"cut\n");
        Assert.Equal(
            [
                "No documents were found in ..",
                "a.bin is left out: binary.",
                "b.jsonl is left out: its records are conversations (the list \"messages\"), and a document is one text. Write each as one text field first.",
            ],
            Message().Split('\n')[..3]);
        Assert.Contains("c.jsonl is left out: c.jsonl:1:", Message(), StringComparison.Ordinal);
        Assert.StartsWith("\"a.bin\" holds no documents that can be read: binary. It reads .jsonl, ", Message("a.bin"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_left_out_with_a_note()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("This user may read every file.");
            return;
        }

        using var folder = new TemporaryFolder();
        _ = folder.Write("a/a.jsonl", """{"text": "a document"}""" + "\n");
        File.SetUnixFileMode(folder.Write("a/b.jsonl", "{}"), UnixFileMode.None);
        string closed = Directory.CreateDirectory(folder.Combine("c")).FullName;
        File.SetUnixFileMode(closed, UnixFileMode.None);
        try
        {
            Assert.Equal(["a/b.jsonl is left out: cannot be read.", "c is left out: the folder cannot be read."], StarterCheck.Write(folder.Path).Notes);
            Assert.Contains("cannot be read", Assert.Throws<UserErrorException>(() => StarterCheck.Write(folder.Path, "c")).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); // so that it can be deleted
        }
    }

    /// <summary>Forty folders of odd names, fields and values: each policy loads, with and without its proposals, and leads to its documents.</summary>
    [Fact]
    public void The_policy_of_any_corpus_loads()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/starter"));
        for (int round = 0; round < 40; round++)
        {
            using var folder = new TemporaryFolder($"starter-{round}");
            int files = 1 + prng.NextInt32(4);
            for (int file = 0; file < files; file++)
            {
                string parent = prng.NextInt32(3) == 0 ? "" : Word(prng).Replace('/', '_') + "/";
                string suffix = ((string[])[".jsonl", ".json", ".csv", ".txt", ".dat"])[prng.NextInt32(5)];
                _ = folder.Write($"{parent}{Word(prng).Replace('/', '_')}{file}{suffix}", Content(prng, suffix));
            }

            _ = StarterCheck.Write(folder.Path);
        }
    }

    private static string Content(Prng prng, string suffix)
    {
        if (suffix is ".txt")
        {
            return $"A letter: {Word(prng)}";
        }

        string[] keys = ["text", .. Enumerable.Range(0, prng.NextInt32(6)).Select(_ => Key(prng)).Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];
        if (suffix is ".csv")
        {
            string[] header = [.. keys.Distinct(StringComparer.Ordinal)];
            IEnumerable<string> rows = Enumerable.Range(0, 8).Select(_ => string.Join(',', header.Select(key => Quote(key is "text" ? "some words here" : Word(prng)))));
            return string.Join('\n', rows.Prepend(string.Join(',', header.Select(Quote)))) + "\n";
        }

        return string.Concat(Enumerable.Range(0, 8).Select(_ =>
        {
            var record = new JsonObject();
            foreach (string key in keys)
            {
                record[key] = key is "text" ? "some words here" : Value(prng);
            }

            return record.ToJsonString() + "\n";
        }));
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static JsonNode? Value(Prng prng) => prng.NextInt32(7) switch
    {
        0 => prng.NextInt32(3),
        1 => prng.NextInt32(2) == 0,
        2 => null,
        3 => new JsonArray(1, 2),
        4 => new JsonObject { [Word(prng)] = Word(prng) },
        5 => $"{1900 + prng.NextInt32(130)}-0{1 + prng.NextInt32(9)}-11",
        _ => Word(prng),
    };

    private static string Key(Prng prng) => prng.NextInt32(2) == 0
        ? ((string[])["origin", "model", "depth", "lang", "date", "license", "id", "source", "rarity", "topic", "created"])[prng.NextInt32(11)]
        : Word(prng);

    /// <summary>A word that YAML, globs or file systems may find hard.</summary>
    private static string Word(Prng prng) =>
        ((string[])
        [
            "plain", "no", "2021", "1e3", "a b", "a: b", "#x", "- y", "'q'", "\"d\"", "[z]", "{a,b}", "x*", "?", "&anchor", "!tag", "%p", "@at", "`t`", "é", "字典", "😀", "a.b",
            "human", "synthetic", "unknown", "rarity", "lang", "~", "null", "true", "line\u2028sep", "tab\there", "back\\slash", "-", "--", "x..", "<<", "…",
        ])[prng.NextInt32(39)];

    private static string Text(params string[] records)
    {
        using var folder = new TemporaryFolder("starter");
        _ = folder.Write("a.jsonl", string.Concat(records.Select(record => record + "\n")));
        return StarterCheck.Write(folder.Path).Text;
    }

    /// <summary>A text whose comments are not wrapped.</summary>
    private static string Flat(string text) => text.Replace("\n    # ", " ", StringComparison.Ordinal);

    private static void WriteMixedCorpora(TemporaryFolder folder)
    {
        string Records(int count, Func<int, object> record) => string.Concat(Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(record(i)) + "\n"));
        for (int part = 1; part <= 2; part++)
        {
            _ = folder.Write($"books/part-{part}.jsonl", Records(20, i => new
            {
                key = $"b{part}-{i:D2}",
                title = $"Chapter {i}",
                body = $"It was the {i}th of the summers that the old house on the hill had seen since the railway came.",
                date = $"{1850 + i}-0{part}-11",
                genre = i % 4 == 0 ? "letters" : "novel",
                meta = new { lang = i % 5 == 0 ? "de" : "en", license = "CC0-1.0" },
            }));
        }

        _ = folder.Write("crawl.jsonl", Records(9, i => new
        {
            url = $"https://example.org/{i}",
            text = $"Page {i} of a site about gardens, bees and the weather.",
            crawled = $"2024-0{i + 1}-01T00:00:00Z",
            origin = "web",
            lang = "en",
        }) + "{\"url\": \"https://example.org/9\", \"text\": \"cut off\n");
        _ = folder.Write("gen2/ours-2.jsonl", Records(12, i => new { id = i, text = $"As requested, here is answer {i}.", origin = "synthetic", model = "ours@2", depth = 2 }));
        _ = folder.Write("answers.csv", "no,answer,author\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{i},\"Well, that depends on {i} things.\",{(i % 2 == 0 ? "human" : "synthetic")}\n")));
        foreach (string name in (string[])["anna", "bert", "carl"])
        {
            _ = folder.Write($"letters/{name}.txt", $"Dear {name}, the weather has been kind to us this week.\n");
        }

        _ = folder.Write("labels.jsonl", Records(3, i => new { id = $"b1-0{i}", label = "human", reviewer = "ann" }));
        _ = folder.Write("notes.json", "[{\"text\": \"one array\"}]\n");
        _ = folder.Write("README.md", "# Corpora\n");
        _ = folder.Write("old-run/journal.jsonl", "{}\n");
        _ = folder.Write("old-run/facts/size/1.parquet", "PAR1");
        _ = folder.Write("old-run/mix/mix-0.jsonl", "{\"text\": \"written by an earlier run\"}\n");
    }
}
