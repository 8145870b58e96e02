namespace Assay.Core.Share;

/// <summary>Scored documents by column: what an estimate of the share needs to know of them.</summary>
/// <remarks>Documents on which the detector abstains are left out; the caller counts them beside the estimate.</remarks>
public sealed class ScoreSample
{
    /// <summary>A sample without documents.</summary>
    public static ScoreSample Empty { get; } = new([], []);

    /// <summary>Takes the columns as they are, without a copy.</summary>
    /// <param name="logOdds">A detector's scores; higher is more machine-like. Any finite numbers on one scale.</param>
    /// <param name="tokens">Lengths in tokens, 1 or more each.</param>
    /// <param name="groups">
    /// What documents belong together (a book, a site, a prompt): those of a group are alike and count for less than as many independent ones. Any
    /// numbers; null where every document stands alone.
    /// </param>
    /// <exception cref="ArgumentException">The columns differ in length, a score is not finite or a length is below 1.</exception>
    public ScoreSample(double[] logOdds, int[] tokens, int[]? groups = null)
    {
        ArgumentNullException.ThrowIfNull(logOdds);
        ArgumentNullException.ThrowIfNull(tokens);
        if (logOdds.Length != tokens.Length || (groups is not null && groups.Length != tokens.Length))
        {
            throw new ArgumentException($"{tokens.Length} lengths and {groups?.Length ?? tokens.Length} groups for {logOdds.Length} scores.", nameof(tokens));
        }

        for (int i = 0; i < logOdds.Length; i++)
        {
            if (!double.IsFinite(logOdds[i]) || tokens[i] < 1)
            {
                throw new ArgumentException($"Document {i} has score {logOdds[i]} and {tokens[i]} tokens; scores are finite and lengths 1 or more.", nameof(logOdds));
            }
        }

        LogOdds = logOdds;
        Tokens = tokens;
        Groups = groups;
    }

    /// <summary>Number of documents.</summary>
    public int Count => LogOdds.Length;

    /// <summary>The scores.</summary>
    public ReadOnlySpan<double> Scores => LogOdds;

    /// <summary>The lengths, in tokens.</summary>
    public ReadOnlySpan<int> Lengths => Tokens;

    internal double[] LogOdds { get; }

    internal int[] Tokens { get; }

    internal int[]? Groups { get; }
}
