namespace Assay.Bench.Share;

/// <summary>Chunks of one source by column; those that share a pair, a prompt, an opening or a document are of one family.</summary>
internal sealed class ScoredSource
{
    public required string Name { get; init; }

    public required double[] Scores { get; init; }

    public required int[] Words { get; init; }

    public required bool[] IsMachine { get; init; }

    public required int[] Family { get; init; }

    public required int Families { get; init; }

    public int HumanCount => IsMachine.Count(m => !m);

    public int MachineCount => IsMachine.Count(m => m);

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
            Words = [.. rows.Select(row => Math.Max(1, row.Words))],
            IsMachine = [.. rows.Select(row => row.IsMachine)],
            Family = family,
            Families = numbers.Count,
        };
    }
}
