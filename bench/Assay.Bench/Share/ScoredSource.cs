namespace Assay.Bench.Share;

/// <summary>Chunks of one source by column; those that share a pair, a prompt, an opening or a document are of one family.</summary>
internal sealed class ScoredSource
{
    public required string Name { get; init; }

    public required double[] Scores { get; init; }

    /// <summary>The line of each in the file of scores.</summary>
    public required int[] Lines { get; init; }

    public required int[] Words { get; init; }

    public required bool[] IsMachine { get; init; }

    public required int[] Family { get; init; }

    public required int Families { get; init; }

    /// <summary>Human chunks of each family.</summary>
    public required int[][] HumanOf { get; init; }

    /// <summary>Machine chunks of each family.</summary>
    public required int[][] MachineOf { get; init; }

    public required int HumanCount { get; init; }

    public required int MachineCount { get; init; }

    public static ScoredSource Of(string name, List<ScoreFile.Row> rows)
    {
        int[] parent = [.. Enumerable.Range(0, rows.Count)];
        int Root(int i) => parent[i] == i ? i : parent[i] = Root(parent[i]);
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < rows.Count; i++)
        {
            foreach (string key in rows[i].Keys.Where(key => key.Length > 0))
            {
                if (!first.TryAdd(key, i))
                {
                    parent[Root(i)] = Root(first[key]);
                }
            }
        }

        var numbers = new Dictionary<int, int>();
        int[] family = [.. Enumerable.Range(0, rows.Count).Select(i => numbers.TryGetValue(Root(i), out int number) ? number : numbers[Root(i)] = numbers.Count)];
        return new ScoredSource
        {
            Name = name,
            Scores = [.. rows.Select(row => row.Score)],
            Lines = [.. rows.Select(row => row.Line)],
            Words = [.. rows.Select(row => Math.Max(1, row.Words))],
            IsMachine = [.. rows.Select(row => row.IsMachine)],
            Family = family,
            Families = numbers.Count,
            HumanCount = rows.Count(row => !row.IsMachine),
            MachineCount = rows.Count(row => row.IsMachine),
            HumanOf = Members(rows, family, numbers.Count, isMachine: false),
            MachineOf = Members(rows, family, numbers.Count, isMachine: true),
        };
    }

    private static int[][] Members(List<ScoreFile.Row> rows, int[] family, int families, bool isMachine)
    {
        List<int>[] members = [.. Enumerable.Range(0, families).Select(_ => new List<int>())];
        for (int row = 0; row < family.Length; row++)
        {
            if (rows[row].IsMachine == isMachine)
            {
                members[family[row]].Add(row);
            }
        }

        return [.. members.Select(m => m.ToArray())];
    }
}
