using System.Runtime.CompilerServices;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.External;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Tests.Lab.Rehearsal.Proxies;

public sealed class ExternalProxyTests
{
    private const string Fit = "cp {data} {model}; echo {words} > {model}.words", Sample = "head -n {count} {model} > {out}";

    private static readonly string[] s_texts = ["One fish, two \"Fish\".", "Red fish\nin two lines", "Blue fish!"];

    private readonly ConditionalWeakTable<int[], string> _originals = [];
    private readonly int[][] _documents;
    private readonly WordPieces _pieces;

    public ExternalProxyTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        var vocabulary = new Vocabulary();
        _documents = [.. s_texts.Select(text => vocabulary.Encode(text))];
        _pieces = new WordPieces(vocabulary, _documents, 257);
        for (int i = 0; i < s_texts.Length; i++)
        {
            _originals.Add(_documents[i], s_texts[i]);
        }
    }

    [Fact]
    public void It_reads_the_texts_as_they_stand_and_what_it_writes_comes_back_as_it_stood()
    {
        using IProxyModel first = Model(Fit, Sample);
        int[][] written = first.Write([5, 5, 5], TokenChoice.Unbiased, new Prng(new RunSeed(1)));
        Assert.Equal(_documents, written);

        // A model of the next generation is asked for the very texts, capitals and signs among them.
        ExternalProxy proxy = Proxy("grep -qF 'two \\\"Fish\\\"' {data} && cp {data} {model}", Sample);
        using IProxyModel second = proxy.Fit(written, [1, 1, 1], new Prng(new RunSeed(2)));
        Assert.Equal(_documents, second.Write([5, 5, 5], TokenChoice.Unbiased, new Prng(new RunSeed(1))));
    }

    [Fact]
    public void Copies_are_lines_and_a_score_is_believed()
    {
        using IProxyModel model = Model(
            "test $(wc -l < {data}) -eq 4 && test {words} -eq 9 && cp {data} {model}", Sample,
            "test -f {model}; awk '{ print \"{\\\"bits\\\": \" NR * 1.5 \"}\" }' {data} > {out}", [2, 0, 2]);

        Assert.Equal([1.5, 3, 4.5], model.Bits(_documents));
    }

    [Fact]
    public void Without_a_score_the_loss_is_that_of_bigrams_of_what_it_writes()
    {
        using IProxyModel copyist = Model(Fit, Sample), babbler = Model(Fit, "yes '{\"text\": \"fish fish fish fish\"}' | head -n {count} > {out}; : {model}");

        Assert.True(copyist.BitsPerToken(_documents) < babbler.BitsPerToken(_documents) - 1);
    }

    [Theory]
    [InlineData("echo no memory >&2; exit 3; : {data} {model}", Sample, null, "no memory")]
    [InlineData(Fit, "head -n 1 {model} > {out}; : {count}", null, "sample wrote 1 lines instead of 3")]
    [InlineData(Fit, Sample, "echo '{\"bits\": -1}' > {out}; : {model} {data}", "score wrote a record without a \"bits\"")]
    [InlineData(Fit, Sample, "sleep 30; : {model} {data} {out}", "took longer than 1 s")]
    [InlineData(Fit, "yes '{\"text\": \"\"}' | head -n {count} > {out}; : {model}", null, "wrote 0 words")]
    public void What_goes_wrong_is_told(string fit, string sample, string? score, string expected)
    {
        UserErrorException e = Assert.Throws<UserErrorException>(() =>
        {
            using IProxyModel model = Model(fit, sample, score);
            _ = model.Write([5, 5, 5], TokenChoice.Unbiased, new Prng(new RunSeed(1)));
            _ = model.Bits(_documents);
        });
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_that_see_another_number_of_words_are_not_taken_for_one_another()
    {
        Assert.Equal(Proxy(Fit, Sample).Key, Proxy(Fit, Sample).Key);
        Assert.NotEqual(Proxy(Fit, Sample).Key, Proxy(Fit, Sample, words: 45).Key);
    }

    [Fact]
    public void A_decoder_that_its_command_cannot_follow_is_refused_and_one_that_it_can_is_passed_on()
    {
        using IProxyModel deaf = Model(Fit, Sample), listening = Model(Fit, "yes '{\"text\": \"t {temperature}\"}' | head -n {count} > {out}; : {model}");
        var cold = new TokenChoice { Temperature = 0.5 };

        Assert.Contains("{temperature}", Assert.Throws<UserErrorException>(() => deaf.Write([1], cold, new Prng(new RunSeed(1)))).Message, StringComparison.Ordinal);
        Assert.Equal("t 0 5", _pieces.Text(listening.Write([1], cold, new Prng(new RunSeed(1)))[0]));
    }

    [Fact]
    public void A_command_is_killed_when_the_run_is_stopped()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        ExternalProxy proxy = Proxy("sleep 30; : {data} {model}", Sample, limit: 60);

        Assert.Throws<OperationCanceledException>(() => proxy.Fit(_documents, [1, 1, 1], new Prng(new RunSeed(1)), stop.Token));
    }

    private IProxyModel Model(string fit, string sample, string? score = null, int[]? copies = null) =>
        Proxy(fit, sample, score).Fit(_documents, copies ?? [1, 1, 1], new Prng(new RunSeed(1)));

    private ExternalProxy Proxy(string fit, string sample, string? score = null, int limit = 1, long words = 9)
    {
        ExternalCommand Command(string name, string text) => new(name, text, TimeSpan.FromSeconds(limit));
        var commands = new ExternalProxyCommands(Command("fit", fit), Command("sample", sample), score is null ? null : Command("score", score));
        commands.Check();
        return new ExternalProxy("test", commands, Environment.CurrentDirectory, _pieces, _originals, words);
    }
}
