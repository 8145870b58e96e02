using System.Security.Cryptography;

namespace Assay.Pipeline.Policies;

/// <summary>A policy together with the file it was read from.</summary>
/// <param name="Path">The file, as the user named it.</param>
/// <param name="Bytes">The file's bytes.</param>
/// <param name="Text">The file's text.</param>
/// <param name="Policy">What it says.</param>
public sealed record PolicyFile(string Path, ReadOnlyMemory<byte> Bytes, string Text, Policy Policy)
{
    /// <summary>The folder that the policy's paths are relative to.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes.Span));
}
