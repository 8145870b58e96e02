using System.Numerics.Tensors;

namespace Assay.Core.Detection.Adaptation;

/// <summary>Number, sums and products of the measures of some pieces: what their mean and their spread follow from.</summary>
/// <param name="measures">Measures of a piece.</param>
internal sealed class MeasureScatter(int measures)
{
    private readonly double[] _sums = new double[measures];
    private readonly double[] _products = new double[measures * measures]; // row by row, up to the diagonal

    /// <summary>Measures of a piece.</summary>
    internal int Measures => measures;

    /// <summary>Pieces.</summary>
    internal int Count { get; private set; }

    /// <summary>Adds a piece.</summary>
    /// <param name="values">Its measures.</param>
    internal void Add(ReadOnlySpan<double> values)
    {
        Count++;
        TensorPrimitives.Add(_sums, values, _sums);
        for (int i = 0; i < measures; i++)
        {
            Span<double> row = _products.AsSpan(i * measures, i + 1);
            TensorPrimitives.MultiplyAdd(values[..(i + 1)], values[i], row, row);
        }
    }

    /// <summary>Adds the pieces of another.</summary>
    internal void Add(MeasureScatter other)
    {
        Count += other.Count;
        TensorPrimitives.Add<double>(_sums, other._sums, _sums);
        TensorPrimitives.Add<double>(_products, other._products, _products);
    }

    /// <summary>Mean of a measure.</summary>
    internal double Mean(int measure) => _sums[measure] / Count;

    /// <summary>Covariance of two measures, the first not before the second.</summary>
    internal double Covariance(int first, int second) => (_products[(first * measures) + second] / Count) - (Mean(first) * Mean(second));
}
