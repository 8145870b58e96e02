using System.Reflection;

namespace Assay.Pipeline.Runs;

/// <summary>The version of the program: part of every key, so that a new version never trusts an old one's work.</summary>
public static class ProgramVersion
{
    /// <summary>For instance <c>0.1.0</c>.</summary>
    public static string Current { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
