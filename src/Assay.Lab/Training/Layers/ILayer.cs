namespace Assay.Lab.Training.Layers;

/// <summary>A function of a tensor, with numbers to learn, that knows its own derivative.</summary>
/// <remarks>Forward remembers what Backward needs; both are called in turn, from one thread.</remarks>
public interface ILayer
{
    /// <summary>What training changes.</summary>
    IEnumerable<Parameter> Parameters { get; }

    /// <summary>Computes the output, lent by the workbench.</summary>
    /// <param name="input">The input; it must keep its contents until Backward has run.</param>
    Tensor Forward(Tensor input);

    /// <summary>The chain rule: adds to the parameters' gradients and returns the gradient of the input, lent by the workbench.</summary>
    /// <param name="gradient">How the loss changes with each number of the output.</param>
    Tensor Backward(Tensor gradient);
}
