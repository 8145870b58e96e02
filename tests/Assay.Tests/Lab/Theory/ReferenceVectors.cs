using System.Text.Json;

namespace Assay.Tests.Lab.Theory;

/// <summary>Numbers computed elsewhere and checked by simulation, where they lie beside the checkout.</summary>
internal static class ReferenceVectors
{
    public static JsonElement Section(string key)
    {
        for (DirectoryInfo? folder = new(Repository.Root); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "vectors", "lab_reference.json");
            if (File.Exists(path))
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
                return document.RootElement.EnumerateObject().Single(p => p.Name.StartsWith(key, StringComparison.Ordinal)).Value.Clone();
            }
        }

        Assert.Skip("vectors/lab_reference.json is not beside this checkout.");
        return default;
    }
}
