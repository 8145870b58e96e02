using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Errors;

namespace Assay.Lab.Training.Files;

/// <summary>Fitted models in a folder: a run that was stopped takes them from there instead of fitting them again, and loops that share a model fit it once.</summary>
/// <remarks>
/// A model's file is named by all that its numbers follow from: settings, seed, training data, and the build of the laboratory. So a model is
/// taken only where fitting would give the same one. Thread-safe.
/// </remarks>
public sealed class ModelStore
{
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, Lock> _fitting = new(StringComparer.Ordinal);

    /// <summary>Opens a folder, which is made where it is not there.</summary>
    /// <param name="folder">Its path.</param>
    /// <exception cref="UserErrorException">The path is a file.</exception>
    public ModelStore(string folder) => _folder = !File.Exists(folder)
        ? Directory.CreateDirectory(folder).FullName
        : throw new UserErrorException($"{folder} is a file.", "Name a folder in which models can be kept.");

    /// <summary>Whether only models of real data are kept: those that loops share.</summary>
    public bool OnlyOfRealData { get; init; }

    /// <summary>Takes a model's numbers from the store, or fits and keeps them.</summary>
    /// <param name="store">The store; null fits.</param>
    /// <param name="fit">What is fitted.</param>
    /// <param name="parameters">The model's numbers before training.</param>
    /// <param name="data">The training data, byte by byte.</param>
    /// <param name="train">Fits them.</param>
    /// <exception cref="UserErrorException">A file of the store cannot be read.</exception>
    internal static void Fit(ModelStore? store, in ModelFit fit, IReadOnlyList<Parameter> parameters, ReadOnlySpan<byte> data, Action train)
    {
        if (store is null || (store.OnlyOfRealData && !fit.IsOfRealData))
        {
            train();
            return;
        }

        string path = store.PathOf(fit, data);
        lock (store._fitting.GetOrAdd(path, static _ => new Lock())) // who comes second waits for the model instead of fitting it again
        {
            if (File.Exists(path))
            {
                Take(path, parameters);
                return;
            }

            train();
            store.Keep(path, parameters);
        }
    }

    private static void Take(string path, IReadOnlyList<Parameter> parameters)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            var file = Safetensors.Read(stream, path);
            foreach (Parameter parameter in parameters)
            {
                file.CopyTo(parameter.Value, parameter.Name);
            }
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{path} holds no model that can be taken: {e.Message}", "Delete the file; the model is then fitted again.", e);
        }
    }

    private void Keep(string path, IReadOnlyList<Parameter> parameters)
    {
        // Another run may keep the same model at the same time: both write the same bytes, under names of their own.
        string partial = Path.Combine(_folder, $"{Path.GetRandomFileName()}.partial");
        using (FileStream stream = File.Create(partial))
        {
            new Safetensors(parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal)).Write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }

    private string PathOf(in ModelFit fit, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{typeof(ModelStore).Module.ModuleVersionId} {fit.Kind} {fit.Settings} {fit.Seed}\n")));
        hash.AppendData(data);
        return Path.Combine(_folder, $"{fit.Kind}-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}.safetensors");
    }
}

/// <summary>What a fitted model follows from, its data aside.</summary>
/// <param name="Kind">The kind of model, a word.</param>
/// <param name="Settings">Sizes and options of training, in invariant words.</param>
/// <param name="Seed">Of weights and order.</param>
/// <param name="IsOfRealData">Whether people made all of the data.</param>
internal readonly record struct ModelFit(string Kind, string Settings, ulong Seed, bool IsOfRealData);
