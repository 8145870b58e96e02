namespace Assay.Lab.Training.Optimisation;

/// <summary>How a learning rate falls.</summary>
public enum Decline
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Evenly.</summary>
    Linear,

    /// <summary>Along half a cosine: slowly, fast, slowly.</summary>
    Cosine,
}
