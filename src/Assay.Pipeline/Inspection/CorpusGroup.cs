using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Files that make one source.</summary>
internal sealed record CorpusGroup
{
    /// <summary>The source's name, unlike that of any other.</summary>
    public required string Name { get; init; }

    /// <summary>What the policy names: a file, a glob, or a list of files where no glob means exactly these.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The files, in ordinal order.</summary>
    public required IReadOnlyList<CandidateFile> Files { get; init; }

    /// <summary>Names of files that the glob takes in although they were left out: nothing shorter leaves them out too.</summary>
    public IReadOnlyList<string> TakenIn { get; init; } = [];

    /// <summary>How they are stored.</summary>
    public CorpusFormat Format => Files[0].Format;

    /// <summary>Whether the policy must state the format.</summary>
    public bool StatesFormat => !Files[0].NameTells;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);
}
