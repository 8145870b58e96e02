namespace Assay.Lab.Models.Transformer;

/// <summary>How large a transformer is.</summary>
public sealed record GptShape
{
    /// <summary>Number of different tokens, 2 or more.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Most tokens that it reads at once, 1 or more.</summary>
    public int Context { get; init; } = 128;

    /// <summary>Numbers that stand for a place in the text; a multiple of the heads.</summary>
    public int Width { get; init; } = 128;

    /// <summary>Blocks of attention and thought, 1 or more.</summary>
    public int Depth { get; init; } = 4;

    /// <summary>Heads of attention to a block, 1 or more.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Numbers that training changes.</summary>
    public long Parameters => (((long)Vocabulary + Context + 2) * Width) + (Depth * ((12L * Width * Width) + (13L * Width)));

    /// <summary>What is wrong with the sizes, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach ((string name, int value, int least) in ((string, int, int)[])
            [("vocabulary", Vocabulary, 2), ("context", Context, 1), ("width", Width, 1), ("depth", Depth, 1), ("heads", Heads, 1)])
        {
            if (value < least)
            {
                yield return $"{name} is {value}; it must be {least} or more.";
            }
        }

        if (Heads > 0 && Width % Heads != 0)
        {
            yield return $"width {Width} is not a multiple of the {Heads} heads.";
        }
    }
}
