using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assay.Core.Statistics;

namespace Assay.Core.Mixing;

// The sums over documents. Read in one piece: the loop body is the dual of design.md section 4, a line for each of its terms.
public sealed partial class MixTable
{
    // Below this many classes a second thread costs more than it brings.
    private const int ClassesPerTask = 65536;

    /// <inheritdoc/>
    public DualSums Evaluate(DualPoint point) => Evaluate(point, Environment.ProcessorCount);

    /// <summary>As <see cref="Evaluate(DualPoint)"/>, on a stated number of threads; the bits do not depend on it.</summary>
    internal DualSums Evaluate(DualPoint point, int workers)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Pull.Length != FloorCount)
        {
            throw new ArgumentException($"The point has {point.Pull.Length} pulls; the table has {FloorCount} floors.", nameof(point));
        }

        var total = new DualSums(FloorCount);
        int tasks = (PaddedCount + ClassesPerTask - 1) / ClassesPerTask;
        workers = Math.Min(workers, tasks);
        if (workers <= 1)
        {
            Accumulate(point, 0, _segments.Length, total);
            return total;
        }

        int next = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            var own = new DualSums(FloorCount);
            for (int task = Interlocked.Increment(ref next); task < tasks; task = Interlocked.Increment(ref next))
            {
                int from = (int)((long)_segments.Length * task / tasks);
                int to = (int)((long)_segments.Length * (task + 1) / tasks);
                Accumulate(point, from, to, own);
            }

            lock (total)
            {
                total.Add(own);
            }
        });
        return total;
    }

    /// <summary>The weight of each class, in the order of the padded columns.</summary>
    internal void Weigh(DualPoint point, Span<double> weights)
    {
        var clip = new Clip(point);
        ReadOnlySpan<double> pull = point.Pull.Span;
        for (int index = 0; index < _cells.Length; index++)
        {
            Cell cell = _cells[index];
            clip.Enter(cell, point.Shift + Pull(pull, index));
            ref double q = ref MemoryMarshal.GetArrayDataReference(_synthetic);
            for (int at = cell.Start; at < cell.End; at += Vector<double>.Count)
            {
                clip.Weigh(Vector.LoadUnsafe(ref q, (nuint)at), out _, out _, out _).CopyTo(weights[at..]);
            }
        }
    }

    /// <summary>The weight of each document at a point.</summary>
    /// <param name="point">For instance what <see cref="MixSolver.SolveDual"/> found.</param>
    public double[] Weigh(DualPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var classWeights = new double[PaddedCount];
        Weigh(point, classWeights);
        return Spread(classWeights);
    }

    /// <summary>Gives every document the weight of its class; documents that a cap of 0 keeps out get 0.</summary>
    internal double[] Spread(ReadOnlySpan<double> classWeights)
    {
        var weights = new double[_classOf.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = _classOf[i] >= 0 ? classWeights[_classOf[i]] : 0;
        }

        return weights;
    }

    private double Pull(ReadOnlySpan<double> pull, int cell)
    {
        double sum = 0;
        foreach (int floor in FloorsOf(cell))
        {
            sum += floor >= 0 ? pull[floor] : 0;
        }

        return sum;
    }

    private void Accumulate(DualPoint point, int from, int to, DualSums sums)
    {
        var clip = new Clip(point);
        var weightGrid = new Grid(point.WeightGrid);
        var scoreGrid = new Grid(point.ScoreGrid);
        var value = default(Sum);
        Vector<double> recession = default;
        ReadOnlySpan<double> pull = point.Pull.Span;
        ref double tokens = ref MemoryMarshal.GetArrayDataReference(_tokens);
        ref double synthetic = ref MemoryMarshal.GetArrayDataReference(_synthetic);
        for (int index = from; index < to; index++)
        {
            Segment segment = _segments[index];
            clip.Enter(_cells[segment.Cell], point.Shift + Pull(pull, segment.Cell));
            (Sum weight, Sum share) = (default, default);
            (Vector<double> free, Vector<double> freeShare, Vector<double> freeSquare) = (default, default, default);
            for (int at = segment.Start; at < segment.End; at += Vector<double>.Count)
            {
                Vector<double> t = Vector.LoadUnsafe(ref tokens, (nuint)at);
                Vector<double> q = Vector.LoadUnsafe(ref synthetic, (nuint)at);
                Vector<double> w = clip.Weigh(q, out Vector<double> s, out Vector<double> clipped, out Vector<double> isFree);
                Vector<double> tw = t * w;
                weight.Add(tw, weightGrid);
                share.Add(tw * q, weightGrid);
                // The curvature only steers the steps: the coarse grid is enough for it.
                Vector<double> h = Vector.BitwiseAnd(tw, isFree);
                free += weightGrid.Round(h);
                freeShare += weightGrid.Round(h * q);
                freeSquare += weightGrid.Round(h * q * q);
                // φ(s) = s·w − [w ln(w/b) − w + b], and ln(w/b) is the clipped score.
                value.Add((tw * (s - clipped)) + (t * (w - clip.Base)), scoreGrid);
                recession += scoreGrid.Round(t * Vector.Max(clip.Lower * s, clip.Repeats * s));
            }

            var run = new Run(weight, share, Vector.Sum(free), Vector.Sum(freeShare), Vector.Sum(freeSquare));
            run.AddTo(sums, FloorsOf(segment.Cell));
        }

        sums.Raw[DualSums.ValueCoarse] += Vector.Sum(value.Coarse);
        sums.Raw[DualSums.ValueFine] += Vector.Sum(value.Fine);
        sums.Raw[DualSums.Recession] += Vector.Sum(recession);
    }

    /// <summary>A <see cref="SumGrid"/> in registers.</summary>
    private readonly struct Grid
    {
        private readonly Vector<double> _coarse;
        private readonly Vector<double> _fine;

        public Grid(SumGrid grid)
        {
            _coarse = new Vector<double>(grid.Coarse);
            _fine = new Vector<double>(grid.Fine);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<double> Round(Vector<double> terms) => terms + _coarse - _coarse;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<double> RoundFine(Vector<double> terms) => terms + _fine - _fine;
    }

    /// <summary>An <see cref="OrderFreeSum"/> in registers.</summary>
    private struct Sum
    {
        public Vector<double> Coarse;
        public Vector<double> Fine;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector<double> terms, in Grid grid)
        {
            Vector<double> rounded = grid.Round(terms);
            Coarse += rounded;
            Fine += grid.RoundFine(terms - rounded);
        }
    }

    /// <summary>The sums over a run of one cell, whose classes are all in the same groups.</summary>
    private readonly struct Run(Sum weight, Sum share, double free, double freeShare, double freeSquare)
    {
        private readonly double _weight = Vector.Sum(weight.Coarse);
        private readonly double _weightFine = Vector.Sum(weight.Fine);
        private readonly double _share = Vector.Sum(share.Coarse);
        private readonly double _shareFine = Vector.Sum(share.Fine);

        public void AddTo(DualSums sums, ReadOnlySpan<int> floors)
        {
            Span<double> raw = sums.Raw;
            raw[DualSums.Weight] += _weight;
            raw[DualSums.WeightFine] += _weightFine;
            raw[DualSums.Synthetic] += _share;
            raw[DualSums.SyntheticFine] += _shareFine;
            raw[DualSums.Free] += free;
            raw[DualSums.FreeSynthetic] += freeShare;
            raw[DualSums.FreeSyntheticSquare] += freeSquare;
            int pairs = DualSums.Groups + (sums.GroupCount * DualSums.GroupStripe);
            for (int d = 0; d < floors.Length; d++)
            {
                int floor = floors[d];
                if (floor < 0)
                {
                    continue;
                }

                Span<double> stripe = raw.Slice(DualSums.Groups + (floor * DualSums.GroupStripe), DualSums.GroupStripe);
                stripe[DualSums.GroupWeight] += _weight;
                stripe[DualSums.GroupWeightFine] += _weightFine;
                stripe[DualSums.GroupFree] += free;
                stripe[DualSums.GroupFreeSynthetic] += freeShare;
                foreach (int other in floors[..d])
                {
                    if (other >= 0)
                    {
                        raw[pairs + (Math.Min(floor, other) * sums.GroupCount) + Math.Max(floor, other)] += free;
                    }
                }
            }
        }
    }

    /// <summary>Scores and weights of the classes of one cell, a vector at a time.</summary>
    private struct Clip
    {
        private readonly Vector<double> _slope;
        private readonly double _logRepeats;
        private Vector<double> _start;
        private Vector<double> _lowest;
        private Vector<double> _highest;

        public Clip(DualPoint point)
        {
            _slope = new Vector<double>(point.Slope);
            _logRepeats = PortableMath.Log(point.Repeats);
            Repeats = new Vector<double>(point.Repeats);
        }

        /// <summary>The largest weight.</summary>
        public Vector<double> Repeats { get; }

        /// <summary>The smallest weight.</summary>
        public Vector<double> Lower { get; private set; }

        /// <summary>The base weight.</summary>
        public Vector<double> Base { get; private set; }

        public void Enter(Cell cell, double start)
        {
            _start = new Vector<double>(start);
            Lower = new Vector<double>(cell.Lower);
            Base = new Vector<double>(cell.Base);
            // The scores at which the clips begin; a weight of 0 is reached where the exponential ends.
            _lowest = new Vector<double>(cell.Lower > 0 ? -cell.LogBase : PortableMath.SmallestExponent);
            _highest = new Vector<double>(_logRepeats - cell.LogBase);
        }

        /// <returns>clip(b·exp(s), l, R).</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly Vector<double> Weigh(Vector<double> q, out Vector<double> s, out Vector<double> clipped, out Vector<double> isFree)
        {
            s = Vector.FusedMultiplyAdd(_slope, q, _start);
            clipped = Vector.Min(Vector.Max(s, _lowest), _highest);
            // A score that stands on a clip counts as free: its weight can still move to the other side.
            isFree = Vector.AsVectorDouble(Vector.Equals(s, clipped));
            Vector<double> w = Base * PortableMath.Exp(clipped);
            w = Vector.Min(Vector.Max(w, Lower), Repeats);
            w = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(s, _highest), Repeats, w);
            return Vector.ConditionalSelect(Vector.LessThanOrEqual(s, _lowest), Lower, w);
        }
    }
}
