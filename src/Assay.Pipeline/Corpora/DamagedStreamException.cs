namespace Assay.Pipeline.Corpora;

/// <summary>A compressed stream that cannot be decoded any further. What came out of it before is in order.</summary>
internal sealed class DamagedStreamException : IOException
{
    /// <summary>Creates the error.</summary>
    /// <param name="problem">What to say about the line in which the stream ended.</param>
    /// <param name="inner">The cause, if another exception tells more.</param>
    public DamagedStreamException(RecordProblem problem, Exception? inner = null)
        : base(problem.Found, inner)
    {
        Problem = problem;
    }

    /// <summary>What to say about the line in which the stream ended.</summary>
    public RecordProblem Problem { get; }
}
