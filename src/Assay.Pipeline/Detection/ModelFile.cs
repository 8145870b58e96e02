using Assay.Core.Detection;
using Assay.Core.Errors;

namespace Assay.Pipeline.Detection;

/// <summary>Model files on disk.</summary>
public static class ModelFile
{
    /// <summary>Whether a file begins as a model does, whatever its name.</summary>
    /// <param name="path">A path; it need not lead to a file.</param>
    public static bool IsModel(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = File.OpenRead(path);
        byte[] start = new byte[Detector.FileMagic.Length];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Detector.FileMagic.SequenceEqual(start);
    }

    /// <summary>Loads a model.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="UserErrorException">The file cannot be read or is no whole model.</exception>
    public static Detector Load(string path)
    {
        try
        {
            return Detector.Load(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(new SourceLine(path), $"the model cannot be read: {e.Message}", "Name a file that `assay detector train` wrote.", e);
        }
    }
}
