using Assay.Pipeline.Write;

namespace Assay.Pipeline.Results;

/// <summary>Joins what was decided with what was written.</summary>
internal static class ResultBuilder
{
    /// <summary>The finished result.</summary>
    /// <param name="draft">What was decided; its excerpts stand as <c>shard:row</c>.</param>
    /// <param name="written">What was written.</param>
    /// <param name="expanded">Whether copies stand as documents of their own in the files.</param>
    /// <exception cref="InvalidOperationException">The files do not hold what was decided: a defect of the program.</exception>
    public static MixResult Finish(MixResult draft, WriteResult written, bool expanded)
    {
        long documents = written.Outputs.Sum(file => file.Documents);
        long copies = written.Outputs.Sum(file => file.Copies);
        long tokens = written.Outputs.Sum(file => file.Tokens);
        if (documents != (expanded ? draft.Flow.Written.Copies : draft.Flow.Kept.Documents) || copies != draft.Flow.Written.Copies || tokens != draft.Flow.Written.Tokens)
        {
            throw new InvalidOperationException(
                $"Conservation is broken: {draft.Flow.Kept.Documents} documents ({draft.Flow.Written.Tokens} tokens) were to be written, {documents} ({tokens} tokens) were. Please report this.");
        }

        string Text(DuplicateMember member) => written.Excerpts.GetValueOrDefault(member.Excerpt, "");
        DuplicateExample Filled(DuplicateExample example) => example with
        {
            Kept = example.Kept with { Excerpt = Text(example.Kept) },
            Members = [.. example.Members.Select(member => member with { Excerpt = Text(member) })],
        };
        return draft with
        {
            Duplicates = draft.Duplicates with { Examples = [.. draft.Duplicates.Examples.Select(Filled)] },
            Outputs = written.Outputs,
        };
    }
}
