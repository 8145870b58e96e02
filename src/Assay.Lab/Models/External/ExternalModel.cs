using Assay.Core.Statistics;
using Assay.Lab.Decoders;

namespace Assay.Lab.Models.External;

/// <summary>A model that a user's command has trained.</summary>
/// <param name="sample">Lets it write.</param>
/// <param name="workingFolder">Where the command runs.</param>
/// <param name="path">Where the model lies.</param>
public sealed class ExternalModel(ExternalCommand sample, string workingFolder, string path) : IModel<Texts>
{
    /// <inheritdoc/>
    public Texts Sample(int size, Decoder decoder, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(prng);
        if (decoder != Decoder.Unbiased)
        {
            throw new NotSupportedException("How an external model samples is the business of its own command.");
        }

        string output = $"{path}.sample.jsonl";
        sample.Run(workingFolder, ("model", path), ("out", output), ("count", $"{size}"), ("seed", ExternalFamily.Seed(prng)));
        Texts texts = ExternalTexts.Read(output, size);
        File.Delete(output);
        return texts;
    }
}
