namespace Assay.Pipeline.Runs;

/// <summary>No mix of this corpus keeps the policy: the answer is no, exit code 1.</summary>
/// <param name="message">The constraint that cannot hold, what the corpus offers, and the nearest policy that can.</param>
/// <param name="details">The same for machines.</param>
public sealed class InfeasiblePolicyException(string message, object details) : Exception(message)
{
    /// <summary>The refusal as a document for <c>--json</c>.</summary>
    public object Details { get; } = details;
}
