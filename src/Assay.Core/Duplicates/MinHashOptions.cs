namespace Assay.Core.Duplicates;

/// <summary>How near-duplicate signatures are made. Signatures made with different options cannot be compared.</summary>
public sealed record MinHashOptions
{
    /// <summary>The most rows of all bands together.</summary>
    public const int MostRows = 1024;

    /// <summary>Consecutive words in one shingle, 1 to 64.</summary>
    public int WordsPerShingle { get; init; } = 5;

    /// <summary>Bands: two documents are candidates when all rows of one band agree.</summary>
    public int Bands { get; init; } = 14;

    /// <summary>Rows in a band, each the minimum of one permutation of the shingles.</summary>
    public int Rows { get; init; } = 8;

    /// <summary>Everything that is wrong with the options; nothing when they can be used.</summary>
    public IEnumerable<string> Problems()
    {
        if (WordsPerShingle is < 1 or > 64)
        {
            yield return $"WordsPerShingle is {WordsPerShingle}; it must lie in 1 to 64.";
        }
        if (Bands < 1)
        {
            yield return $"Bands is {Bands}; it must be 1 or more.";
        }
        if (Rows < 1)
        {
            yield return $"Rows is {Rows}; it must be 1 or more.";
        }
        if ((long)Bands * Rows > MostRows)
        {
            yield return $"Bands times Rows is {(long)Bands * Rows}; it must be {MostRows} or less.";
        }
    }
}
