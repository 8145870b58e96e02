using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Looks at plain text, a document a file.</summary>
internal static class TextLook
{
    private const int StartBytes = 64 << 10;

    /// <summary>The field that a text file's content is counted under; its name is of no use in a policy.</summary>
    public const string Field = "text";

    /// <summary>Looks at the start of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="profile">Where it goes.</param>
    public static FileLook Look(CandidateFile file, RecordProfile profile)
    {
        using FileStream opened = CorpusFile.Open(file.FullPath, file.PolicyPath);
        byte[] buffer = new byte[StartBytes];
        int length = opened.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> text = length < file.Bytes ? StrictUtf8.TrimCutCharacter(buffer.AsSpan(0, length)) : buffer.AsSpan(0, length);
        RecordProblem? problem = StrictUtf8.FirstInvalid(text) is >= 0 and var index ? TextProblems.DamagedUtf8(text[index], index)
            : text.Contains((byte)0) ? new RecordProblem(BadRecordReason.DamagedUtf8, "the file holds a byte 0: it is no plain text.", "Leave it out.", 1)
            : StrictUtf8.IsBlank(text) && length == file.Bytes ? TextProblems.Empty
            : null;
        if (problem is not null)
        {
            profile.AddBad(file.PolicyPath, problem);
        }
        else
        {
            profile.BeginRecord();
            profile.Add(Field, FieldKind.Text, text);
        }

        return new FileLook(1, file.Bytes, IsWhole: true, Counted: 1);
    }
}
