using Assay.Core.Errors;

namespace Assay.Pipeline.Corpora;

/// <summary>A corpus file does not hold what its format promises.</summary>
public sealed class ShardFormatException : UserErrorException
{
    /// <summary>Creates the error.</summary>
    /// <param name="at">Where it was found.</param>
    /// <param name="found">What was found, as a sentence.</param>
    /// <param name="remedy">What the user can do about it, as a sentence.</param>
    /// <param name="inner">The cause, if another exception tells more.</param>
    public ShardFormatException(SourceLine at, string found, string remedy, Exception? inner = null)
        : base(at, found, remedy, inner)
    {
    }
}
