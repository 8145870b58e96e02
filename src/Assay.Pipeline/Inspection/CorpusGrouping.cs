using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Puts files together that make one source: the parts of a series, or the files of a folder.</summary>
/// <remarks>
/// In a folder, <c>part-1.jsonl, part-2.jsonl</c> are one series; a few series are a source each, many are one source together.
/// Where that gives too many sources, folders are taken together from the deepest up.
/// </remarks>
internal static class CorpusGrouping
{
    private const int MaxSources = 24;
    private const int MaxSeriesInFolder = 8;

    /// <summary>Groups files.</summary>
    /// <param name="files">The files, in ordinal order.</param>
    /// <param name="leftOut">Full paths of files that were looked at and cannot be used: a glob may take them in.</param>
    /// <param name="policyFolder">Full path of the policy's folder.</param>
    public static IReadOnlyList<CorpusGroup> Group(IReadOnlyList<CandidateFile> files, IReadOnlySet<string> leftOut, string policyFolder)
    {
        List<Bundle> bundles = BySeries(files);
        for (int depth = files.Max(file => file.FolderSteps.Count); bundles.Count > MaxSources && depth >= 0; depth--)
        {
            bundles = ByFolder(files, depth);
        }

        IReadOnlyList<string> names = SourceNames.Of(
            [.. bundles.Select(bundle => (bundle.Stem, bundle.FolderSteps, bundle.Files[0].Format.Word))], Path.GetFileName(policyFolder));
        return [.. bundles.Zip(names, (bundle, name) => bundle.Named(name, leftOut, policyFolder))];
    }

    private static List<Bundle> BySeries(IReadOnlyList<CandidateFile> files)
    {
        List<Bundle> bundles = [];
        foreach (Bundle folder in ByFolder(files, int.MaxValue))
        {
            List<Bundle> series =
            [
                .. folder.Files.GroupBy(file => SeriesOf(file.Stem), StringComparer.Ordinal)
                    .Select(group => new Bundle([.. group], folder.FolderSteps, IsWholeFolder: false)),
            ];
            bool isSplit = folder.Files[0].Format != CorpusFormat.Text && series.Count is > 1 and <= MaxSeriesInFolder;
            bundles.AddRange(isSplit ? series : [folder]);
        }

        return bundles;
    }

    /// <summary>One bundle for each folder and ending; folders deeper than a depth go to the one above, but never above what the user pointed at.</summary>
    private static List<Bundle> ByFolder(IReadOnlyList<CandidateFile> files, int depth) =>
    [
        .. files
            .Select(file => (File: file, Folder: file.FolderSteps.Take(Math.Max(file.RootSteps, depth)).ToArray()))
            .GroupBy(pair => (Folder: string.Join('/', pair.Folder), pair.File.Format, pair.File.NameTells, pair.File.Suffix))
            .Select(group => new Bundle([.. group.Select(pair => pair.File)], group.First().Folder, IsWholeFolder: true)),
    ];

    /// <summary>The name with every number replaced: what the parts of a series share.</summary>
    private static string SeriesOf(string stem)
    {
        var series = new System.Text.StringBuilder(stem.Length);
        foreach (char c in stem)
        {
            if (!char.IsAsciiDigit(c))
            {
                _ = series.Append(c);
            }
            else if (series.Length == 0 || series[^1] != '#')
            {
                _ = series.Append('#');
            }
        }

        return series.ToString();
    }

    /// <summary>Files of one source before it has a name.</summary>
    private sealed record Bundle(IReadOnlyList<CandidateFile> Files, IReadOnlyList<string> FolderSteps, bool IsWholeFolder)
    {
        /// <summary>What the names have in common, without the numbers at its end; files of several folders are named after what holds these.</summary>
        public string Stem => Files.Count == 1 ? Files[0].Stem : IsDeep ? "" : CommonStart([.. Files.Select(file => file.Stem)]);

        private bool IsDeep => Files.Any(file => file.FolderSteps.Count > FolderSteps.Count);

        /// <summary>The source, its files named in the shortest way.</summary>
        public CorpusGroup Named(string name, IReadOnlySet<string> leftOut, string policyFolder)
        {
            foreach (string glob in Files.Count == 1 ? [] : Globs())
            {
                if (Meant(glob, policyFolder) is { } meant && meant.IsSupersetOf(Files.Select(file => file.FullPath)))
                {
                    meant.ExceptWith(Files.Select(file => file.FullPath));
                    if (meant.IsSubsetOf(leftOut))
                    {
                        return new CorpusGroup { Name = name, Paths = [glob], Files = Files, TakenIn = [.. meant.Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] };
                    }
                }
            }

            return new CorpusGroup { Name = name, Paths = [.. Files.Select(file => file.PolicyPath)], Files = Files };
        }

        private string[] Globs()
        {
            string folder = string.Concat(FolderSteps.Select(step => Escape(step) + "/"));
            string suffix = Escape(Files[0].Suffix);
            string stem = Escape(Stem);
            return IsDeep ? [$"{folder}**/*{suffix}"]
                : IsWholeFolder ? [$"{folder}*{suffix}", $"{folder}{stem}*{suffix}"]
                : [$"{folder}{stem}*{suffix}", $"{folder}{stem}[0-9]*{suffix}"];
        }

        private static string CommonStart(string[] stems)
        {
            int length = 0;
            while (length < stems.Min(stem => stem.Length) && stems.All(stem => stem[length] == stems[0][length]))
            {
                length++;
            }

            // Half of a character written as two is no name.
            string start = length > 0 && char.IsHighSurrogate(stems[0][length - 1]) ? stems[0][..(length - 1)] : stems[0][..length];
            return start.TrimEnd("0123456789".ToCharArray());
        }

        private static string Escape(string step) =>
            step.AsSpan().IndexOfAny("*?[") < 0 ? step : string.Concat(step.Select(c => c is '*' or '?' or '[' ? $"[{c}]" : c.ToString()));

        private static HashSet<string>? Meant(string glob, string policyFolder)
        {
            var finder = new FileFinder("", policyFolder);
            try
            {
                finder.Add(glob);
            }
            catch (UserErrorException)
            {
                return null; // Braces in a name, a folder that cannot be read: the files are listed instead.
            }

            return finder.Found.Select(file => Path.GetFullPath(file.FullPath)).ToHashSet(StringComparer.Ordinal);
        }
    }
}
