using Assay.Core.Detection;
using Assay.Core.Errors;
using Assay.Pipeline.Policies;

namespace Assay.Pipeline.Detection;

/// <summary>The detector that a policy names.</summary>
internal static class PolicyDetector
{
    /// <summary>Loads it where something is to be scored.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="folder">The folder that its paths are relative to.</param>
    /// <returns>Null where nothing is scored.</returns>
    /// <exception cref="UserErrorException">The model file cannot be read, or is none.</exception>
    public static Detector? Load(Policy policy, string folder)
    {
        if (!policy.Sources.Any(policy.IsScored))
        {
            return null;
        }

        if (policy.Detector is Policy.DefaultDetector)
        {
            return Detector.Default;
        }

        string path = Path.Combine(folder, policy.Detector);
        try
        {
            return Detector.Load(File.ReadAllBytes(path), policy.Detector);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                $"The detector \"{policy.Detector}\" cannot be read: {e.Message.TrimEnd('.')}.", "Name a file that `assay detector train` wrote, relative to the policy's folder, or `detector: default`.", e);
        }
    }
}
