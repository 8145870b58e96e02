using System.Buffers;

namespace Assay.Core.Mixing;

/// <summary>Numbers the cells of a table: documents that share anchor flag, base weight and floors have one number.</summary>
internal sealed class MixCellNumbering
{
    // Up to this many combinations of cell and attribute a plain table is faster than hashing.
    private const int LargestTable = 1 << 24;

    private readonly int[] _cellOf;

    private MixCellNumbering(int[] cellOf)
    {
        _cellOf = cellOf;
        Count = 1;
    }

    private int Count { get; set; }

    /// <summary>Numbers the cells.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="keptOut">Whether a document stays out of the table; null when none does.</param>
    /// <param name="dimensions">The dimensions that have floors.</param>
    /// <param name="floorOfGroup">For each of them, the floor of each group; −1 for none.</param>
    /// <param name="count">Number of cells.</param>
    /// <returns>The cell of each document; −1 for those kept out.</returns>
    public static int[] Number(
        MixDocuments documents, Predicate<int>? keptOut, int[] dimensions, int[][] floorOfGroup, out int count)
    {
        var cellOf = new int[documents.Count];
        for (int i = 0; i < cellOf.Length && keptOut is not null; i++)
        {
            cellOf[i] = keptOut(i) ? -1 : 0;
        }

        var numbering = new MixCellNumbering(cellOf);
        if (!documents.Anchor.IsEmpty)
        {
            ReadOnlyMemory<bool> anchor = documents.Anchor;
            numbering.Split(2, i => anchor.Span[i] ? 1 : 0);
        }

        if (!documents.BaseWeight.IsEmpty)
        {
            int[] weights = NumberValues(documents.BaseWeight.Span, out int distinct);
            numbering.Split(distinct, i => weights[i]);
        }

        for (int d = 0; d < dimensions.Length; d++)
        {
            ReadOnlyMemory<int> groups = documents.Groups[dimensions[d]];
            int[] map = floorOfGroup[d];
            numbering.Split(map.Length + 1, i => FloorAt(map, groups.Span[i]) >= 0 ? groups.Span[i] + 1 : 0);
        }

        // A last pass, so that the number is right too when nothing was split or everything is kept out.
        numbering.Split(1, static _ => 0);
        count = numbering.Count;
        return cellOf;
    }

    /// <summary>The floor of a group; −1 for groups without one.</summary>
    public static int FloorAt(int[] map, int group) => (uint)group < (uint)map.Length ? map[group] : -1;

    private static int[] NumberValues(ReadOnlySpan<double> values, out int distinct)
    {
        var numbers = new Dictionary<double, int>();
        var result = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!numbers.TryGetValue(values[i], out int number))
            {
                number = numbers.Count;
                numbers.Add(values[i], number);
            }

            result[i] = number;
        }

        distinct = Math.Max(1, numbers.Count);
        return result;
    }

    /// <summary>Splits every cell by one more attribute and numbers the parts anew, in order of first appearance.</summary>
    private void Split(int values, Func<int, int> valueOf)
    {
        long combinations = (long)Count * values;
        if (combinations > LargestTable)
        {
            SplitByHash(values, valueOf);
            return;
        }

        int[] table = ArrayPool<int>.Shared.Rent((int)combinations);
        Array.Clear(table, 0, (int)combinations);
        int next = 0;
        for (int i = 0; i < _cellOf.Length; i++)
        {
            if (_cellOf[i] >= 0)
            {
                ref int number = ref table[(_cellOf[i] * values) + valueOf(i)];
                number = number > 0 ? number : ++next;
                _cellOf[i] = number - 1;
            }
        }

        ArrayPool<int>.Shared.Return(table);
        Count = next;
    }

    private void SplitByHash(int values, Func<int, int> valueOf)
    {
        var numbers = new Dictionary<long, int>();
        for (int i = 0; i < _cellOf.Length; i++)
        {
            if (_cellOf[i] >= 0)
            {
                long key = ((long)_cellOf[i] * values) + valueOf(i);
                if (!numbers.TryGetValue(key, out int number))
                {
                    number = numbers.Count;
                    numbers.Add(key, number);
                }

                _cellOf[i] = number;
            }
        }

        Count = numbers.Count;
    }
}
