namespace Assay.Lab.Training;

/// <summary>Numbers of single precision in a box of any number of sides, the last side contiguous.</summary>
/// <remarks>Training reads and writes it as a matrix: the last side is the columns, all others together are the rows.</remarks>
public sealed class Tensor
{
    private readonly int[] _shape;

    /// <summary>Makes a tensor of zeros.</summary>
    /// <param name="shape">The length of each side, 1 or more.</param>
    public Tensor(params ReadOnlySpan<int> shape)
        : this(new float[Count(shape)], shape)
    {
    }

    internal Tensor(float[] values, ReadOnlySpan<int> shape) => (Values, _shape) = (values, shape.ToArray());

    /// <summary>The length of each side.</summary>
    public ReadOnlySpan<int> Shape => _shape;

    /// <summary>All numbers, row after row.</summary>
    public Span<float> Span => Values;

    /// <summary>Number of numbers.</summary>
    public int Length => Values.Length;

    /// <summary>Length of the last side.</summary>
    public int Columns => _shape[^1];

    /// <summary>Length of all other sides together.</summary>
    public int Rows => Values.Length / Columns;

    /// <summary>The tensor as a matrix.</summary>
    public MatrixView Matrix => new(Values, 0, Rows, Columns, Columns, 1);

    internal float[] Values { get; }

    /// <summary>One row.</summary>
    /// <param name="row">From 0.</param>
    public Span<float> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>The product of the sides.</summary>
    internal static int Count(ReadOnlySpan<int> shape)
    {
        int count = 1;
        foreach (int side in shape)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(shape));
            count = checked(count * side);
        }

        return count;
    }
}
