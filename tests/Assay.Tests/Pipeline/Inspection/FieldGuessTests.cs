using System.Text;
using Assay.Pipeline.Inspection;

namespace Assay.Tests.Pipeline.Inspection;

public class FieldGuessTests
{
    private const string Long = "a text of more than one word, as people write them";

    [Theory]
    [InlineData("{\"text\": \"LONG\"}", "text")]
    [InlineData("{\"content\": \"LONG\", \"title\": \"LONG LONG\"}", "content")]
    [InlineData("{\"id\": \"1\", \"Body\": \"LONG\"}", "Body")]
    [InlineData("{\"raw_content\": \"LONG\"}", "raw_content")]
    [InlineData("{\"meta\": {\"text\": \"LONG\"}, \"content\": \"LONG\"}", "content")] // nearer to the top
    [InlineData("{\"doc\": {\"text\": \"LONG\"}}", "doc.text")]
    [InlineData("{\"summary\": \"LONG\", \"lyrics\": \"LONG LONG\"}", "lyrics")] // no known name: the longest prose
    [InlineData("{\"sha\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", \"q\": \"LONG\"}", "q")]
    [InlineData("{\"text\": 7, \"q\": \"LONG\"}", "q")]
    [InlineData("{\"text\": null, \"q\": \"LONG\"}", "q")]
    [InlineData("{\"字\": \"第一章春天来了万物复苏\"}", "字")]
    public void The_text_is_found_by_name_or_by_length(string record, string field) => Assert.Equal(field, Guess(record).Of("text")?.Path);

    [Theory]
    [InlineData("{\"id\": 1}")]
    [InlineData("{\"text\": [\"LONG\"]}")]
    [InlineData("{\"url\": \"https://example.org/a/very/long/address/of/a/page/that/is/no/text\"}")]
    [InlineData("{\"label\": \"human\", \"reviewer\": \"ann\"}")]
    public void Records_without_text_have_none(string record) => Assert.Null(Guess(record).Of("text"));

    [Theory]
    [InlineData("id", "{\"id\": 7}", "id")]
    [InlineData("id", "{\"doc_id\": \"a-7\"}", "doc_id")]
    [InlineData("id", "{\"warcRecordID\": \"a-7\"}", null)] // only one record: that all differ says nothing
    [InlineData("source", "{\"url\": \"https://a.example/b\"}", "url")]
    [InlineData("source", "{\"source\": {\"name\": \"x\"}, \"site\": \"a\"}", "site")]
    [InlineData("origin", "{\"origin\": \"human\"}", "origin")]
    [InlineData("origin", "{\"origin\": \"web\"}", null)]
    [InlineData("origin", "{\"written_by\": \"synthetic\"}", "written_by")]
    [InlineData("origin", "{\"who\": \"mixed\"}", "who")] // by its values
    [InlineData("origin", "{\"status\": \"unknown\"}", null)]
    [InlineData("model", "{\"model_name\": \"m-1\"}", "model_name")]
    [InlineData("model", "{\"model\": {\"name\": \"m\"}}", null)]
    [InlineData("depth", "{\"depth\": 2}", "depth")]
    [InlineData("depth", "{\"depth\": \"3.5 m\"}", null)]
    [InlineData("created", "{\"date\": \"1999-12-31\"}", "date")]
    [InlineData("created", "{\"createdAt\": \"1999-12-31T23:59:59Z\"}", "createdAt")]
    [InlineData("created", "{\"year\": 1999}", "year")]
    [InlineData("created", "{\"timestamp\": 946684799}", null)]
    [InlineData("created", "{\"when\": \"1999-12-31\"}", "when")] // by its values
    [InlineData("created", "{\"pages\": \"1999\"}", null)]
    [InlineData("lang", "{\"meta\": {\"language\": \"de\"}}", "meta.language")]
    [InlineData("license", "{\"licence\": \"CC0-1.0\"}", "licence")]
    public void A_role_goes_to_a_field_of_that_name_and_kind(string role, string record, string? field) =>
        Assert.Equal(field, Guess(record[..^1] + ", \"text\": \"LONG\"}").Of(role)?.Path);

    [Fact]
    public void An_id_is_different_in_every_record()
    {
        string[] records = [.. Enumerable.Range(0, 5).Select(i => $"{{\"id\": {i / 2}, \"warcRecordID\": \"r-{i}\", \"text\": \"LONG\"}}")];

        Assert.Equal("warcRecordID", Guess(records).Of("id")?.Path);
    }

    [Fact]
    public void A_field_has_one_role_at_most()
    {
        FieldGuess guess = Guess("{\"label\": \"human\", \"date\": \"1999-12-31\", \"year\": 1999, \"text\": \"LONG\", \"body\": \"LONG\"}");

        Assert.Distinct(guess.Found.Select(pair => pair.Field));
        Assert.Equal(["text=text", "origin=label", "created=date"], guess.Found.Select(pair => $"{pair.Role}={pair.Field.Path}"));
    }

    [Fact]
    public void A_field_that_would_be_read_by_its_name_alone_is_an_impostor()
    {
        FieldGuess guess = Guess("{\"origin\": \"web\", \"depth\": 2, \"model\": null, \"text\": \"LONG\"}");

        Assert.Equal("origin", guess.Impostor("origin")?.Path);
        Assert.Null(guess.Impostor("depth"));
        Assert.Null(guess.Impostor("model"));
    }

    private static FieldGuess Guess(params string[] records)
    {
        var profile = new RecordProfile();
        foreach (string record in records)
        {
            Assert.Null(profile.AddJson(Encoding.UTF8.GetBytes(record.Replace("LONG", Long, StringComparison.Ordinal))));
        }

        return FieldGuess.From(profile);
    }
}
