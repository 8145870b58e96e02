using System.Numerics;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

/// <summary>Gathers documents into cells and classes.</summary>
internal sealed class MixTableBuilder
{
    // A cell may hold all documents or a single one: workers take runs of cells, and a small table is one run.
    private const int DocumentsPerRun = 50_000;

    private readonly MixDocuments _documents;
    private readonly MixTableShape _shape;
    private readonly int _bins;
    private readonly int _count;
    private readonly int[] _dimensions; // those that have a floor
    private readonly int[][] _floorOfGroup;

    /// <param name="documents">The documents.</param>
    /// <param name="shape">What the constraints can see of them.</param>
    /// <param name="bins">Bins of synthetic probability; 0 merges equal ones only.</param>
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
        int[] cellOf = MixCellNumbering.Number(
            _documents, _shape.RefusesSynthetic ? IsKeptOut : null, _dimensions, _floorOfGroup, out int cellCount);
        int[] order = SortByCell(cellOf, cellCount, out int[] cellStart);
        var synthetic = new double[order.Length];
        var ends = new int[cellCount];
        InRuns(cellStart, cell =>
        {
            Range members = cellStart[cell]..cellStart[cell + 1];
            SortBySynthetic(order.AsSpan(members), synthetic.AsSpan(members));
            ends[cell] = CountClasses(synthetic.AsSpan(members));
        });

        int padded = 0;
        int classes = 0;
        for (int cell = 0; cell < cellCount; cell++)
        {
            classes += ends[cell];
            padded = checked(padded + ((ends[cell] + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count));
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
        InRuns(cellStart, cell =>
        {
            Range members = cellStart[cell]..cellStart[cell + 1];
            DescribeCell(parts, cell, cell == 0 ? 0 : ends[cell - 1], ends[cell], first: order[cellStart[cell]]);
            FillClasses(parts, parts.Cells[cell].Start, order.AsSpan(members), synthetic.AsSpan(members));
        });
        return parts;
    }

    private static void InRuns(int[] cellStart, Action<int> visit)
    {
        int cells = cellStart.Length - 1;
        int runs = Math.Min(cells, Math.Max(1, cellStart[cells] / DocumentsPerRun));
        Parallel.For(0, runs, run =>
        {
            int last = (int)((long)cells * (run + 1) / runs);
            for (int cell = (int)((long)cells * run / runs); cell < last; cell++)
            {
                visit(cell);
            }
        });
    }

    private bool IsAnchor(int document) => !_documents.Anchor.IsEmpty && _documents.Anchor.Span[document];

    private bool IsKeptOut(int document) => _documents.SyntheticProbability.Span[document] > 0 && !IsAnchor(document);

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

        int[] next = [.. cellStart];
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

    /// <summary>Fills in the synthetic probabilities of documents and sorts both by them; without a cap all stay 0.</summary>
    private void SortBySynthetic(Span<int> members, Span<double> synthetic)
    {
        if (!_shape.SeesSynthetic)
        {
            return;
        }

        ReadOnlySpan<double> source = _documents.SyntheticProbability.Span;
        for (int at = 0; at < members.Length; at++)
        {
            synthetic[at] = source[members[at]];
        }

        synthetic.Sort(members);
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

    private void DescribeCell(MixTableParts parts, int cell, int start, int end, int first)
    {
        double baseWeight = _documents.BaseWeight.IsEmpty ? 1 : _documents.BaseWeight.Span[first];
        parts.Cells[cell] = new MixTable.Cell(start, end, IsAnchor(first) ? 1 : 0, baseWeight, PortableMath.Log(baseWeight));
        for (int d = 0; d < _dimensions.Length; d++)
        {
            int group = _documents.Groups[_dimensions[d]].Span[first];
            parts.CellFloors[(cell * _dimensions.Length) + d] = MixCellNumbering.FloorAt(_floorOfGroup[d], group);
        }
    }

    private void FillClasses(MixTableParts parts, int place, ReadOnlySpan<int> members, ReadOnlySpan<double> synthetic)
    {
        ReadOnlySpan<long> tokens = _documents.Tokens.Span;
        int[] classOf = parts.ClassOf;
        for (int at = 0; at < members.Length; place++)
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
                squares += Math.BigMul((ulong)length, (ulong)length);
                weighted += length * synthetic[at];
                classOf[members[at]] = place;
                at++;
            }
            while (at < members.Length && IsSameClass(synthetic[at - 1], synthetic[at]));

            parts.Tokens[place] = sum;
            parts.Squares[place] = squares <= ulong.MaxValue ? (ulong)squares : (double)squares;
            parts.Synthetic[place] = synthetic[from].Equals(synthetic[at - 1]) ? synthetic[from] : weighted / sum;
        }
    }

    private DualScale Measure()
    {
        ReadOnlySpan<long> tokens = _documents.Tokens.Span;
        ReadOnlySpan<double> synthetic = _documents.SyntheticProbability.Span;
        ReadOnlySpan<bool> anchors = _documents.Anchor.Span;
        (long total, long anchor, double smallest, double largest) = (0, 0, 1, 0);
        for (int i = 0; i < _count; i++)
        {
            total = checked(total + tokens[i]);
            anchor += !anchors.IsEmpty && anchors[i] ? tokens[i] : 0;
            smallest = Math.Min(smallest, synthetic[i]);
            largest = Math.Max(largest, synthetic[i]);
        }

        double heaviest = _count > 0 ? 1 : 0;
        foreach (double weight in _documents.BaseWeight.Span)
        {
            heaviest = Math.Max(heaviest, weight);
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
