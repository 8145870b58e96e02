using System.Runtime.CompilerServices;

namespace Assay.Tests;

/// <summary>A folder of a test's own, deleted when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static int _count;

    public TemporaryFolder([CallerMemberName] string test = "")
    {
        string name = $"assay-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}-{test[..Math.Min(test.Length, 40)]}";
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        _ = Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public string Write(string name, string content)
    {
        string path = Combine(name);
        _ = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
