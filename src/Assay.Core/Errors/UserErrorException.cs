namespace Assay.Core.Errors;

/// <summary>Bad usage or bad input: what was found, where, and what to do about it. The program answers it with exit code 2.</summary>
/// <remarks>Everything else that is thrown is a defect of the program and keeps its stack.</remarks>
public class UserErrorException : Exception
{
    /// <summary>Creates an error without a place in a file.</summary>
    /// <param name="found">What was found, as a sentence.</param>
    /// <param name="remedy">What the user can do about it, as a sentence.</param>
    /// <param name="inner">The cause, if another exception tells more.</param>
    public UserErrorException(string found, string remedy, Exception? inner = null)
        : base($"{found} {remedy}", inner)
    {
    }

    /// <summary>Creates an error at a place in a file.</summary>
    /// <param name="at">Where it was found.</param>
    /// <param name="found">What was found, as a sentence.</param>
    /// <param name="remedy">What the user can do about it, as a sentence.</param>
    /// <param name="inner">The cause, if another exception tells more.</param>
    public UserErrorException(SourceLine at, string found, string remedy, Exception? inner = null)
        : base($"{at}: {found} {remedy}", inner)
    {
        At = at;
    }

    /// <summary>Where it was found; null when the error has no place in a file.</summary>
    public SourceLine? At { get; }
}
