using System.Security.Cryptography;
using System.Text;

namespace Assay.Pipeline.Runs;

/// <summary>Names finished work by what went into it: input bytes, parameters and program version.</summary>
public static class ContentKey
{
    /// <summary>128 bits of SHA-256 over the parts, as 32 hexadecimal digits.</summary>
    /// <param name="parts">What the work depends on, in a fixed order; each part is framed, so that no two lists read alike.</param>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string part in parts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
