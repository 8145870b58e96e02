using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Assay.Cli;
using Assay.Cli.Watch;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;
using Assay.Tests.Core.Watching;

namespace Assay.Tests.Cli.Watch;

/// <summary>Strata and vectors: fields of records, and what a baseline remembers of them.</summary>
public sealed class WatchFieldTests : IDisposable
{
    private static readonly TopicSource s_source = new(new RunSeed(5));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_baseline_knows_its_strata()
    {
        string human = Corpus("human", [("en", 200), ("gd", 140)]), fresh = Corpus("fresh", [("en", 200), ("gd", 140)]), baseline = _folder.Combine("human.baseline");
        Assert.Equal(ExitCode.Done, Run(human, "--strata", "lang", "--save-baseline", baseline).Code);

        (int code, string output) = Run(human, fresh, "--strata", "lang", "--json");
        Assert.Equal((code, output), Run("--baseline", baseline, fresh, "--json"));
        Assert.Equal((code, output), Run("--baseline", baseline, fresh, "--json", "--strata", "lang"));
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("has the strata lang, not domain", Refused("--baseline", baseline, fresh, "--strata", "domain"), StringComparison.Ordinal);
        Assert.Contains("has no vectors", Refused("--baseline", baseline, fresh, "--vectors", "v"), StringComparison.Ordinal);
        Assert.Contains("as it was written", Refused("--baseline", baseline, fresh, "--sample-reference", "0.5"), StringComparison.Ordinal);
        Assert.Contains("none is named", Refused(human, "--save-baseline", baseline, "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rare_strata_are_watched_together_and_missing_ones_are_named()
    {
        string human = Corpus("human", [("en", 200), ("gd", 100), ("kw", 100)]), less = Corpus("less", [("en", 300), ("gd", 100)]);

        (int code, string output) = Run(human, less, "--strata", "lang", "--json");

        Assert.Equal(ExitCode.No, code);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(["lang=(rare)", "lang=kw"], Words(document.RootElement.GetProperty("versions")[0].GetProperty("lostStrata")));
        JsonElement rare = document.RootElement.GetProperty("rareStrata")[0];
        Assert.Equal(["lang=gd", "lang=kw"], Words(rare.GetProperty("members")));
        Assert.Contains("watched together as lang=(rare)", Run(human, less, "--strata", "lang").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Strata_that_are_too_small_even_together_are_listed()
    {
        string human = Corpus("human", [("en", 200), ("gd", 20), ("kw", 30)]), fresh = Corpus("fresh", [("en", 200)]);

        (int code, string output) = Run(human, fresh, "--strata", "lang");

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("not watched, for the reference has too few of their documents: lang=gd, lang=kw", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_no_record_has_is_a_slip_of_the_pen()
    {
        string human = Corpus("human", [("en", 20)]);

        Assert.Contains("has the field \"laang\". Correct --strata", Refused(human, human, "--strata", "laang"), StringComparison.Ordinal);
        Assert.Contains("has the field \"vv\". Correct --vectors", Refused(human, human, "--vectors", "vv"), StringComparison.Ordinal);
    }

    [Fact]
    public void Held_out_text_needs_no_fields()
    {
        string human = Corpus("human", [("en", 200)]), fresh = Corpus("fresh", [("en", 200)]);
        string plain = _folder.Write("plain.jsonl", "{\"text\":\"one two three\"}\n");

        Assert.Equal(ExitCode.Done, Run(human, fresh, "--strata", "lang", "--vectors", "v", "--held-out", plain).Code);
    }

    [Fact]
    public void Vectors_that_are_no_lists_or_of_another_length_are_refused()
    {
        string human = Corpus("human", [("en", 140)], dimension: 4), longer = Corpus("longer", [("en", 140)], dimension: 6);
        Assert.Contains("has vectors of 6 numbers, the reference", Refused(human, longer, "--vectors", "v"), StringComparison.Ordinal);
        foreach (string vector in (string[])["[[1,2],[3,4]]", "[1,2", "[1 2]", "[1,]", "[]", "[1,\"2\"]", "[NaN]", "3"])
        {
            string bad = _folder.Write("bad.jsonl", $"{{\"text\":\"one two\",\"v\":{vector}}}\n");
            Assert.Contains("bad.jsonl:1", Assert.ThrowsAny<ShardFormatException>(() => Run(bad, bad, "--vectors", "v")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Vectors_alone_say_nothing_of_words_and_tell_no_trend()
    {
        string human = Corpus("human", [("en", 300)]), close = Corpus("close", [("en", 300)], scale: 0.3), closer = Corpus("closer", [("en", 300)], scale: 0.1);

        (int code, string output) = Run(human, close, closer, "--vectors", "v", "--vectors-only");

        Assert.Equal(ExitCode.No, code);
        Assert.Contains("loss of vectors", output, StringComparison.Ordinal);
        Assert.DoesNotContain("words", output[output.IndexOf("verdict:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("stabilised", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Corpus(string name, (string Language, int Documents)[] strata, int dimension = 4, double scale = 1)
    {
        var prng = new Prng(new RunSeed(20261120).For(name));
        string[] languages = [.. strata.SelectMany(s => Enumerable.Repeat(s.Language, s.Documents))];
        return _folder.Write($"{name}.jsonl", string.Concat(s_source.Numbers(prng, languages.Length).Select((words, i) =>
        {
            // Every language has words of its own.
            string text = string.Join(' ', words.Select(w => $"{languages[i]}{w}"));
            string vector = string.Join(',', Enumerable.Range(0, dimension).Select(_ => (scale * prng.NextGaussian()).ToString("R", CultureInfo.InvariantCulture)));
            return $"{{\"text\":\"{text}\",\"lang\":\"{languages[i]}\",\"v\":[{vector}]}}\n";
        })));
    }

    private static string[] Words(JsonElement list) => [.. list.EnumerateArray().Select(s => s.GetString()!)];

    private static string Refused(params string[] args) => Assert.Throws<UserErrorException>(() => Run(args)).Message;

    private static (int Code, string Output) Run(params string[] args)
    {
        var output = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal { Output = output, Errors = TextWriter.Null, IsInteractive = false };
        var root = new RootCommand { WatchCommand.Create(terminal) };
        return (root.Parse(["watch", .. args]).Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false }), output.ToString());
    }
}
