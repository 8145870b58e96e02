using System.Text;
using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Core.Statistics;

namespace Assay.Tests.Core.Detection;

public sealed class DetectorTests
{
    private static readonly Lazy<Detector> Small = new(() => DetectorTrainer.Train(Corpus(), Options(workers: 1)));

    [Fact]
    public void The_same_documents_and_seed_give_the_same_file_whatever_the_number_of_workers() =>
        Assert.Equal(Small.Value.Save(), DetectorTrainer.Train(Corpus(), Options(workers: 3)).Save());

    [Fact]
    public void A_saved_model_scores_as_before_and_keeps_id_and_card()
    {
        Detector loaded = Detector.Load(Small.Value.Save(), "small.detector");
        LabelledDocument document = Corpus()[7];

        Assert.Equal(Small.Value.Id, loaded.Id);
        Assert.Equal(Small.Value.Card.TrainedOn.Length, loaded.Card.TrainedOn.Length);
        Assert.Equal(Small.Value.Score(document.Utf8.Span, new DetectorScratch()), loaded.Score(document.Utf8.Span, new DetectorScratch()));
    }

    [Fact]
    public void It_tells_unseen_sources_apart_and_its_card_says_so()
    {
        Assert.All(Small.Value.Card.LeaveOneSourceOut, figure => Assert.InRange(figure.Auroc!.Value, 0.9, 1));
        Assert.All(Small.Value.Card.LeaveOneSourceOut, figure => Assert.Equal(101, figure.HumanQuantiles.Length));
        Assert.NotEmpty(Small.Value.Card.CannotSee);
    }

    [Fact]
    public void The_words_that_speak_for_a_machine_are_told_apart_from_those_against()
    {
        byte[] text = Encoding.UTF8.GetBytes("The dog ran home. Furthermore, fostering community ensures significant insight. " + string.Concat(Enumerable.Repeat("valuable rain ", 30)));

        IReadOnlyList<DetectorReason> reasons = Small.Value.Explain(text, new DetectorScratch(), most: 40);

        Assert.True(reasons.Single(r => string.Equals(r.Text, "valuable", StringComparison.Ordinal)) is { LogOdds: > 0, Count: 30 });
        Assert.True(reasons.Single(r => string.Equals(r.Text, "dog", StringComparison.Ordinal)) is { LogOdds: < 0, Count: 1 });
        Assert.Equal(reasons.Count(r => r.LogOdds > 0), reasons.TakeWhile(r => r.LogOdds > 0).Count());
    }

    [Theory]
    [InlineData(0)] // no model at all
    [InlineData(100)]
    [InlineData(-1)]
    public void A_damaged_file_is_refused_by_name(int at)
    {
        byte[] file = Small.Value.Save();
        file[at < 0 ? file.Length - 40 : at] ^= 1;

        UserErrorException error = Assert.Throws<UserErrorException>(() => Detector.Load(file, "ours.detector"));

        Assert.StartsWith("ours.detector: this ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_is_refused() =>
        Assert.Throws<UserErrorException>(() => Detector.Load(Small.Value.Save().AsSpan(0, 20), "ours.detector"));

    [Fact]
    public void One_label_alone_is_refused() =>
        Assert.Throws<UserErrorException>(() => DetectorTrainer.Train([.. Corpus().Where(d => !d.IsMachine)], Options(workers: 1)));

    [Fact]
    public void The_built_in_detector_abstains_below_fifty_words_and_its_scores_do_not_depend_on_the_scratch()
    {
        var scratch = new DetectorScratch();
        string sentence = "In conclusion, it is important to note that technology plays a crucial role in our society and offers numerous benefits. ";
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(sentence, 20)));

        DetectorScore first = Detector.Default.Score(text, scratch);
        DetectorScore shortest = Detector.Default.Score(Encoding.UTF8.GetBytes(sentence), scratch);

        Assert.Equal(first, Detector.Default.Score(text, new DetectorScratch()));
        Assert.Equal(first, Detector.Default.Score(text, scratch));
        Assert.Equal((LengthClass.Full, 400), (first.LengthClass, first.Words));
        Assert.True(double.IsFinite(first.LogOdds));
        Assert.Equal((LengthClass.TooShort, 20), (shortest.LengthClass, shortest.Words));
        Assert.True(double.IsNaN(shortest.LogOdds));
    }

    [Fact]
    public void The_built_in_detector_was_trained_on_what_its_card_lists_under_permissive_licences()
    {
        DetectorCard card = Detector.Default.Card;

        Assert.Equal(NormalText.Name, card.TextForm);
        Assert.All(card.TrainedOn, source => Assert.NotEmpty(source.Licenses));
        Assert.All(card.TrainedOn, source => Assert.Equal(64, source.Sha256.Length));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(250, 1)]
    [InlineData(251, 2)]
    [InlineData(1000, 4)]
    public void Pieces_are_nearly_equal_and_cover_the_document(int words, int pieces)
    {
        Assert.Equal(pieces, ChunkPlan.Count(words));
        int[] sizes = [.. Enumerable.Range(0, pieces).Select(i => ChunkPlan.Start(words, pieces, i + 1) - ChunkPlan.Start(words, pieces, i))];
        Assert.Equal(words, sizes.Sum());
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        Assert.InRange(sizes.Max(), 1, ChunkPlan.MaxWords);
    }

    private static DetectorOptions Options(int workers) => new() { Name = "small", Workers = workers, Trees = new TreeOptions { Trees = 8, Depth = 3 } };

    /// <summary>Three sources of made-up text: people use short words and stops, machines long ones and commas.</summary>
    private static List<LabelledDocument> Corpus()
    {
        var prng = new Prng(new RunSeed(20260101).For("test/detector"));
        string[] human = ["dog", "ran", "home", "we", "saw", "it", "rain", "hill", "old", "then"];
        string[] machine = ["furthermore", "significant", "community", "ensures", "overall", "valuable", "fostering", "insight", "role", "the"];
        List<LabelledDocument> documents = [];
        for (int i = 0; i < 180; i++)
        {
            bool isMachine = i % 2 == 0;
            string source = $"source {i % 3}";
            var text = new StringBuilder();
            for (int word = 0; word < 60; word++)
            {
                string[] own = prng.NextDouble() < 0.7 == isMachine ? machine : human;
                _ = text.Append(prng.NextDouble() < 0.2 ? $"{source[^1]}topic{prng.NextInt32(30)}" : own[prng.NextInt32(own.Length)])
                    .Append(word % 9 == 8 ? ". " : isMachine && word % 4 == 3 ? ", " : " ");
            }

            documents.Add(new LabelledDocument { Utf8 = Encoding.UTF8.GetBytes(text.ToString()), IsMachine = isMachine, Source = source, License = "CC0-1.0" });
        }

        return documents;
    }
}
