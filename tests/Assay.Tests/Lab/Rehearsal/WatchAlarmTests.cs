using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Tests.Lab.Rehearsal;

public sealed class WatchAlarmTests
{
    private static readonly RehearsalCorpus s_corpus = RehearsalSample.Corpus(human: 600);

    [Fact]
    public void With_too_little_held_out_there_is_no_answer_and_the_reason()
    {
        var alarm = new WatchAlarm([.. s_corpus.HeldOut.Take(100)], 0.01, new RunSeed(1));
        MixesVerdict verdict = alarm.Judge([[.. s_corpus.Texts]]);

        Assert.Equal("Only 100 documents are held out; the alarm needs 128 to know how fresh text varies.", verdict.NoAnswer);
        Assert.Equal(verdict.NoAnswer, alarm.NoAnswer);
        Assert.Null(verdict.Series.First);
    }

    [Fact]
    public void A_mix_that_cannot_be_compared_leaves_the_course_without_an_answer()
    {
        var alarm = new WatchAlarm(s_corpus.HeldOut, 0.01, new RunSeed(1));

        Assert.Null(alarm.NoAnswer);
        Assert.Null(alarm.Judge([s_corpus.Texts, s_corpus.Texts]).NoAnswer);
        Assert.StartsWith("The mix of generation 2 has 90 documents", alarm.Judge([s_corpus.Texts, [.. s_corpus.Texts.Take(90)]]).NoAnswer, StringComparison.Ordinal);
        Assert.EndsWith("sizes too far apart to compare.", alarm.Judge([[.. s_corpus.Texts.Take(200).Select(text => text[..3])]]).NoAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_rings_has_answered()
    {
        var alarm = new WatchAlarm(s_corpus.HeldOut, 0.01, new RunSeed(1));
        int[][] flat = [.. s_corpus.Texts.Select(text => text.Select(word => word % 20).ToArray())];

        MixesVerdict verdict = alarm.Judge([flat, [.. flat.Take(90)]]);

        Assert.Equal(0, verdict.Series.First);
        Assert.Null(verdict.NoAnswer);
    }
}
