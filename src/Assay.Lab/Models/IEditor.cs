using Assay.Core.Statistics;

namespace Assay.Lab.Models;

/// <summary>A fitted model that can edit data instead of writing it anew (Zhu et al. 2412.14689).</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
public interface IEditor<TData>
{
    /// <summary>Replaces the tokens that the model finds all too likely, and leaves the rest.</summary>
    /// <param name="data">What to edit.</param>
    /// <param name="threshold">Tokens of at least this probability are drawn again, in (0, 1].</param>
    /// <param name="topK">From this many of the likeliest tokens.</param>
    /// <param name="prng">Where the bits come from.</param>
    TData Edit(TData data, double threshold, int topK, Prng prng);
}
