using System.Buffers.Binary;
using System.IO.Compression;
using Assay.Lab.Models.Vae;

namespace Assay.Lab.Experiments;

/// <summary>Writes grey pictures side by side as a PNG.</summary>
internal static class PngPicture
{
    private const int Columns = 10;

    /// <summary>A data URI, for a report that stands alone.</summary>
    /// <param name="images">Pictures; ten to a row, a shorter rest is left out.</param>
    public static string DataUri(Images images)
    {
        int rows = images.Count / Columns, width = Columns * Images.Side, height = rows * Images.Side;
        byte[] lines = new byte[height * (1 + width)]; // each line begins with its filter: none
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int picture = (y / Images.Side * Columns) + (x / Images.Side);
                lines[(y * (1 + width)) + 1 + x] = images.Pixels[(picture * Images.Length) + (y % Images.Side * Images.Side) + (x % Images.Side)];
            }
        }

        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(lines);
        }

        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]; // 8 bits of grey, not interlaced
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        byte[] png = [0x89, .. "PNG\r\n\u001A\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, compressed.ToArray()), .. Chunk("IEND"u8, [])];
        return $"data:image/png;base64,{Convert.ToBase64String(png)}";
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. content, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(chunk.AsSpan(4, type.Length + content.Length)));
        return chunk;
    }

    /// <summary>CRC-32 of the PNG specification, bit by bit: pictures are small.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint checksum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            checksum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                checksum = (checksum & 1) == 0 ? checksum >> 1 : (checksum >> 1) ^ 0xEDB88320;
            }
        }

        return ~checksum;
    }
}
