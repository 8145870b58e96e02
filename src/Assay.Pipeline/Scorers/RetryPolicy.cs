using System.Globalization;
using Assay.Core.Errors;

namespace Assay.Pipeline.Scorers;

/// <summary>Tries again what may succeed the next time: with a limit in time on each attempt, a growing pause between them, and a limit on their number.</summary>
internal sealed class RetryPolicy(ScorerOptions options)
{
    /// <summary>Runs an attempt until it succeeds.</summary>
    /// <param name="what">Who is asked, for the error.</param>
    /// <param name="attempt">One attempt.</param>
    /// <param name="cancellationToken">Stops it, pauses included.</param>
    /// <exception cref="UserErrorException">No attempt succeeded.</exception>
    public async Task<T> RunAsync<T>(string what, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        TimeSpan pause = options.FirstPause;
        for (int number = 1; ; number++)
        {
            try
            {
                return await WithinTimeoutAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
            catch (TransientException e) when (number < options.Attempts)
            {
                TimeSpan wanted = e.After is { } after && after > pause ? after : pause;
                await Task.Delay(wanted < options.LongestPause ? wanted : options.LongestPause, options.Time, cancellationToken).ConfigureAwait(false);
                pause *= 2;
            }
            catch (TransientException e)
            {
                throw new UserErrorException(
                    $"{what} failed {number} {(number == 1 ? "time" : "times")}, at last because {e.Message}.",
                    "Look whether it runs; what was answered before is kept where there is a cache.", e);
            }
        }
    }

    private async Task<T> WithinTimeoutAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await attempt(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TransientException(
                string.Create(CultureInfo.InvariantCulture, $"there was no answer within {options.Timeout.TotalSeconds:0.###} s"), inner: e);
        }
    }
}
