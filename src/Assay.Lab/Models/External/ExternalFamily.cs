using Assay.Core.Statistics;

namespace Assay.Lab.Models.External;

/// <summary>Models that somebody trains elsewhere, by two commands.</summary>
/// <remarks>
/// <para><c>fit</c> reads JSON lines at <c>{data}</c> and leaves a model at <c>{model}</c>, a file or a folder of its own choice; <c>sample</c> reads the model and
/// writes <c>{count}</c> JSON lines to <c>{out}</c>. Both may use <c>{seed}</c>.</para>
/// <para>Training sets are deleted after each fit; models stay until the program ends, since some loops go back to older ones.</para>
/// </remarks>
/// <param name="fit">Trains a model.</param>
/// <param name="sample">Lets it write.</param>
/// <param name="workingFolder">Where both run.</param>
public sealed class ExternalFamily(ExternalCommand fit, ExternalCommand sample, string workingFolder) : IModelFamily<Texts>
{
    private readonly Lazy<string> _folder = new(TemporaryFolder);
    private int _models;

    /// <inheritdoc/>
    public IModel<Texts> Fit(TrainingSet<Texts> trainingSet, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(trainingSet);
        ArgumentNullException.ThrowIfNull(prng);
        string own = Path.Combine(_folder.Value, $"model-{++_models}"), data = Path.Combine(_folder.Value, "data.jsonl");
        ExternalTexts.Write(data, trainingSet.Unweighted());
        fit.Run(workingFolder, ("data", data), ("model", own), ("seed", Seed(prng)));
        File.Delete(data);
        return new ExternalModel(sample, workingFolder, own);
    }

    /// <summary>A seed that every language can read: 31 bits.</summary>
    internal static string Seed(Prng prng) => $"{prng.NextUInt64() >> 33}";

    private static string TemporaryFolder()
    {
        string folder = Directory.CreateTempSubdirectory("assay-external-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
