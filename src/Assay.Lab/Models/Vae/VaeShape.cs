namespace Assay.Lab.Models.Vae;

/// <summary>How large an autoencoder is.</summary>
public sealed record VaeShape
{
    /// <summary>Numbers that a picture is squeezed into, 1 or more.</summary>
    public int Code { get; init; } = 20;

    /// <summary>Channels after the first convolution; twice as many after the second. Null: no convolutions, one hidden layer of 400.</summary>
    public int? Capacity { get; init; } = 64;
}
