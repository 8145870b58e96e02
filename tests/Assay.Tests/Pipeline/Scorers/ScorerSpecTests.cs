using Assay.Core.Errors;
using Assay.Core.Language.Scoring;
using Assay.Pipeline.Scorers;

namespace Assay.Tests.Pipeline.Scorers;

public sealed class ScorerSpecTests
{
    private static readonly string[] s_anchor = [.. Enumerable.Range(0, 30).Select(i => string.Join(' ', Enumerable.Range(0, 80).Select(k => $"word{k * (i + 3) % 41}")))];

    [Theory]
    [InlineData("ngram", "2-gram model of the anchor's words, fast-detect-gpt", true)]
    [InlineData("ngram:unit=bytes,order=5,signal=likelihood", "5-gram model of the anchor's bytes, likelihood", true)]
    [InlineData("command:python3 score.py --fast", "the command python3 score.py --fast", false)]
    [InlineData("http://localhost:8000#model=gpt2", "gpt2 at localhost:8000, fast-detect-gpt", false)]
    [InlineData("https://host/api/completions#model=a,second=b,top=20", "a beside b at host, binoculars", false)]
    public void A_scorer_is_what_was_written(string text, string name, bool needsAnchor)
    {
        ScorerSpec spec = ScorerSpec.Parse(text);
        IDocumentScorer scorer = spec.Create(s_anchor);

        Assert.Equal(name, scorer.Name);
        Assert.Equal(needsAnchor, spec.NeedsAnchor);
        Assert.Equal(32, scorer.Id.Length);
        (scorer as IDisposable)?.Dispose();
    }

    [Theory]
    [InlineData("gpt2", "is no scorer")]
    [InlineData("command: ", "names no command")]
    [InlineData("ngram:unit=letters", "unit=letters")]
    [InlineData("ngram:order=0", "order=0")]
    [InlineData("ngram:order=9", "between 1 and 8")]
    [InlineData("ngram:signal=binoculars", "two models")]
    [InlineData("ngram:signal=perplexity", "There is no signal")]
    [InlineData("ngram:ordr=2", "Did you mean \"order\"?")]
    [InlineData("ngram:order", "sets nothing")]
    [InlineData("http://localhost:8000", "The model has no name")]
    [InlineData("http://localhost:8000#model=a,signal=binoculars", "Binoculars needs a second model")]
    [InlineData("http://#model=a", "The address cannot be read")]
    public void What_is_no_scorer_is_refused_with_a_remedy(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<UserErrorException>(() => ScorerSpec.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Scorers_that_answer_differently_have_different_ids()
    {
        string[] written = ["ngram", "ngram:order=3", "ngram:unit=bytes", "ngram:signal=likelihood", "command:a", "command:b", "http://h#model=a", "http://h#model=b", "http://h#model=a,signal=log-rank"];

        Assert.Equal(written.Length, written.Select(text =>
        {
            IDocumentScorer scorer = ScorerSpec.Parse(text).Create(s_anchor);
            (scorer as IDisposable)?.Dispose();
            return scorer.Id;
        }).Distinct().Count());
    }
}
