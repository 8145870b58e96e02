using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Says what the next generation trains on. Everything else about recursive training is the same for all loops.</summary>
/// <remarks>A loop has no state of its own: one instance serves all replicates at once.</remarks>
public abstract class TrainingLoop
{
    /// <summary>Number of real items that generation 1 trains on.</summary>
    /// <param name="samples">The sample size of the experiment.</param>
    public virtual int RealSamples(int samples) => samples;

    /// <summary>The training set of the next generation.</summary>
    /// <typeparam name="TData">The kind of data.</typeparam>
    /// <param name="history">Everything so far.</param>
    public abstract TrainingSet<TData> Compose<TData>(History<TData> history);

    /// <summary>A whole number of items for a share of a set, at least one where the share is not zero.</summary>
    private protected static int Part(int samples, double share) =>
        share <= 0 ? 0 : Math.Clamp((int)Math.Round(share * samples), 1, samples);
}
