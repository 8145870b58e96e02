namespace Assay.Lab.Training;

/// <summary>Lends tensors and takes them back: every step of a training run asks for the same sizes, so that after the first no memory is new.</summary>
/// <remarks>Not thread-safe: layers rent between their parallel parts, not inside them.</remarks>
public sealed class TensorPool
{
    private readonly Dictionary<int, Stack<float[]>> _free = [];
    private readonly HashSet<float[]> _lent = [];

    /// <summary>Bytes of all memory that was ever lent.</summary>
    public long Bytes { get; private set; }

    /// <summary>Lends a tensor; its contents are left over from earlier use.</summary>
    /// <param name="shape">The length of each side.</param>
    public Tensor Rent(params ReadOnlySpan<int> shape)
    {
        int count = Tensor.Count(shape);
        if (!_free.TryGetValue(count, out Stack<float[]>? stack) || !stack.TryPop(out float[]? values))
        {
            values = new float[count];
            Bytes += count * (long)sizeof(float);
        }

        _lent.Add(values);
        return new Tensor(values, shape);
    }

    /// <summary>Lends a tensor of zeros.</summary>
    /// <param name="shape">The length of each side.</param>
    public Tensor RentZeros(params ReadOnlySpan<int> shape)
    {
        Tensor tensor = Rent(shape);
        tensor.Span.Clear();
        return tensor;
    }

    /// <summary>Takes a tensor back before the step ends, so that another can have its memory.</summary>
    /// <param name="tensor">A tensor that nobody reads any more; one that was not lent here is left alone.</param>
    public void Return(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (_lent.Remove(tensor.Values))
        {
            Shelve(tensor.Values);
        }
    }

    /// <summary>Takes everything back: a step has ended.</summary>
    public void ReturnAll()
    {
        foreach (float[] values in _lent)
        {
            Shelve(values);
        }

        _lent.Clear();
    }

    private void Shelve(float[] values)
    {
        if (!_free.TryGetValue(values.Length, out Stack<float[]>? stack))
        {
            _free[values.Length] = stack = [];
        }

        stack.Push(values);
    }
}
