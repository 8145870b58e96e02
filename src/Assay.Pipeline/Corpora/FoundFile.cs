namespace Assay.Pipeline.Corpora;

/// <summary>A file that a path of the policy led to.</summary>
/// <param name="Root">The folder that the path named before its first wildcard: full path.</param>
/// <param name="RootDisplay">The same as the user wrote it; <c>.</c> for the policy's folder.</param>
/// <param name="Relative">The file, relative to the root, with forward slashes.</param>
/// <param name="IsOfFolder">Whether the path named a whole folder, so that files of unknown kinds may be left out.</param>
internal sealed record FoundFile(string Root, string RootDisplay, string Relative, bool IsOfFolder = false)
{
    /// <summary>Full path.</summary>
    public string FullPath => Path.Combine(Root, Relative);

    /// <summary>The path as messages show it.</summary>
    public string DisplayPath => string.Equals(RootDisplay, ".", StringComparison.Ordinal) ? Relative : $"{RootDisplay.TrimEnd('/')}/{Relative}";
}
