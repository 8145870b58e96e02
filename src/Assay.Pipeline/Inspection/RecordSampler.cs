using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at the first few hundred records of a source; at all of them where they are few.</summary>
/// <remarks>
/// Of many files a few are looked at, spread evenly. Of a long file that can be entered anywhere (plain JSONL, Parquet) four places
/// are looked at: a corpus sorted by date would otherwise seem to end early.
/// </remarks>
internal static class RecordSampler
{
    private const int Records = 300;
    private const int Files = 6;
    private const int WholeFiles = 64;
    private const long WholeBytes = 2 << 20;

    /// <summary>Looks at a source.</summary>
    /// <param name="group">Its files.</param>
    /// <param name="cancellationToken">Stops between records.</param>
    public static CorpusSample Look(CorpusGroup group, CancellationToken cancellationToken)
    {
        bool isSmall = group.Files.Count <= WholeFiles && group.Bytes <= WholeBytes;
        IReadOnlyList<CandidateFile> looked = isSmall ? group.Files : Spread(group.Files, group.Format == CorpusFormat.Text ? WholeFiles : Files);
        int quota = isSmall ? int.MaxValue : Math.Max(Records / looked.Count, 1);
        var profile = new RecordProfile();
        List<string> problems = [];
        List<FileLook> looks = [];
        foreach (CandidateFile file in looked)
        {
            try
            {
                looks.Add(Look(file, quota, profile, cancellationToken));
            }
            catch (UserErrorException e)
            {
                problems.Add(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(CorpusFile.Unreadable(file.PolicyPath, e).Message);
            }
        }

        bool isAll = looked.Count == group.Files.Count && problems.Count == 0;
        bool isCounted = isAll && looks.TrueForAll(look => look.Counted is not null);
        return new CorpusSample
        {
            Group = group,
            Profile = profile,
            Documents = group.Format == CorpusFormat.Text ? group.Files.Count : Documents(group, looks, isCounted),
            IsCounted = isCounted || group.Format == CorpusFormat.Text,
            IsWhole = isAll && looks.TrueForAll(look => look.IsWhole),
            Problems = problems,
        };
    }

    private static FileLook Look(CandidateFile file, int quota, RecordProfile profile, CancellationToken cancellationToken) => file.Format switch
    {
        CorpusFormat.Jsonl or CorpusFormat.JsonlGzip or CorpusFormat.JsonlZstandard => JsonlLook.Look(file, quota, profile, cancellationToken),
        CorpusFormat.Csv => CsvLook.Look(file, quota, profile, cancellationToken),
        CorpusFormat.Parquet => ParquetLook.Look(file, quota, profile, cancellationToken),
        _ => TextLook.Look(file, profile),
    };

    private static long? Documents(CorpusGroup group, List<FileLook> looks, bool isCounted)
    {
        if (isCounted)
        {
            return looks.Sum(look => look.Counted!.Value);
        }

        long bytes = looks.Sum(look => look.Bytes);
        long records = looks.Sum(look => look.Counted ?? look.Records);
        return bytes == 0 || records == 0 ? null : (long)Math.Round((double)records / bytes * group.Bytes);
    }

    private static List<CandidateFile> Spread(IReadOnlyList<CandidateFile> files, int count) =>
        files.Count <= count
            ? [.. files]
            : [.. Enumerable.Range(0, count).Select(i => files[(int)((long)i * (files.Count - 1) / (count - 1))])];
}

/// <summary>How far one file was looked at.</summary>
/// <param name="Records">Records looked at, bad ones too.</param>
/// <param name="Bytes">Bytes on disk that hold them; for a counted file all of its bytes.</param>
/// <param name="IsWhole">Whether these are all.</param>
/// <param name="Counted">Records of the file, where they are known.</param>
internal readonly record struct FileLook(long Records, long Bytes, bool IsWhole, long? Counted);
