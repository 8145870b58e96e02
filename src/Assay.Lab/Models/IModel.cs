using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models;

/// <summary>A fitted model: it can be asked for more data.</summary>
/// <typeparam name="TData">The kind of data.</typeparam>
/// <remarks>Sampling changes only the generator. Neural models join here: a family trains in Fit, a model decodes in Sample.</remarks>
public interface IModel<TData>
{
    /// <summary>Draws a set.</summary>
    /// <param name="size">Number of items.</param>
    /// <param name="decoder">How it samples.</param>
    /// <param name="prng">Where the bits come from.</param>
    TData Sample(int size, Decoder decoder, Prng prng);
}
