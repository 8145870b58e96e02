namespace Assay.Lab.Rehearsal;

/// <summary>A generator that errs and a verifier that looks at what it wrote (Feng et al. 2406.07515).</summary>
/// <remarks>A wrong document has its words replaced by words drawn from the whole vocabulary: it teaches nothing that is true.</remarks>
/// <param name="ErrorRate">Share of generated documents that are wrong, in [0, 1).</param>
/// <param name="KeepRight">Probability that a right document is kept, in (0, 1].</param>
/// <param name="KeepWrong">Probability that a wrong one is kept, in [0, 1].</param>
public sealed record Verification(double ErrorRate, double KeepRight = 1, double KeepWrong = 1)
{
    /// <summary>What is wrong with the rates, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (ErrorRate is not (>= 0 and < 1))
        {
            yield return $"The error rate is {ErrorRate}; it must lie in [0, 1).";
        }

        if (KeepRight is not (> 0 and <= 1) || KeepWrong is not (>= 0 and <= 1))
        {
            yield return $"The keep probabilities are {KeepRight} and {KeepWrong}; they must lie in (0, 1] and [0, 1].";
        }
    }
}
