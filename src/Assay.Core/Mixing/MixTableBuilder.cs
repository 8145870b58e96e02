using System.Numerics;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Gathers documents into cells and classes.</summary>
internal sealed class MixTableBuilder
{
    private readonly MixDocuments _documents;
    private readonly MixTableShape _shape;
    private readonly int _bins;
    private readonly int _count;
    private readonly int[] _dimensions; // those that have a floor
    private readonly int[][] _floorOfGroup;

    public MixTableBuilder(MixDocuments documents, MixTableShape shape, int bins)
    {
        _documents = documents;
        _shape = shape;
        _bins = bins;
        _count = documents.Count;
        _dimensions = [.. shape.Floors.Select(floor => floor.Dimension).Distinct().Order()];
        _floorOfGroup = [.. _dimensions.Select(FloorOfGroup)];
    }

    public MixTableParts Build()
    {
        int[] cellOf = NumberCells(out int cellCount);
        int[] order = SortByCell(cellOf, cellCount, out int[] cellStart);
        double[] synthetic = SortBySynthetic(order, cellStart);
        var ends = new int[cellCount];
        int padded = 0;
        int classes = 0;
        for (int cell = 0; cell < cellCount; cell++)
        {
            int distinct = CountClasses(synthetic.AsSpan(cellStart[cell]..cellStart[cell + 1]));
            classes += distinct;
            padded = checked(padded + ((distinct + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count));
            ends[cell] = padded;
        }

        DualScale scale = Measure();
        var parts = new MixTableParts
        {
            Tokens = new double[padded],
            Synthetic = new double[padded],
            Squares = new double[padded],
            ClassOf = new int[_count],
            Cells = new MixTable.Cell[cellCount],
            CellFloors = new int[cellCount * _dimensions.Length],
            Dimensions = _dimensions,
            FloorCount = _shape.Floors.Count,
            ClassCount = classes,
            Scale = scale,
            KeptOutObjective = MeasureKeptOut(scale),
        };
        Array.Fill(parts.ClassOf, -1);
        for (int cell = 0; cell < cellCount; cell++)
        {
            Range members = cellStart[cell]..cellStart[cell + 1];
            int start = cell == 0 ? 0 : ends[cell - 1];
            FillCell(parts, cell, start, ends[cell], order.AsSpan(members), synthetic.AsSpan(members));
        }

        return parts;
    }

    private bool IsAnchor(int document) => !_documents.Anchor.IsEmpty && _documents.Anchor.Span[document];

    private bool IsKeptOut(int document) =>
        _shape.RefusesSynthetic && _documents.SyntheticProbability.Span[document] > 0 && !IsAnchor(document);

    private int[] FloorOfGroup(int dimension)
    {
        int largest = _shape.Floors.Where(floor => floor.Dimension == dimension).Max(floor => floor.Group);
        var map = new int[largest + 1];
        Array.Fill(map, -1);
        for (int floor = 0; floor < _shape.Floors.Count; floor++)
        {
            if (_shape.Floors[floor].Dimension == dimension)
            {
                map[_shape.Floors[floor].Group] = floor;
            }
        }

        return map;
    }

    /// <summary>Numbers the cells from 0 by what their documents share; −1 for documents that are kept out.</summary>
    private int[] NumberCells(out int cellCount)
    {
        var cellOf = new int[_count];
        for (int i = 0; i < _count; i++)
        {
            cellOf[i] = IsKeptOut(i) ? -1 : 0;
        }

        int cells = 1;
        if (!_documents.Anchor.IsEmpty)
        {
            ReadOnlyMemory<bool> anchor = _documents.Anchor;
            cells = Split(cellOf, cells, 2, i => anchor.Span[i] ? 1 : 0);
        }

        if (!_documents.BaseWeight.IsEmpty)
        {
            int[] weights = NumberBaseWeights(out int distinct);
            cells = Split(cellOf, cells, distinct, i => weights[i]);
        }

        for (int d = 0; d < _dimensions.Length; d++)
        {
            ReadOnlyMemory<int> groups = _documents.Groups[_dimensions[d]];
            int[] map = _floorOfGroup[d];
            cells = Split(cellOf, cells, map.Length + 1, i => FloorAt(map, groups.Span[i]) >= 0 ? groups.Span[i] + 1 : 0);
        }

        // A pass without a split leaves numbers that nothing uses when all documents are kept out.
        cellCount = Split(cellOf, cells, 1, static _ => 0);
        return cellOf;
    }

    private static int FloorAt(int[] map, int group) => (uint)group < (uint)map.Length ? map[group] : -1;

    private int[] NumberBaseWeights(out int distinct)
    {
        var numbers = new Dictionary<double, int>();
        var result = new int[_count];
        ReadOnlySpan<double> weights = _documents.BaseWeight.Span;
        for (int i = 0; i < _count; i++)
        {
            if (!numbers.TryGetValue(weights[i], out int number))
            {
                number = numbers.Count;
                numbers.Add(weights[i], number);
            }

            result[i] = number;
        }

        distinct = Math.Max(1, numbers.Count);
        return result;
    }

    /// <summary>Splits every cell by one more attribute and numbers the parts anew, in order of first appearance.</summary>
    private static int Split(int[] cellOf, int cells, int values, Func<int, int> valueOf)
    {
        const int LargestTable = 1 << 24;
        long combinations = (long)cells * values;
        int[]? table = combinations <= LargestTable ? new int[combinations] : null;
        Dictionary<long, int>? map = table is null ? [] : null;
        int next = 0;
        for (int i = 0; i < cellOf.Length; i++)
        {
            if (cellOf[i] < 0)
            {
                continue;
            }

            long key = ((long)cellOf[i] * values) + valueOf(i);
            int number;
            if (table is not null)
            {
                number = table[key] > 0 ? table[key] - 1 : next;
                table[key] = number + 1;
            }
            else if (!map!.TryGetValue(key, out number))
            {
                number = next;
                map.Add(key, number);
            }

            next = Math.Max(next, number + 1);
            cellOf[i] = number;
        }

        return next;
    }

    private int[] SortByCell(int[] cellOf, int cellCount, out int[] cellStart)
    {
        cellStart = new int[cellCount + 1];
        foreach (int cell in cellOf)
        {
            if (cell >= 0)
            {
                cellStart[cell + 1]++;
            }
        }

        for (int cell = 0; cell < cellCount; cell++)
        {
            cellStart[cell + 1] += cellStart[cell];
        }

        var next = (int[])cellStart.Clone();
        var order = new int[cellStart[cellCount]];
        for (int i = 0; i < _count; i++)
        {
            if (cellOf[i] >= 0)
            {
                order[next[cellOf[i]]++] = i;
            }
        }

        return order;
    }

    /// <summary>Synthetic probabilities in the order of <paramref name="order"/>, both sorted within each cell.</summary>
    private double[] SortBySynthetic(int[] order, int[] cellStart)
    {
        var synthetic = new double[order.Length];
        if (!_shape.SeesSynthetic)
        {
            return synthetic;
        }

        ReadOnlyMemory<double> source = _documents.SyntheticProbability;
        Parallel.For(0, cellStart.Length - 1, cell =>
        {
            (int start, int end) = (cellStart[cell], cellStart[cell + 1]);
            for (int at = start; at < end; at++)
            {
                synthetic[at] = source.Span[order[at]];
            }

            synthetic.AsSpan(start..end).Sort(order.AsSpan(start..end));
        });
        return synthetic;
    }

    private bool IsSameClass(double left, double right) =>
        left.Equals(right) || (_bins > 0 && Math.Floor(left * _bins).Equals(Math.Floor(right * _bins)));

    private int CountClasses(ReadOnlySpan<double> sorted)
    {
        int count = 0;
        for (int at = 0; at < sorted.Length; at++)
        {
            count += at > 0 && IsSameClass(sorted[at - 1], sorted[at]) ? 0 : 1;
        }

        return count;
    }

    private void FillCell(MixTableParts parts, int cell, int start, int end, ReadOnlySpan<int> members, ReadOnlySpan<double> synthetic)
    {
        int first = members[0];
        double lower = IsAnchor(first) ? 1 : 0;
        double baseWeight = _documents.BaseWeight.IsEmpty ? 1 : _documents.BaseWeight.Span[first];
        parts.Cells[cell] = new MixTable.Cell(start, end, lower, baseWeight, PortableMath.Log(baseWeight));
        for (int d = 0; d < _dimensions.Length; d++)
        {
            parts.CellFloors[(cell * _dimensions.Length) + d] =
                FloorAt(_floorOfGroup[d], _documents.Groups[_dimensions[d]].Span[first]);
        }

        ReadOnlySpan<long> tokens = _documents.Tokens.Span;
        int place = start;
        for (int at = 0; at < members.Length;)
        {
            // Whole numbers, so that the order of equal documents leaves no trace.
            long sum = 0;
            UInt128 squares = 0;
            double weighted = 0;
            int from = at;
            do
            {
                long length = tokens[members[at]];
                sum = checked(sum + length);
                squares += (UInt128)length * (ulong)length;
                weighted += length * synthetic[at];
                parts.ClassOf[members[at]] = place;
                at++;
            }
            while (at < members.Length && IsSameClass(synthetic[at - 1], synthetic[at]));

            parts.Tokens[place] = sum;
            parts.Squares[place] = (double)squares;
            parts.Synthetic[place] = synthetic[from].Equals(synthetic[at - 1]) ? synthetic[from] : weighted / sum;
            place++;
        }
    }

    private DualScale Measure()
    {
        ReadOnlySpan<long> tokens = _documents.Tokens.Span;
        ReadOnlySpan<double> synthetic = _documents.SyntheticProbability.Span;
        ReadOnlySpan<double> weights = _documents.BaseWeight.Span;
        (long total, long anchor, double smallest, double largest, double heaviest) = (0, 0, 1, 0, _count > 0 ? 1 : 0);
        for (int i = 0; i < _count; i++)
        {
            total = checked(total + tokens[i]);
            anchor += IsAnchor(i) ? tokens[i] : 0;
            smallest = Math.Min(smallest, synthetic[i]);
            largest = Math.Max(largest, synthetic[i]);
            heaviest = weights.IsEmpty ? heaviest : Math.Max(heaviest, weights[i]);
        }

        return new DualScale(total, _count, anchor, heaviest, smallest, largest);
    }

    private double MeasureKeptOut(DualScale scale)
    {
        var sum = new OrderFreeSum(SumGrid.For(scale.Tokens * scale.LargestBaseWeight, Math.Max(1, _count)));
        for (int i = 0; i < _count && _shape.RefusesSynthetic; i++)
        {
            double weight = _documents.BaseWeight.IsEmpty ? 1 : _documents.BaseWeight.Span[i];
            sum.Add(IsKeptOut(i) ? _documents.Tokens.Span[i] * weight : 0);
        }

        return sum.Value;
    }
}
