using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class CorpusFormatsTests
{
    [Theory]
    [InlineData("a.jsonl", CorpusFormat.Jsonl)]
    [InlineData("a.ndjson", CorpusFormat.Jsonl)]
    [InlineData("a.JSON", CorpusFormat.Jsonl)]
    [InlineData("a.jsonl.gz", CorpusFormat.JsonlGzip)]
    [InlineData("a.jsonl.zst", CorpusFormat.JsonlZstandard)]
    [InlineData("x/a.b.parquet", CorpusFormat.Parquet)]
    [InlineData("a.csv", CorpusFormat.Csv)]
    [InlineData("a.tsv", CorpusFormat.Csv)]
    [InlineData("a.csv.gz", CorpusFormat.Csv)]
    [InlineData("a.csv.zst", CorpusFormat.Csv)]
    [InlineData("a.txt", CorpusFormat.Text)]
    [InlineData("a.md", CorpusFormat.Text)]
    [InlineData("a.gz", null)]
    [InlineData("a.txt.gz", null)]
    [InlineData("jsonl", null)]
    public void The_name_tells_the_format(string path, CorpusFormat? format) => Assert.Equal(format, CorpusFormats.Detect(path));

    [Fact]
    public void A_folder_is_text() => Assert.Equal(CorpusFormat.Text, CorpusFormats.Detect(Path.GetTempPath()));
}
