namespace Assay.Core.Errors;

/// <summary>A place in a user's file, so that an error can be found with an editor.</summary>
/// <param name="Path">The file as the user named it.</param>
/// <param name="Line">Line number, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column number in bytes, from 1; 0 when the line as a whole is meant.</param>
public readonly record struct SourceLine(string Path, long Line = 0, long Column = 0)
{
    /// <summary><c>path:line:column</c>, without the parts that are not known.</summary>
    public override string ToString() =>
        (Line, Column) switch
        {
            (0, _) => Path,
            (_, 0) => $"{Path}:{Line}",
            _ => $"{Path}:{Line}:{Column}",
        };
}
