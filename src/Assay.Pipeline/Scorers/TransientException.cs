namespace Assay.Pipeline.Scorers;

/// <summary>An attempt failed in a way that another attempt may not.</summary>
/// <param name="reason">What happened, as a clause.</param>
/// <param name="after">How long the other side asks to wait; null when it does not say.</param>
/// <param name="inner">The cause.</param>
internal sealed class TransientException(string reason, TimeSpan? after = null, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>How long the other side asks to wait.</summary>
    public TimeSpan? After => after;
}
