namespace Assay.Lab.Rehearsal;

/// <summary>Keeps finished replicates, so that a run that was stopped repeats none of them. Safe to call from several threads.</summary>
public interface IReplicateStore
{
    /// <summary>A finished replicate; null when it has not been run.</summary>
    /// <param name="arm">Key of the arm.</param>
    /// <param name="replicate">From 0.</param>
    T? Find<T>(string arm, int replicate)
        where T : class;

    /// <summary>Keeps a replicate.</summary>
    /// <param name="arm">Key of the arm.</param>
    /// <param name="replicate">From 0.</param>
    /// <param name="result">What it showed.</param>
    void Keep<T>(string arm, int replicate, T result)
        where T : class;
}
