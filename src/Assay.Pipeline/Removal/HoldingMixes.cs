using System.Text.Json;
using Assay.Pipeline.Engine;
using Assay.Pipeline.Manifests;
using Assay.Pipeline.Results;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Removal;

/// <summary>A mix that holds some of the removed documents.</summary>
/// <param name="Run">Its run folder, relative to the run they are removed from.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Documents">How many of them it holds.</param>
/// <param name="Files">Its files that hold them.</param>
public sealed record HoldingMix(string Run, int Generation, long Documents, IReadOnlyList<HoldingFile> Files);

/// <summary>A file of a mix that holds removed documents.</summary>
/// <param name="Path">Relative to the run folder of its mix.</param>
/// <param name="Documents">How many of them it holds.</param>
public sealed record HoldingFile(string Path, long Documents);

/// <summary>Finds the mixes, of this run and of its parents, whose files hold removed documents.</summary>
internal static class HoldingMixes
{
    /// <summary>Looks into the files of a run and of every run it descends from.</summary>
    public static IReadOnlyList<HoldingMix> Find(RunFolder run, DuckConnection connection, RemovedDocuments removed)
    {
        var found = new List<HoldingMix>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([run.Manifest]);
        while (open.TryDequeue(out string? path))
        {
            if (!seen.Add(path) || !File.Exists(path))
            {
                continue;
            }

            Manifest manifest = JsonSerializer.Deserialize<Manifest>(File.ReadAllBytes(path), ResultJson.Options)!;
            string folder = Path.GetDirectoryName(path)!;
            HoldingFile[] files = [.. manifest.Outputs.Select(file => new HoldingFile(file.Path, Count(connection, Path.Combine(folder, file.Path)))).Where(file => file.Documents > 0)];
            if (files.Length > 0)
            {
                found.Add(new HoldingMix(Path.GetRelativePath(run.Path, folder).Replace('\\', '/'), manifest.Generation, files.Sum(file => file.Documents), files));
            }

            foreach (ParentManifest parent in manifest.Parents)
            {
                open.Enqueue(Path.GetFullPath(Path.Combine(folder, parent.Path)));
            }
        }

        return found;
    }

    private static long Count(DuckConnection connection, string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        string ids = path.EndsWith(".parquet", StringComparison.Ordinal)
            ? $"SELECT id FROM read_parquet({DuckSql.FilePath(path)})"
            : $"SELECT id FROM read_json({DuckSql.FilePath(path)}, format = 'newline_delimited', columns = {{'id': 'VARCHAR'}})";
        return connection.Scalar<long>($"SELECT count(*) FROM ({ids}) WHERE CAST(id AS UUID) IN (SELECT id FROM removed)") ?? 0;
    }
}
