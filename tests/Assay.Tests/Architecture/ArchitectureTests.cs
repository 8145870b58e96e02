using System.Reflection;
using System.Text.RegularExpressions;

namespace Assay.Tests.Architecture;

public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Assay.Core"] = [],
        ["Assay.Pipeline"] = ["Assay.Core"],
        ["Assay.Lab"] = ["Assay.Core"],
        ["Assay.Report"] = ["Assay.Core"],
        ["assay"] = ["Assay.Core", "Assay.Pipeline", "Assay.Lab", "Assay.Report"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys.Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_the_projects_below_it(string project)
    {
        IEnumerable<string> references = Assembly.Load(project).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => Allowed.ContainsKey(name));

        Assert.All(references, name => Assert.Contains(name, Allowed[project]));
    }

    [Fact]
    public void The_four_projects_of_the_first_house_are_there() => Assert.Subset(Projects.Select(row => row.Data).ToHashSet(), new HashSet<string> { "Assay.Core", "Assay.Pipeline", "Assay.Report", "assay" });

    [Fact]
    public void Core_touches_no_file_no_process_and_no_network()
    {
        string[] outside = ["System.IO.FileSystem", "System.Diagnostics.Process", "System.Net.Http", "System.Net.Sockets", "System.Console"];

        IEnumerable<string> references = Assembly.Load("Assay.Core").GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.Empty(references.Intersect(outside, StringComparer.Ordinal));
    }

    [Fact]
    public void No_source_file_is_longer_than_500_lines_or_leaves_work_undone()
    {
        Assert.All(SourceFiles(), file =>
        {
            string[] lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= 500, $"{file} has {lines.Length} lines");
            Assert.All(lines, line => Assert.False(UnfinishedMark().IsMatch(line), $"{file}: {line.Trim()}"));
        });
    }

    [Fact]
    public void Every_option_of_the_command_line_is_explained()
    {
        foreach (string file in SourceFiles().Where(file => file.Contains("Assay.Cli", StringComparison.Ordinal)))
        {
            foreach (Match option in Option().Matches(File.ReadAllText(file)))
            {
                Assert.True(option.Groups["body"].Value.Contains("Description = ", StringComparison.Ordinal), $"{file}: {option.Value}");
            }
        }
    }

    private static IEnumerable<string> SourceFiles()
    {
        // Tables of data are exempt from the limit on length.
        return Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal) && !file.EndsWith(".Data.cs", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnfinishedMark();

    [GeneratedRegex("new (Option|Argument)<[^>]+>\\(\"[^\"]+\"\\)(?<body>[^;]*);", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Option();
}
