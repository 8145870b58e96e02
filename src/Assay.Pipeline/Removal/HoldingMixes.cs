using System.Text.Json;
using Assay.Core.Errors;
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
/// <param name="run">The run they are removed from.</param>
/// <param name="connection">A database with the tables of <see cref="RemovedDocuments"/>.</param>
/// <param name="progress">Told what is not there to be looked at.</param>
internal sealed class HoldingMixes(RunFolder run, DuckConnection connection, IRunProgress progress)
{
    /// <summary>Looks into the files of the run and of every run it descends from; the ids found go to the table <c>held</c>.</summary>
    /// <exception cref="UserErrorException">A manifest cannot be read.</exception>
    public IReadOnlyList<HoldingMix> Find()
    {
        var found = new List<HoldingMix>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([run.Manifest]);
        while (open.TryDequeue(out string? path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            if (!File.Exists(path))
            {
                Unseen(path);
                continue;
            }

            WrittenMix mix = Read(path);
            string folder = Path.GetDirectoryName(path)!;
            HoldingFile[] files = [.. mix.Outputs.Select(file => new HoldingFile(file.Path, Count(Path.Combine(folder, file.Path)))).Where(file => file.Documents > 0)];
            if (files.Length > 0)
            {
                found.Add(new HoldingMix(Path.GetRelativePath(run.Path, folder).Replace('\\', '/'), mix.Generation, files.Sum(file => file.Documents), files));
            }

            foreach (ParentManifest parent in mix.Parents)
            {
                open.Enqueue(Path.GetFullPath(Path.Combine(folder, parent.Path)));
            }
        }

        return found;
    }

    private static WrittenMix Read(string path)
    {
        JsonException? cause = null;
        try
        {
            if (JsonSerializer.Deserialize<WrittenMix>(File.ReadAllBytes(path), ResultJson.Options) is { Parents: not null, Outputs: not null } mix)
            {
                return mix;
            }
        }
        catch (JsonException e)
        {
            cause = e;
        }

        throw new UserErrorException(
            new SourceLine(path), "this is no manifest that can be read, so nobody knows whether its mix holds what is removed.", "Put back the manifest that `assay mix` wrote there.", cause);
    }

    private long Count(string path)
    {
        if (!File.Exists(path))
        {
            Unseen(path);
            return 0;
        }

        string ids = path.EndsWith(".parquet", StringComparison.Ordinal)
            ? $"SELECT id FROM read_parquet({DuckSql.FilePath(path)})"
            : $"SELECT id FROM read_json({DuckSql.FilePath(path)}, format = 'newline_delimited', columns = {{'id': 'VARCHAR'}})";
        _ = connection.Execute($"CREATE OR REPLACE TABLE found AS SELECT CAST(id AS UUID) AS id FROM ({ids}) WHERE CAST(id AS UUID) IN (SELECT id FROM removed)");
        _ = connection.Execute("INSERT INTO held SELECT DISTINCT id FROM found");
        return connection.Scalar<long>("SELECT count(*) FROM found") ?? 0;
    }

    private void Unseen(string path) =>
        progress.Note($"{Path.GetRelativePath(run.Path, path).Replace('\\', '/')} is not there any more; whether it held what is removed is not known.");

    /// <summary>What is read of a manifest: little, so that those of other versions can be read too.</summary>
    private sealed record WrittenMix(int Generation, IReadOnlyList<ParentManifest> Parents, IReadOnlyList<OutputFile> Outputs);
}
