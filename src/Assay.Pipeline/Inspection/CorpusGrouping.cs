using Assay.Core.Errors;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Inspection;

/// <summary>Puts files together that make one source: the parts of a series, or the files of a folder.</summary>
/// <remarks>
/// <para>In a folder, <c>part-1.jsonl, part-2.jsonl</c> are one series. In the folder that the user points at, and in one whose
/// name says nothing (<c>data</c>), each series is a source of its own; a folder with a telling name is one source, as far as the
/// texts lie in the same field.</para>
/// <para>Where that gives too many sources, folders are taken together from the deepest up.</para>
/// </remarks>
internal static class CorpusGrouping
{
    private const int MaxSources = 24;
    private const int MaxSeriesInFolder = 8;
    private const int MaxSeriesOpened = 64;

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
            [.. bundles.Select(bundle => (bundle.OwnName, bundle.FolderSteps, bundle.Files[0].Format.Word))], Path.GetFileName(policyFolder));
        return [.. bundles.Zip(names, (bundle, name) => bundle.Named(name, leftOut, policyFolder))];
    }

    private static List<Bundle> BySeries(IReadOnlyList<CandidateFile> files) => [.. ByFolder(files, int.MaxValue).SelectMany(Split)];

    private static IEnumerable<Bundle> Split(Bundle folder)
    {
        List<CandidateFile[]> series = [.. folder.Files.GroupBy(file => SeriesOf(file.Stem), StringComparer.Ordinal).Select(group => group.ToArray())];
        if (folder.Files[0].Format == CorpusFormat.Text || series.Count == 1)
        {
            return [folder];
        }

        if (series.Count <= MaxSeriesInFolder && !folder.IsCorpus)
        {
            return series.Select(files => folder with { Files = files, IsWholeFolder = false });
        }

        // Of very many a few are opened: the others are taken to be like the first.
        string? first = RecordSampler.TextField(series[0][0]);
        Bundle[] byText =
        [
            .. series.Select((files, i) => (Files: files, Text: i < MaxSeriesOpened ? RecordSampler.TextField(files[0]) : first))
                .GroupBy(pair => pair.Text, StringComparer.Ordinal)
                .Select(group => folder with { Files = [.. group.SelectMany(pair => pair.Files).OrderBy(file => file.PolicyPath, StringComparer.Ordinal)], IsWholeFolder = false }),
        ];
        return byText.Length == 1 ? [folder] : byText;
    }

    /// <summary>
    /// One bundle for each folder and ending. Folders deeper than a depth, and those that are only numbered, go to the one above, but
    /// never above what the user pointed at.
    /// </summary>
    private static List<Bundle> ByFolder(IReadOnlyList<CandidateFile> files, int depth) =>
    [
        .. files
            .Select(file => (File: file, Folder: FolderOf(file, depth)))
            .GroupBy(pair => (Folder: string.Join('/', pair.Folder), pair.File.Format, pair.File.NameTells, pair.File.Suffix))
            .Select(group => new Bundle([.. group.Select(pair => pair.File)], group.First().Folder, IsWholeFolder: true)),
    ];

    private static string[] FolderOf(CandidateFile file, int depth)
    {
        int length = Math.Min(file.FolderSteps.Count, Math.Max(file.RootSteps, depth));
        while (length > file.RootSteps && !file.FolderSteps[length - 1].Any(char.IsLetter))
        {
            length--;
        }

        return [.. file.FolderSteps.Take(length)];
    }

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
    private sealed record Bundle(CandidateFile[] Files, IReadOnlyList<string> FolderSteps, bool IsWholeFolder)
    {
        /// <summary>Whether the folder is one corpus, by its name or because the user says so by naming it beside others.</summary>
        public bool IsCorpus => FolderSteps.Count == Files[0].RootSteps ? Files[0].RootIsCorpus : SourceNames.Tells(FolderSteps[^1]);

        /// <summary>What names the source before its folder does; nothing where the folder is the source.</summary>
        public string OwnName => IsWholeFolder && Files.Length > 1 && (IsDeep || (FolderSteps.Count > 0 && SourceNames.Tells(FolderSteps[^1]))) ? "" : Stem;

        /// <summary>What the names have in common, without the numbers at its end.</summary>
        private string Stem => Files.Length == 1 ? Files[0].Stem : CommonStart([.. Files.Select(file => file.Stem)]);

        private bool IsDeep => Files.Any(file => file.FolderSteps.Count > FolderSteps.Count);

        /// <summary>The source, its files named in the shortest way.</summary>
        public CorpusGroup Named(string name, IReadOnlySet<string> leftOut, string policyFolder)
        {
            foreach (string glob in Files.Length == 1 ? [] : Globs())
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
            return IsDeep ? [$"{folder}**/*{suffix}", $"{folder}**/{stem}*{suffix}"]
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
