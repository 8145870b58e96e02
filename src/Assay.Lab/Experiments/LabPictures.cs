using Assay.Lab.Models.Vae;

namespace Assay.Lab.Experiments;

/// <summary>Real pictures for experiments on them.</summary>
/// <param name="Training">What generation 1 may learn from.</param>
/// <param name="HeldOut">What no generation sees.</param>
public sealed record LabPictures(Images Training, Images HeldOut);
