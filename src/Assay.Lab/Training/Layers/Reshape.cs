namespace Assay.Lab.Training.Layers;

/// <summary>Reads the same numbers as rows of another length: from pixels to pictures and back.</summary>
/// <param name="columns">Numbers to a row of the output.</param>
public sealed class Reshape(int columns) : ILayer
{
    private Tensor? _input;

    /// <inheritdoc/>
    public IEnumerable<Parameter> Parameters => [];

    /// <inheritdoc/>
    public Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        return new Tensor(input.Values, [input.Length / columns, columns]);
    }

    /// <inheritdoc/>
    public Tensor Backward(Tensor gradient)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        return new Tensor(gradient.Values, _input!.Shape);
    }
}
