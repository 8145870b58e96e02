using System.Text;
using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at CSV.</summary>
internal static class CsvLook
{
    private const int MaxRecordBytes = 16 << 20;

    /// <summary>Looks at a file from its start.</summary>
    /// <param name="file">The file.</param>
    /// <param name="quota">Records to look at.</param>
    /// <param name="profile">Where they go.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    /// <exception cref="ShardFormatException">It has no header line.</exception>
    public static FileLook Look(CandidateFile file, int quota, RecordProfile profile, CancellationToken cancellationToken)
    {
        FileStream opened = CorpusFile.Open(file.FullPath, file.PolicyPath);
        byte delimiter = file.Name.Contains(".tsv", StringComparison.OrdinalIgnoreCase) ? (byte)'\t' : (byte)',';
        using var source = new CsvRecordSource(Decompressed.Open(opened), delimiter, MaxRecordBytes);
        if (!source.MoveNext() || source.Fault is not null || StrictUtf8.FirstInvalid(source.Record) >= 0)
        {
            throw new ShardFormatException(new SourceLine(file.PolicyPath, 1), "this is no line of column names in UTF-8.", "Write it as the first line of the file.");
        }

        string[] header = [.. source.Fields.Select(field => TextOf(source, field))];
        long start = opened.Position;
        long records = 0;
        long recordBytes = 0;
        bool isWhole = false;
        while (records < quota)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!source.MoveNext())
            {
                isWhole = true;
                break;
            }

            records++;
            recordBytes += source.RecordBytes + 1;
            AddRecord(file, source, header, profile);
        }

        // The source reads ahead: of a plain file the records themselves tell how far.
        bool isPlain = !file.Suffix.EndsWith("gz", StringComparison.OrdinalIgnoreCase) && !file.Suffix.EndsWith("zst", StringComparison.OrdinalIgnoreCase);
        long bytes = isWhole ? file.Bytes : isPlain ? recordBytes : Math.Max(opened.Position, start);
        return new FileLook(records, bytes, isWhole, isWhole ? records : null);
    }

    private static void AddRecord(CandidateFile file, CsvRecordSource source, string[] header, RecordProfile profile)
    {
        RecordProblem? problem = source.Fault
            ?? (StrictUtf8.FirstInvalid(source.Record) is >= 0 and var index ? CsvProblems.DamagedUtf8(source.Record[index], index) : null)
            ?? (source.Fields.Count != header.Length ? CsvProblems.FieldCount(source.Fields.Count, header.Length) : null);
        if (problem is not null)
        {
            profile.AddBad(new SourceLine(file.PolicyPath, source.LineNumber).ToString(), problem);
            return;
        }

        profile.BeginRecord();
        for (int column = 0; column < header.Length; column++)
        {
            CsvField field = source.Fields[column];
            bool isMissing = field.Length == 0 && !field.IsQuoted;
            if (header[column].Length > 0)
            {
                profile.Add(header[column], isMissing ? FieldKind.Missing : FieldKind.Text, Encoding.UTF8.GetBytes(TextOf(source, field)));
            }
        }
    }

    private static string TextOf(CsvRecordSource source, CsvField field)
    {
        string text = Encoding.UTF8.GetString(source.Record.Slice(field.Start, field.Length));
        return field.HasDoubledQuotes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }
}
