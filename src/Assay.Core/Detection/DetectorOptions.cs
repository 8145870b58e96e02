namespace Assay.Core.Detection;

/// <summary>How a detector is trained.</summary>
public sealed record DetectorOptions
{
    /// <summary>The model's name, for people.</summary>
    public string Name { get; init; } = "detector";

    /// <summary>BCP 47 tag of the language it is for.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Root of all randomness.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Whether to read the text as it is, without the normal form: for comparison, since such a model learns file formats.</summary>
    public bool IsRaw { get; init; }

    /// <summary>False-positive rate on left-out sources that the stated threshold is set for, in (0, 1).</summary>
    public double FalsePositiveRate { get; init; } = 0.01;

    /// <summary>The most pieces that are taken of one document, at even distances; 1 or more.</summary>
    public int MostChunks { get; init; } = 64;

    /// <summary>Threads that train folds; the model does not depend on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Sentences for the card about what the detector cannot see.</summary>
    public IReadOnlyList<string> CannotSee { get; init; } =
    [
        "Text that a base model continues: it follows the style of what stands before it, and style is all that this detector reads.",
        "Texts below 50 words, of which it says nothing, and hardly those below 100.",
        "Machine text that was paraphrased, translated back or worked over by a person: about half of it passes.",
        "Kinds of text, generators and languages that it was not trained on: false positives there can be many. Calibrate it on known documents of the source.",
    ];

    /// <summary>Weight of the data against the penalty of the word model.</summary>
    internal double WordCost { get; init; } = 4;

    /// <summary>How often the word model visits each piece.</summary>
    internal int WordPasses { get; init; } = 6;

    /// <summary>How trees are grown.</summary>
    internal TreeOptions Trees { get; init; } = new();

    /// <summary>What is wrong with the options, all at once.</summary>
    public IEnumerable<string> Problems()
    {
        if (FalsePositiveRate is not (> 0 and < 1))
        {
            yield return $"FalsePositiveRate is {FalsePositiveRate}; it must lie in (0, 1).";
        }

        if (MostChunks < 1)
        {
            yield return $"MostChunks is {MostChunks}; it must be 1 or more.";
        }

        if (Workers < 1)
        {
            yield return $"Workers is {Workers}; it must be 1 or more.";
        }
    }
}
