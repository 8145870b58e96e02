using System.Reflection;
using System.Runtime.InteropServices;
using Assay.Core.Errors;

namespace Assay.Pipeline.Engine;

/// <summary>Finds DuckDB's native library beside the program, under the file name of the platform.</summary>
internal static class DuckLibrary
{
    /// <summary>The name that imports use; the file behind it is <see cref="FileName"/>.</summary>
    internal const string Name = "duckdb";

    private static readonly Lazy<nint> Handle = new(() => LoadFrom(AppContext.BaseDirectory));
    private static readonly Lazy<bool> Resolver = new(SetResolver);

    /// <summary>The library's file on this platform.</summary>
    internal static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll"
        : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";

    /// <summary>Loads the library, once in a process.</summary>
    /// <exception cref="UserErrorException">The library is not there, or does not fit the machine.</exception>
    internal static void EnsureLoaded()
    {
        _ = Resolver.Value;
        _ = Handle.Value;
    }

    /// <summary>Loads the library from a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The library's handle.</returns>
    /// <exception cref="UserErrorException">The library is not there, or does not fit the machine.</exception>
    internal static nint LoadFrom(string folder)
    {
        string path = Path.Combine(folder, FileName);
        const string Remedy = "Build the program again for this platform (native/DuckDb.targets says how), or install it anew.";
        if (!File.Exists(path))
        {
            throw new UserErrorException($"DuckDB's library {FileName} is missing from {folder}.", Remedy);
        }

        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            string machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}";
            throw new UserErrorException($"DuckDB's library {path} does not load on this machine ({machine}).", Remedy, e);
        }
    }

    private static bool SetResolver()
    {
        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => string.Equals(name, Name, StringComparison.Ordinal) ? Handle.Value : 0);
        return true;
    }
}
