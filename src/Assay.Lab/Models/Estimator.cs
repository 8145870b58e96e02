namespace Assay.Lab.Models;

/// <summary>Which divisor a fitted variance uses.</summary>
public enum Estimator
{
    /// <summary>Maximum likelihood: divides by n, so that the variance shrinks on average (numpy's default, the notebooks of Shumailov et al.).</summary>
    Mle = 0,

    /// <summary>Divides by n − 1: the mean of the variance stays and yet every chain collapses (the theorem of Shumailov et al.).</summary>
    Unbiased,

    /// <summary>The variance is known to be 1 and only the mean is learned (the setting of the golden-ratio weight).</summary>
    Known,
}
