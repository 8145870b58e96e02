using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>Cuts a source into shards: units of work that fit into a few minutes of one worker.</summary>
/// <remarks>
/// <para>A path is a file, a folder (all files in it, at any depth, whose kind is known; text files only where there is nothing
/// else), or a glob with <c>* ? [a-z] [!a-z] ** {a,b}</c>. Plain JSONL is cut into byte ranges at multiples of the shard size, so that
/// appending to a file changes its last shard only; Parquet into runs of row groups; text files are taken together up to the
/// shard size; what is compressed, and CSV, cannot be cut.</para>
/// </remarks>
public static class ShardPlanner
{
    /// <summary>About how many bytes a shard covers: 256 MB.</summary>
    public const long DefaultShardBytes = 256L << 20;

    /// <summary>Plans a source.</summary>
    /// <param name="source">Where its files lie.</param>
    /// <returns>The shards: the same for the same files, whatever the machine.</returns>
    /// <exception cref="UserErrorException">A path leads to no file, or a file's format is unknown or the file cannot be read.</exception>
    public static ShardPlan Plan(CorpusSource source) =>
        Plan(source, static (path, displayPath) => ParquetLayout.Inspect(path, displayPath).RowGroups);

    /// <param name="source">Where its files lie.</param>
    /// <param name="inspect">Row groups of a Parquet file by full and display path.</param>
    internal static ShardPlan Plan(CorpusSource source, Func<string, string, IReadOnlyList<RowGroupSize>> inspect)
    {
        if (source.ShardBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(source), source.ShardBytes, "A shard covers 1 byte or more.");
        }

        var finder = new FileFinder(source.Name, source.BaseFolder, source.PathRemedy);
        foreach (string path in source.Paths)
        {
            finder.Add(path);
        }

        List<string> notes = [.. finder.Runs.Select(run => $"source \"{source.Name}\": the run folder {run} is left out; to read its mix, name {run}/mix.")];
        List<(FoundFile File, CorpusFormat Format)> files = Classify(source, finder.Found, notes);
        List<Shard> shards = [.. ShardsOfText(source, files)];
        foreach ((FoundFile file, CorpusFormat format) in files.Where(f => f.Format != CorpusFormat.Text))
        {
            shards.AddRange(ShardsOf(source, file, format, inspect));
        }

        AddNoteOnWholeFiles(shards, source, notes);
        return new ShardPlan(
            [.. shards.OrderBy(s => s.DisplayPath, StringComparer.Ordinal).ThenBy(s => s.Start).ThenBy(s => s.Files is [var first, ..] ? first : "", StringComparer.Ordinal)],
            notes);
    }

    private static List<(FoundFile File, CorpusFormat Format)> Classify(CorpusSource source, IEnumerable<FoundFile> found, List<string> notes)
    {
        List<(FoundFile File, CorpusFormat? Format)> files =
            [.. found.Select(f => (f, source.Format is { } stated ? CorpusFormats.Resolve(stated, f.Relative) : CorpusFormats.Detect(f.Relative)))];
        foreach ((FoundFile file, CorpusFormat? format) in files)
        {
            if (format is null && !file.IsOfFolder)
            {
                throw new UserErrorException(
                    new SourceLine(file.DisplayPath),
                    "the name of this file does not tell its format.",
                    $"State the source's `format` in the policy, or let the name end in one of {CorpusFormats.KnownSuffixes}.");
            }
        }

        // A README beside data files is no document.
        bool hasData = files.Any(f => f.File.IsOfFolder && f.Format is not (null or CorpusFormat.Text));
        List<(FoundFile File, CorpusFormat Format)> taken = [];
        List<string> leftOut = [];
        foreach ((FoundFile file, CorpusFormat? format) in files)
        {
            if (format is { } known && !(file.IsOfFolder && hasData && known == CorpusFormat.Text))
            {
                taken.Add((file, known));
            }
            else
            {
                leftOut.Add(file.DisplayPath);
            }
        }

        leftOut.Sort(StringComparer.Ordinal);
        if (taken.Count == 0)
        {
            throw new UserErrorException(
                $"source \"{source.Name}\": no file in {string.Join(", ", source.Paths)} has a known format.",
                $"State the source's `format` in the policy, or let the names end in one of {CorpusFormats.KnownSuffixes}.");
        }

        if (leftOut.Count > 0)
        {
            notes.Add(leftOut.Count == 1
                ? $"{leftOut[0]} is left out: its name does not tell that it holds data."
                : $"{leftOut.Count:N0} files are left out, because their names do not tell that they hold data: {leftOut[0]} and others.");
        }

        return taken;
    }

    private static List<Shard> ShardsOf(
        CorpusSource source, FoundFile file, CorpusFormat format, Func<string, string, IReadOnlyList<RowGroupSize>> inspect)
    {
        using FileStream opened = CorpusFile.Open(file.FullPath, file.DisplayPath); // Better now than after hours of work.
        var whole = new Shard
        {
            SourceName = source.Name,
            Path = file.FullPath,
            DisplayPath = file.DisplayPath,
            Format = format,
            Bytes = opened.Length,
            Fields = source.Fields,
        };
        return format switch
        {
            CorpusFormat.Jsonl => CutBytes(whole, source.ShardBytes),
            CorpusFormat.Parquet => CutRows(whole, inspect(file.FullPath, file.DisplayPath), source.ShardBytes),
            _ => [whole],
        };
    }

    private static List<Shard> CutBytes(Shard whole, long shardBytes)
    {
        List<Shard> shards = [];
        for (long start = 0; start < whole.Bytes && whole.Bytes > shardBytes; start += shardBytes)
        {
            long end = Math.Min(start + shardBytes, whole.Bytes);
            shards.Add(whole with { Start = start, End = end, Bytes = end - start });
        }

        return shards.Count == 0 ? [whole] : shards;
    }

    private static List<Shard> CutRows(Shard whole, IReadOnlyList<RowGroupSize> rowGroups, long shardBytes)
    {
        List<Shard> shards = [];
        long start = 0;
        long rows = 0;
        long bytes = 0;
        foreach (RowGroupSize group in rowGroups)
        {
            if (rows > 0 && bytes + group.Bytes > shardBytes)
            {
                shards.Add(whole with { Start = start, End = start + rows, Bytes = bytes });
                (start, rows, bytes) = (start + rows, 0, 0);
            }

            rows += group.Rows;
            bytes += group.Bytes;
        }

        if (shards.Count == 0)
        {
            return [whole];
        }

        shards.Add(whole with { Start = start, End = start + rows, Bytes = bytes });
        return shards;
    }

    private static IEnumerable<Shard> ShardsOfText(CorpusSource source, List<(FoundFile File, CorpusFormat Format)> files)
    {
        IEnumerable<IGrouping<(string Root, string Display), FoundFile>> folders = files
            .Where(f => f.Format == CorpusFormat.Text)
            .Select(f => f.File)
            .GroupBy(f => (f.Root, f.RootDisplay));
        foreach (IGrouping<(string Root, string Display), FoundFile> folder in folders)
        {
            List<string> run = [];
            long bytes = 0;
            Shard Take() => new()
            {
                SourceName = source.Name,
                Path = folder.Key.Root,
                DisplayPath = folder.Key.Display,
                Format = CorpusFormat.Text,
                Files = [.. run],
                Bytes = bytes,
                Fields = source.Fields,
            };
            foreach (FoundFile file in folder.OrderBy(f => f.Relative, StringComparer.Ordinal))
            {
                long length = CorpusFile.Guard(file.DisplayPath, () => new FileInfo(file.FullPath).Length);
                if (run.Count > 0 && bytes + length > source.ShardBytes)
                {
                    yield return Take();
                    run.Clear();
                    bytes = 0;
                }

                run.Add(file.Relative);
                bytes += length;
            }

            yield return Take();
        }
    }

    private static void AddNoteOnWholeFiles(List<Shard> shards, CorpusSource source, List<string> notes)
    {
        // A small file is one unit of work anyway; only a large one is worth a word.
        List<Shard> whole = [.. shards.Where(s => s.Bytes > source.ShardBytes && s.Format is (CorpusFormat.JsonlGzip or CorpusFormat.JsonlZstandard or CorpusFormat.Csv))];
        if (whole.Count == 0)
        {
            return;
        }

        Shard largest = whole.MaxBy(s => s.Bytes)!;
        string files = whole.Count == 1 ? largest.DisplayPath : $"{whole.Count:N0} files (the largest is {largest.DisplayPath})";
        string verb = whole.Count == 1 ? "is" : "are";
        notes.Add(
            $"source \"{source.Name}\": {files} {verb} compressed or CSV and cannot be cut: each file is read by one worker, and from its start " +
            $"again after an interruption. Plain JSONL and Parquet are cut into parts of about {source.ShardBytes >> 20:N0} MB.");
    }
}
