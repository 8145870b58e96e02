using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>A file that seems to hold documents.</summary>
internal sealed record CandidateFile
{
    /// <summary>Full path.</summary>
    public required string FullPath { get; init; }

    /// <summary>The path as the policy will name it: relative to the policy's folder, with forward slashes.</summary>
    public required string PolicyPath { get; init; }

    /// <summary>How it is stored.</summary>
    public required CorpusFormat Format { get; init; }

    /// <summary>Whether its name tells the format; otherwise the policy has to.</summary>
    public required bool NameTells { get; init; }

    /// <summary>Bytes on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>Steps of the path that belong to the folder the user pointed at; sources never reach above it.</summary>
    public required int RootSteps { get; init; }

    /// <summary>The steps of the path without the file's own name.</summary>
    public IReadOnlyList<string> FolderSteps => PolicyPath.Split('/')[..^1];

    /// <summary>The file's own name.</summary>
    public string Name => PolicyPath[(PolicyPath.LastIndexOf('/') + 1)..];

    /// <summary>The end of the name that tells the format (<c>.jsonl.gz</c>); otherwise its extension, which may be empty.</summary>
    public string Suffix
    {
        get
        {
            for (int dot = Name.LastIndexOf('.'); dot >= 0; dot = dot == 0 ? -1 : Name.LastIndexOf('.', dot - 1))
            {
                if (CorpusFormats.Detect(Name[dot..]) is not null)
                {
                    return Name[dot..];
                }
            }

            return Path.GetExtension(Name);
        }
    }

    /// <summary>The name without its suffix.</summary>
    public string Stem => Name[..^Suffix.Length];
}
