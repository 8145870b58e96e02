namespace Assay.Lab.Training.Kernels;

/// <summary>How wide the registers of a matrix product are, in bits.</summary>
internal enum TileWidth
{
    /// <summary>Every processor that .NET runs on.</summary>
    Bits128 = 128,

    /// <summary>AVX2.</summary>
    Bits256 = 256,

    /// <summary>AVX-512.</summary>
    Bits512 = 512,
}
