using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Inspection;

namespace Assay.Tests.Pipeline.Inspection;

public class RecordSamplerTests
{
    private static readonly string Padding = new('x', 900);

    [Fact]
    public void A_small_corpus_is_looked_at_whole_and_counted()
    {
        CorpusSample sample = Look(("x-1.jsonl", "{\"text\": \"one\"}\n\n{\"text\": \"two\", \"n\": 1}\n"), ("x-2.jsonl", "{\"text\": \"three\"}"));

        Assert.Equal((3L, true, true, 3), (sample.Documents!.Value, sample.IsCounted, sample.IsWhole, sample.Profile.Records));
        Assert.Equal(["text:3", "n:1"], sample.Profile.Fields.Select(field => $"{field.Path}:{field.Present}"));
    }

    [Fact]
    public void A_long_file_is_looked_at_in_four_places_so_that_its_last_dates_are_seen()
    {
        CorpusSample sample = Look(("a.jsonl", string.Concat(Enumerable.Range(0, 4000).Select(i => $"{{\"date\": \"{1900 + (i / 40)}-05-01\", \"text\": \"{Padding}\"}}\n"))));
        FieldProfile date = sample.Profile.Fields[0];

        Assert.InRange(sample.Profile.Records, 290, 310);
        Assert.InRange(sample.Documents!.Value, 3900, 4100);
        Assert.Equal((false, false), (sample.IsCounted, sample.IsWhole));
        Assert.Equal("1900-05-01", date.FirstDate);
        Assert.True(date.LastDay >= new DateOnly(1975, 1, 1));
    }

    [Fact]
    public void Of_many_files_the_first_the_last_and_some_between_are_looked_at()
    {
        (string, string)[] files =
        [
            .. Enumerable.Range(0, 100).Select(i => ($"part-{i:D3}.jsonl", string.Concat(Enumerable.Repeat($"{{\"part\": {i}, \"text\": \"{Padding}\"}}\n", 100)))),
        ];

        CorpusSample sample = Look(files);

        Assert.Equal(["0", "19", "39", "59", "79", "99"], sample.Profile.Fields[0].Values.Select(pair => pair.Value).OrderBy(int.Parse));
        Assert.InRange(sample.Documents!.Value, 9900, 10100);
    }

    [Fact]
    public void A_long_gzip_file_is_looked_at_from_its_start_and_its_documents_are_extrapolated()
    {
        // Hashes do not compress, so that the file is long.
        string text = string.Concat(Enumerable.Range(0, 6000).Select(i =>
            $"{{\"text\": \"{string.Join(' ', Enumerable.Range(0, 10).Select(j => Convert.ToBase64String(SHA512.HashData([(byte)j, .. BitConverter.GetBytes(i)]))))}\"}}\n"));
        using var folder = new TemporaryFolder();
        using (var gzip = new GZipStream(File.Create(folder.Combine("a.jsonl.gz")), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        CorpusSample sample = Look(folder);

        Assert.Equal(300, sample.Profile.Records);
        Assert.InRange(sample.Documents!.Value, 4500, 7500);
    }

    [Fact]
    public void Parquet_is_counted_by_its_own_word_and_looked_at_in_four_places()
    {
        using var folder = new TemporaryFolder();
        Copy($"""
            SELECT 'document ' || i AS body, i AS n, DATE '1900-01-01' + i::INTEGER AS day, TIMESTAMP '2020-01-02 03:04:05' AS at,
              struct_pack(lang := CASE WHEN i % 2 = 0 THEN 'en' ELSE 'de' END) AS meta, 'NaN'::DOUBLE AS score, [1, 2] AS list, NULL::VARCHAR AS nothing,
              concat_ws(' ', md5(i::VARCHAR), md5((-i)::VARCHAR), sha256(i::VARCHAR), sha256((-i)::VARCHAR)) AS noise
            FROM range(20000) t(i)
            """, folder.Combine("a.parquet"), "FORMAT parquet");

        CorpusSample sample = Look(folder);
        Dictionary<string, FieldProfile> fields = sample.Profile.Fields.ToDictionary(field => field.Path, StringComparer.Ordinal);

        Assert.Equal((20000L, true, false, 0), (sample.Documents!.Value, sample.IsCounted, sample.IsWhole, sample.Profile.BadRecords));
        Assert.Equal(300, sample.Profile.Records);
        Assert.True(fields["day"].LastDay > new DateOnly(1941, 1, 1));
        Assert.Equal(["de", "en"], fields["meta.lang"].Values.Select(pair => pair.Value).Order(StringComparer.Ordinal));
        Assert.Equal("2020-01-02", fields["at"].FirstDate[..10]);
        Assert.Equal((300, 0), (fields["list"].Structures, fields["nothing"].Present));
    }

    [Fact]
    public void Csv_is_read_with_quotes_and_missing_values()
    {
        CorpusSample sample = Look(("a.csv", "id,text,note\n1,\"two\nlines, \"\"quoted\"\"\",\n2,plain,\"\"\n3,too,many,fields\n"));

        Assert.Equal((2, 1), (sample.Profile.Records, sample.Profile.BadRecords));
        Assert.Equal("a.csv:5: this record has 4 fields, the header has 3.", sample.Profile.FirstProblem);
        Assert.Equal(["two\nlines, \"quoted\"", "plain"], sample.Profile.Fields[1].Values.Select(pair => pair.Value).OrderDescending(StringComparer.Ordinal));
        Assert.Equal(1, sample.Profile.Fields[2].Present); // what is empty in quotes is there, and empty
    }

    [Theory]
    [InlineData("jsonl.zst", "FORMAT json, COMPRESSION zstd")]
    [InlineData("csv.gz", "FORMAT csv, HEADER, COMPRESSION gzip")]
    [InlineData("csv.zst", "FORMAT csv, HEADER, COMPRESSION zstd")]
    [InlineData("tsv", "FORMAT csv, HEADER, DELIMITER '\t'")]
    public void Every_format_gives_the_same_look(string suffix, string format)
    {
        using var folder = new TemporaryFolder();
        Copy("SELECT 'k' || i AS id, 'document number ' || i AS text, 1900 + i AS year FROM range(5) t(i)", folder.Combine($"a.{suffix}"), format);

        CorpusSample sample = Look(folder);

        Assert.Equal((5L, true), (sample.Documents!.Value, sample.IsWhole));
        Assert.Equal(["id:5", "text:5", "year:5"], sample.Profile.Fields.Select(field => $"{field.Path}:{field.Present}"));
        Assert.Equal(("1900", "1904"), (sample.Profile.Fields[2].FirstDate, sample.Profile.Fields[2].LastDate));
    }

    [Fact]
    public void What_cannot_be_read_is_counted_and_the_first_is_shown_with_its_place()
    {
        CorpusSample sample = Look(("a.jsonl", "{\"text\": \"one\"}\n{\"text\": \"cut\n[1]\n{\"text\": \"two\"}\n"));

        Assert.Equal((2, 2), (sample.Profile.Records, sample.Profile.BadRecords));
        Assert.StartsWith("a.jsonl:2:", sample.Profile.FirstProblem, StringComparison.Ordinal);
        Assert.Equal(["text"], sample.Profile.Fields.Select(field => field.Path));
    }

    [Fact]
    public void A_damaged_file_is_a_problem_of_the_source_and_the_others_are_looked_at()
    {
        using var folder = new TemporaryFolder();
        Copy("SELECT 'a document' AS text FROM range(10)", folder.Combine("part-1.parquet"), "FORMAT parquet");
        byte[] cut = [.. File.ReadAllBytes(folder.Combine("part-1.parquet")).SkipLast(30)];
        File.WriteAllBytes(folder.Combine("part-2.parquet"), cut);

        CorpusSample sample = Look(folder);

        Assert.Equal(10, sample.Profile.Records);
        Assert.StartsWith("part-2.parquet: this is not a Parquet file, or its end is missing.", Assert.Single(sample.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_with_keys_without_end_are_looked_at_with_a_limit()
    {
        string record = string.Join(", ", Enumerable.Range(0, 500).Select(i => $"\"k{i}\": {i.ToString(CultureInfo.InvariantCulture)}"));
        CorpusSample sample = Look(("a.jsonl", $"{{\"text\": \"one\", \"a\": {{\"b\": {{\"c\": {{\"d\": {{\"e\": 1}}}}}}}}, {record}}}\n"));

        Assert.Equal(200, sample.Profile.Fields.Count);
        Assert.Equal("a.b.c.d", sample.Profile.Fields[1].Path);
        Assert.Equal(1, sample.Profile.Fields[1].Structures);
    }

    private static CorpusSample Look(params (string Name, string Content)[] files)
    {
        using var folder = new TemporaryFolder("sampler");
        foreach ((string name, string content) in files)
        {
            _ = folder.Write(name, content);
        }

        return Look(folder);
    }

    private static CorpusSample Look(TemporaryFolder folder)
    {
        var finder = new CandidateFinder(folder.Path, folder.Path);
        finder.Add(".");
        CorpusGroup group = Assert.Single(CorpusGrouping.Group(finder.Found, finder.LeftOut, folder.Path));
        return RecordSampler.Look(group, TestContext.Current.CancellationToken);
    }

    private static void Copy(string select, string path, string format)
    {
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        _ = connection.Execute($"COPY ({select}) TO {DuckSql.Text(path)} ({format})");
    }
}
