using System.IO.Compression;
using System.Text;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Inspection;

namespace Assay.Tests.Pipeline.Inspection;

public class FormatSnifferTests
{
    private const string Record = "{\"text\": \"hello\"}\n";

    [Theory]
    [InlineData("a.jsonl", Record, CorpusFormat.Jsonl, true)]
    [InlineData("a.ndjson", "\uFEFF\n" + Record, CorpusFormat.Jsonl, true)]
    [InlineData("a.json", Record, CorpusFormat.Jsonl, true)]
    [InlineData("a.dump", Record, CorpusFormat.Jsonl, false)]
    [InlineData("a", Record + "{\"cut", CorpusFormat.Jsonl, false)]
    [InlineData("a.csv", "id,text\n1,hello\n", CorpusFormat.Csv, true)]
    [InlineData("a.tsv", "id\ttext\n1\thello\n", CorpusFormat.Csv, true)]
    [InlineData("a.txt", "{ not json", CorpusFormat.Text, true)]
    [InlineData("A.JSONL", Record, CorpusFormat.Jsonl, true)]
    public void Name_and_content_tell_the_format(string name, string content, CorpusFormat format, bool nameTells)
    {
        SniffedFormat sniffed = Sniff(name, Encoding.UTF8.GetBytes(content));

        Assert.Equal((format, nameTells), (sniffed.Format, sniffed.NameTells));
    }

    [Theory]
    [InlineData("a.jsonl", "", "empty")]
    [InlineData("a.json", "[{\"text\": \"hello\"}]", "one JSON array; `jq -c '.[]' FILE` writes it an object a line")]
    [InlineData("a.json", "{\n  \"text\": \"hello\"\n}\n", "JSON spread over lines; `jq -c . FILE` writes an object a line")]
    [InlineData("a.jsonl", "hello\n", "no JSON objects, one a line")]
    [InlineData("a.parquet", "hello\n", "no Parquet file, or its start is missing")]
    [InlineData("a.jsonl.gz", Record, "compressed by name but not by content; rename")]
    [InlineData("a.txt", "a\0b", "binary")]
    [InlineData("a.py", "print()", "neither name nor content tells that there are documents")]
    [InlineData("a.conf", "{ a: 1 }\n", "neither name nor content tells that there are documents")]
    public void What_holds_no_documents_is_told_in_a_few_words(string name, string content, string why)
    {
        SniffedFormat sniffed = Sniff(name, Encoding.UTF8.GetBytes(content));

        Assert.Null(sniffed.Format);
        Assert.Equal(why, sniffed.Why);
    }

    [Fact]
    public void Content_goes_before_the_name()
    {
        Assert.Equal((CorpusFormat.JsonlGzip, false), Told("a.jsonl", Gzip(Record)));
        Assert.Equal((CorpusFormat.JsonlGzip, true), Told("a.jsonl.gz", Gzip(Record)));
        Assert.Equal((CorpusFormat.Csv, true), Told("a.csv.gz", Gzip("id,text\n1,hello\n")));
        Assert.Equal((CorpusFormat.Parquet, false), Told("a.data", "PAR1...."u8.ToArray()));
        Assert.Null(Sniff("a.gz", Gzip("plain")).Format);
        Assert.Equal("not UTF-8", Sniff("a.txt", [0xE9, (byte)'a']).Why);
        Assert.Equal("this file is UTF-16", Sniff("a.txt", [0xFF, 0xFE, (byte)'a', 0]).Why);
        Assert.True(Sniff("LICENSE", "Permission is granted."u8.ToArray()).IsPlainText);
    }

    [Fact]
    public void A_gzip_file_cut_off_after_its_first_records_is_still_recognised()
    {
        byte[] whole = Gzip(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{{\"text\": \"{i} {(i * 7919L) % 10007}\"}}\n")));

        Assert.Equal(CorpusFormat.JsonlGzip, Sniff("a.jsonl.gz", whole[..(whole.Length / 2)]).Format);
    }

    private static (CorpusFormat?, bool) Told(string name, byte[] content) => (Sniff(name, content).Format, Sniff(name, content).NameTells);

    private static SniffedFormat Sniff(string name, byte[] content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Combine(name), content);
        return FormatSniffer.Sniff(folder.Combine(name));
    }

    private static byte[] Gzip(string text)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
