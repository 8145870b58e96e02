using System.Text;
using Assay.Core.Detection;
using Assay.Core.Detection.Adaptation;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection.Adaptation;

public sealed class AdaptedDetectorTests
{
    private static readonly string[] s_words =
        "the a of and to in was for on with as by at from river house morning quiet old letters table window friend said walked found small green light road".Split(' ');

    /// <summary>Prose of random words; a hand of its own takes one word in ten from its own few.</summary>
    private static ReadOnlyMemory<byte>[] Texts(string name, int count, string? hand = null)
    {
        string[] own = hand?.Split(' ') ?? [];
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var prng = new Prng(new RunSeed(11).For($"{name}/{i}"));
                var text = new StringBuilder();
                for (int w = 0; w < 120; w++)
                {
                    bool isOwn = own.Length > 0 && prng.NextInt32(10) == 0;
                    _ = text.Append(isOwn ? own[prng.NextInt32(own.Length)] : s_words[prng.NextInt32(s_words.Length)]).Append(w % 12 == 11 ? ". " : " ");
                }

                return (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text.ToString());
            }),
        ];
    }

    private static double[] Scores(AdaptedDetector detector, IEnumerable<ReadOnlyMemory<byte>> texts)
    {
        var scratch = new DetectorScratch();
        return [.. texts.Select(text => detector.Score(text.Span, scratch).Adapted)];
    }

    [Fact]
    public void It_learns_what_parts_the_labels_of_this_source()
    {
        var detector = AdaptedDetector.Train(Detector.Default, Texts("human", 150), Texts("machine", 150, "vellum lantern orchard"), workers: 2)!;
        double[] human = Scores(detector, Texts("more human", 100)), machine = Scores(detector, Texts("more machine", 100, "vellum lantern orchard"));

        Assert.True(RankStatistics.Auroc(human, machine) > 0.99);
        Assert.True(human.Average() < -1 && machine.Average() > 1, $"{human.Average()} {machine.Average()}"); // Log-odds at even odds.
    }

    [Fact]
    public void Known_and_unknown_documents_of_a_label_score_alike()
    {
        ReadOnlyMemory<byte>[] human = Texts("human", 200), machine = Texts("machine", 200, "vellum lantern");
        var detector = AdaptedDetector.Train(Detector.Default, human, machine, workers: 2)!;

        // The chance that an unknown one scores above a known one is a half; standard error √(401/(12·200²)) = .029.
        Assert.InRange(RankStatistics.Auroc(Scores(detector, human), Scores(detector, Texts("new human", 200)))!.Value, 0.5 - 0.116, 0.5 + 0.116);
        Assert.InRange(RankStatistics.Auroc(Scores(detector, machine), Scores(detector, Texts("new machine", 200, "vellum lantern")))!.Value, 0.5 - 0.116, 0.5 + 0.116);
    }

    [Fact]
    public void The_own_score_is_the_detectors()
    {
        var detector = AdaptedDetector.Train(Detector.Default, Texts("human", 120), Texts("machine", 120, "vellum lantern"), workers: 1)!;
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Texts("long", 5).Select(t => Encoding.UTF8.GetString(t.Span)))); // three pieces
        var scratch = new DetectorScratch();

        Assert.Equal(Detector.Default.Score(text, scratch), detector.Score(text, scratch).Own);
        Assert.Equal((LengthClass.TooShort, double.NaN), detector.Score("too short"u8, scratch) is var (own, adapted) ? (own.LengthClass, adapted) : default);
    }

    [Fact]
    public void The_number_of_workers_changes_no_score()
    {
        ReadOnlyMemory<byte>[] human = Texts("human", 110), machine = Texts("machine", 110, "vellum");
        double[] Of(int workers) => Scores(AdaptedDetector.Train(Detector.Default, human, machine, workers)!, human);

        Assert.Equal(Of(1), Of(3));
    }

    [Fact]
    public void Too_few_documents_or_documents_that_begin_alike_teach_nothing()
    {
        ReadOnlyMemory<byte>[] enough = Texts("human", 100);
        Assert.Null(AdaptedDetector.Train(Detector.Default, enough, Texts("machine", 99, "vellum"), workers: 1));
        Assert.Null(AdaptedDetector.Train(Detector.Default, Texts("few", 99, "vellum"), enough, workers: 1));
        Assert.NotNull(AdaptedDetector.Train(Detector.Default, enough, Texts("machine", 100, "vellum"), workers: 1));

        byte[] header = Encoding.UTF8.GetBytes("all rights reserved by the owners of this archive. ");
        ReadOnlyMemory<byte>[] alike = [.. Texts("machine", 100, "vellum").Select(text => (ReadOnlyMemory<byte>)(byte[])[.. header, .. text.Span])];
        Assert.Null(AdaptedDetector.Train(Detector.Default, enough, alike, workers: 1));
    }
}
