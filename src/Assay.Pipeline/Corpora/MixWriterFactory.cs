using System.Collections.Immutable;
using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Creates the writer of a format.</summary>
public static class MixWriterFactory
{
    /// <summary>Creates a writer; files appear with the first document.</summary>
    /// <param name="format">The format.</param>
    /// <param name="folder">Full path of the folder for the files; created when absent.</param>
    /// <param name="baseName">Start of their names: <c>{baseName}-000.{format}</c>, <c>{baseName}-001.{format}</c>, …</param>
    /// <param name="targetBytes">A file ends with the document that takes it past this many bytes before compression; 1 or more.</param>
    /// <param name="keep">Fields to keep: those of all sources, each once.</param>
    /// <param name="relativeFolder">The folder relative to the run folder, with forward slashes, as manifests name it.</param>
    /// <exception cref="UserErrorException">Two kept fields would share a column.</exception>
    public static MixWriter Create(
        OutputFormat format, string folder, string baseName, long targetBytes, ImmutableArray<string> keep, string relativeFolder) => format switch
        {
            OutputFormat.Jsonl or OutputFormat.JsonlGzip => new JsonlMixWriter(folder, baseName, targetBytes, keep, relativeFolder, format),
            OutputFormat.JsonlZstandard => new ZstandardMixWriter(folder, baseName, targetBytes, keep, relativeFolder),
            OutputFormat.Parquet => new ParquetMixWriter(folder, baseName, targetBytes, keep, relativeFolder),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no writer for this format."),
        };
}
