namespace Assay.Tests;

/// <summary>The folder of the sources that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Full path of the folder with Assay.slnx.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Assay.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder;
    }
}
