using System.Text;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class CsvRecordSourceTests
{
    [Fact]
    public void What_is_written_is_read_however_the_stream_is_cut()
    {
        Gen<string> value = Gen.Elements("", "a", "\"", "\"\"", ",", "\n", "\r\n", " ", "é漢🜚", "long enough to be cut somewhere").ArrayOf().Select(string.Concat);
        Gen<string[][]> table = value.ArrayOf(3).ArrayOf();

        Prop.ForAll(table.ToArbitrary(), Gen.Elements("\n", "\r\n").ToArbitrary(), Gen.Choose(3, 60).ToArbitrary(), (rows, lineEnd, bufferBytes) =>
        {
            string text = string.Concat(rows.Select(r => string.Join(',', r.Select(Quoted)) + lineEnd));
            string[] expected = [.. rows.Select(r => string.Join('|', r))];

            return Read(text, bufferBytes).Select(r => string.Join('|', r.Values)).SequenceEqual(expected)
                && Read(text.TrimEnd('\r', '\n'), bufferBytes).Select(r => string.Join('|', r.Values)).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_split_like_the_slow_reader_does()
    {
        Gen<string> text = Gen.Elements('a', ',', '"', '\n', '\r').ArrayOf().Select(c => new string(c)).Resize(40);

        Prop.ForAll(text.ToArbitrary(), Gen.Choose(3, 20).ToArbitrary(), (t, bufferBytes) =>
        {
            string[] fast = [.. Read(t, bufferBytes).Select(r => $"{r.Line}:{(r.Fault is null ? string.Join('|', r.Values) : "broken")}")];
            return fast.SequenceEqual(SlowRead(t));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Lines_are_counted_through_quoted_line_breaks_and_blank_lines()
    {
        List<ReadCsv> records = Read("a,b\n\"1\n2\r\n3\",x\n\n\r\ny,z", 64);

        Assert.Equal([1L, 2, 7], records.Select(r => r.Line));
        Assert.Equal("1\n2\r\n3", records[1].Values[0]);
    }

    [Fact]
    public void A_record_beyond_the_limit_is_passed_over_and_its_start_shown()
    {
        string text = $"a\n{new string('x', 100)}\nb\n\"{new string('y', 200)}\"\n\"c\"\n\"z\n{new string('z', 60)}\"\nd\n";

        List<ReadCsv> records = Read(text, 8, maxRecordBytes: 50);

        Assert.Equal(["a", "too-long 100", "b", "too-long 202", "c", "broken-csv", "too-long 61", "d"], records.Select(r => r.Fault switch
        {
            null => r.Values[0],
            { Reason: BadRecordReason.TooLong } => $"too-long {r.Bytes}",
            var fault => fault.Reason,
        }));
        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8], records.Select(r => r.Line));
        Assert.All(Read(text, 1000, maxRecordBytes: 202), r => Assert.Null(r.Fault));
    }

    [Fact]
    public void The_limit_does_not_depend_on_what_is_in_the_buffer()
    {
        Gen<string> text = Gen.Elements('a', 'b', ',', '"', '\n', '\r').ArrayOf().Select(c => new string(c)).Resize(60);

        Prop.ForAll(text.ToArbitrary(), Gen.Choose(3, 20).ToArbitrary(), Gen.Choose(0, 12).ToArbitrary(), (t, bufferBytes, limit) =>
            Read(t, bufferBytes, limit).Select(Told).SequenceEqual(Read(t, 1000, limit).Select(Told))).QuickCheckThrowOnFailure();

        static string Told(ReadCsv r) => $"{r.Line} {r.Bytes} {r.Fault?.Reason} {string.Join('|', r.Values)}";
    }

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<ReadCsv> Read(string text, int bufferBytes, int maxRecordBytes = LineSplitter.MaxLineBytes)
    {
        List<ReadCsv> records = [];
        using var source = new CsvRecordSource(new MemoryStream(Encoding.UTF8.GetBytes(text)), (byte)',', maxRecordBytes, bufferBytes);
        while (source.MoveNext())
        {
            byte[] record = source.Record.ToArray();
            string[] values = source.Fault is null ? [.. source.Fields.Select(f => ValueOf(record, f))] : [];
            records.Add(new ReadCsv(source.LineNumber, values, source.Fault, source.RecordBytes));
        }

        return records;
    }

    private static string ValueOf(byte[] record, CsvField field)
    {
        string value = Encoding.UTF8.GetString(record, field.Start, field.Length);
        return field.HasDoubledQuotes ? value.Replace("\"\"", "\"", StringComparison.Ordinal) : value;
    }

    /// <summary>The naive twin: one character after the other.</summary>
    private static List<string> SlowRead(string text)
    {
        List<string> records = [];
        int line = 1;
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            List<string>? values = SlowRecord(text, ref at);
            string record = text[start..at].TrimEnd('\n');
            if (record is not ("" or "\r"))
            {
                records.Add($"{line}:{(values is null ? "broken" : string.Join('|', values))}");
            }

            line += text[start..at].Count(c => c == '\n');
        }

        return records;
    }

    private static List<string>? SlowRecord(string text, ref int at)
    {
        List<string> values = [];
        while (true)
        {
            var value = new StringBuilder();
            int fieldStart = at;
            if (at < text.Length && text[at] == '"')
            {
                at++;
                while (at < text.Length && (text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"')))
                {
                    value.Append(text[at]);
                    at += text[at] == '"' ? 2 : 1;
                }

                bool isClosed = at < text.Length;
                at = isClosed ? at + 1 : fieldStart;
                bool isFollowedWell = isClosed && (text[at..] is "" or "\r" || text[at] is ',' or '\n' || text[at..].StartsWith("\r\n", StringComparison.Ordinal));
                if (!isFollowedWell)
                {
                    int end = text.IndexOf('\n', at);
                    at = end < 0 ? text.Length : end + 1;
                    return null;
                }

                at += at < text.Length && text[at] == '\r' ? 1 : 0;
            }
            else
            {
                while (at < text.Length && text[at] is not (',' or '\n'))
                {
                    value.Append(text[at++]);
                }

                if (at == text.Length || text[at] == '\n')
                {
                    if (value.Length > 0 && value[^1] == '\r')
                    {
                        value.Length--;
                    }
                }
            }

            values.Add(value.ToString());
            if (at == text.Length)
            {
                return values;
            }

            if (text[at++] == '\n')
            {
                return values;
            }
        }
    }

    private sealed record ReadCsv(long Line, string[] Values, RecordProblem? Fault, long Bytes);
}
