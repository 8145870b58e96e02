using Assay.Lab.Models.Transformer;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>How large a transformer that stands for a model is, and how it is trained.</summary>
/// <param name="Name">Name on the command line.</param>
/// <param name="Width">Numbers that stand for a place in the text.</param>
/// <param name="Depth">Blocks.</param>
/// <param name="Heads">Heads of attention to a block.</param>
/// <param name="Context">Pieces that it reads at once.</param>
/// <param name="Pieces">Different pieces of words.</param>
/// <param name="Passes">How often a text of the size of the budget is seen in training, unless stated otherwise.</param>
/// <param name="Rate">The learning rate's peak.</param>
public sealed record GptProxySize(string Name, int Width, int Depth, int Heads, int Context, int Pieces, double Passes, double Rate)
{
    /// <summary>The sizes that have names, the smallest first.</summary>
    public static IReadOnlyList<GptProxySize> All { get; } =
    [
        new("gpt-s", Width: 64, Depth: 2, Heads: 2, Context: 64, Pieces: 1024, Passes: 3, Rate: 1.5e-3),
        new("gpt-m", Width: 128, Depth: 4, Heads: 4, Context: 64, Pieces: 1024, Passes: 4, Rate: 1e-3),
        new("gpt-l", Width: 256, Depth: 6, Heads: 8, Context: 128, Pieces: 1024, Passes: 6, Rate: 6e-4),
    ];

    /// <summary>Texts of the context's length to a step.</summary>
    public int Batch { get; init; } = 8;

    /// <summary>The transformer.</summary>
    /// <param name="pieces">Different pieces that there are.</param>
    public GptShape Shape(int pieces) => new() { Vocabulary = pieces, Context = Context, Width = Width, Depth = Depth, Heads = Heads };
}
