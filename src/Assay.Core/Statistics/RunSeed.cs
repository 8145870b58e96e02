using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Core.Statistics;

/// <summary>The root of all randomness of a run.</summary>
/// <param name="Value">The number the user gave.</param>
public readonly record struct RunSeed(ulong Value)
{
    /// <summary>A child seed by name, so that adding a purpose leaves the numbers of every other purpose alone.</summary>
    /// <param name="purpose">A path-like name, for instance <c>mix/draw</c>.</param>
    public RunSeed For(string purpose) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Value}/{purpose}"))));
}
