using System.Security.Cryptography;
using System.Text;
using Assay.Core.Documents;

namespace Assay.Pipeline.Removal;

/// <summary>Names what is taken out without saying it, so that a stopped removal is only ever continued by the same one.</summary>
internal static class RemovalDigest
{
    /// <summary>SHA-256, hexadecimal, over <c>source</c> and its name, or over <c>ids</c> and the ids in ascending order, each on a line.</summary>
    /// <param name="source">The source; null when documents are taken out.</param>
    /// <param name="ids">The documents, when no source is given.</param>
    public static string Of(string? source, IEnumerable<DocumentId> ids)
    {
        IEnumerable<string> lines = source is null ? ids.Order().Select(id => id.ToString()).Prepend("ids") : ["source", source];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
    }
}
