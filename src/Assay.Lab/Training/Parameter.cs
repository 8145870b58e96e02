namespace Assay.Lab.Training;

/// <summary>Numbers that training changes.</summary>
/// <param name="name">Its name in files; Hugging Face's where there is one.</param>
/// <param name="value">The numbers.</param>
/// <param name="decays">Whether weight decay pulls it to 0: weights of products, but neither biases nor norms.</param>
public sealed class Parameter(string name, Tensor value, bool decays)
{
    /// <summary>Its name in files.</summary>
    public string Name => name;

    /// <summary>The numbers.</summary>
    public Tensor Value => value;

    /// <summary>How the loss changes with each: backward passes add to it, a step of the optimiser clears it.</summary>
    public Tensor Gradient { get; } = new(value.Shape);

    /// <summary>Whether weight decay pulls it to 0.</summary>
    public bool Decays => decays;
}
