namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>What proxies are called on the command line.</summary>
public static class ProxyNames
{
    /// <summary>Names in the order of size.</summary>
    public static IReadOnlyList<string> All { get; } = ["ngram", .. GptProxySize.All.Select(size => size.Name)];

    /// <summary>Whether a name stands for a proxy: one of <see cref="All"/>, or a YAML file of commands.</summary>
    /// <param name="name">The name.</param>
    public static bool IsKnown(string name) => All.Contains(name, StringComparer.Ordinal) || IsFile(name);

    /// <summary>Whether a name is that of a file of commands.</summary>
    /// <param name="name">The name.</param>
    public static bool IsFile(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The order in <c>ngram-1</c> to <c>ngram-5</c>; null for other names.</summary>
    /// <param name="name">The name.</param>
    public static int? Order(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name is ['n', 'g', 'r', 'a', 'm', '-', >= '1' and <= '5' and var digit] ? digit - '0' : null;
    }
}
