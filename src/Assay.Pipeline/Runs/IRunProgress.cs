namespace Assay.Pipeline.Runs;

/// <summary>Who wants to know how far a run is. Implementations are thread-safe.</summary>
public interface IRunProgress
{
    /// <summary>A step begins.</summary>
    /// <param name="name">Its name: <c>hash</c>, <c>count</c>, <c>scan</c>, <c>decide</c>, <c>write</c>.</param>
    /// <param name="total">What there is to do, in <paramref name="unit"/>; 0 when it is not known.</param>
    /// <param name="unit"><c>bytes</c> or <c>documents</c>.</param>
    void StepStarted(string name, long total, string unit);

    /// <summary>Some of the step is done.</summary>
    /// <param name="amount">In the step's unit.</param>
    void Advanced(long amount);

    /// <summary>The step is done.</summary>
    void StepFinished();

    /// <summary>Something worth a line: what was skipped, what changed.</summary>
    /// <param name="line">A sentence.</param>
    void Note(string line);
}
