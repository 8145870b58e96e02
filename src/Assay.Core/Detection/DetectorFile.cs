using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Core.Errors;

namespace Assay.Core.Detection;

/// <summary>Reads and writes model files. docs/guide/detector.md describes every byte.</summary>
internal static class DetectorFile
{
    private const int Version = 1;
    private const int DigestBytes = 32;

    // No honest model is larger; a damaged length must not ask for all memory.
    private const int MostBytes = 256 << 20;

    private static readonly JsonSerializerOptions CardJson = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a model: magic, version, the card as JSON, the numbers compressed, SHA-256 of all before.</summary>
    internal static byte[] Write(DetectorModel model, DetectorCard card)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(card, CardJson);
        byte[] numbers = Numbers(model);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Detector.FileMagic);
            writer.Write(Version);
            writer.Write(json.Length);
            writer.Write(json);
            writer.Write(numbers.Length);
            using (var deflate = new ZLibStream(file, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                deflate.Write(numbers);
            }
        }

        file.Write(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)));
        return file.ToArray();
    }

    /// <summary>Reads a model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name, for errors.</param>
    internal static Detector Read(ReadOnlySpan<byte> file, string name)
    {
        if (!file.StartsWith(Detector.FileMagic))
        {
            throw new UserErrorException(new SourceLine(name), "this is not a detector's model file.", "Name a file that `assay detector train` wrote.");
        }

        if (file.Length < Detector.FileMagic.Length + 8 + DigestBytes || !SHA256.HashData(file[..^DigestBytes]).AsSpan().SequenceEqual(file[^DigestBytes..]))
        {
            throw Damaged(name);
        }

        using var reader = new BinaryReader(new MemoryStream(file[Detector.FileMagic.Length..^DigestBytes].ToArray()));
        int version = reader.ReadInt32();
        if (version != Version)
        {
            throw new UserErrorException(
                new SourceLine(name), $"this model file is of version {version}; this program reads version {Version}.", "Use the program that wrote it, or train the model again.");
        }

        try
        {
            return ReadParts(reader, name);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or InvalidDataException or ArgumentException)
        {
            throw Damaged(name, e);
        }
    }

    /// <summary>SHA-256 over the numbers, which begin with the name of the text form.</summary>
    internal static string IdOf(DetectorModel model) => IdOf(Numbers(model));

    private static string IdOf(ReadOnlySpan<byte> numbers) => Convert.ToHexStringLower(SHA256.HashData(numbers).AsSpan(0, 16));

    private static Detector ReadParts(BinaryReader reader, string name)
    {
        DetectorCard card = JsonSerializer.Deserialize<DetectorCard>(reader.ReadBytes(reader.ReadInt32()), CardJson) ?? throw Damaged(name);
        int length = reader.ReadInt32();
        if (length is < 0 or > MostBytes)
        {
            throw Damaged(name);
        }

        byte[] numbers = new byte[length];
        using (var inflate = new ZLibStream(reader.BaseStream, CompressionMode.Decompress))
        {
            inflate.ReadExactly(numbers);
        }

        return new Detector(ReadNumbers(numbers), card, IdOf(numbers));
    }

    private static byte[] Numbers(DetectorModel model)
    {
        using var numbers = new MemoryStream();
        using var writer = new BinaryWriter(numbers);
        writer.Write(model.IsRaw ? "raw" : NormalText.Name);
        writer.Write(model.Mix.Offset);
        writer.Write(model.Mix.Word);
        writer.Write(model.Mix.Style);
        writer.Write(model.Words.Scale);
        writer.Write(model.Words.Bias);
        writer.Write(MemoryMarshal.AsBytes(model.Words.Weights));
        BoostedTrees trees = model.Style;
        writer.Write(model.Commonness.LevelOf);
        writer.Write(DetectorModel.MeasureNames.Length);
        writer.Write(trees.Depth);
        writer.Write(trees.Count);
        writer.Write(MemoryMarshal.AsBytes(trees.Features));
        writer.Write(MemoryMarshal.AsBytes(trees.Thresholds));
        writer.Write(MemoryMarshal.AsBytes(trees.Leaves));
        writer.Flush();
        return numbers.ToArray();
    }

    private static DetectorModel ReadNumbers(byte[] numbers)
    {
        using var reader = new BinaryReader(new MemoryStream(numbers));
        string form = reader.ReadString();
        if (form is not ("raw" or NormalText.Name))
        {
            throw new InvalidDataException($"The text form {form} is unknown.");
        }

        var mix = new ScoreMix(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        (double scale, double bias) = (reader.ReadDouble(), reader.ReadDouble());
        sbyte[] weights = new sbyte[WordModel.Size];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan()));
        byte[] levels = new byte[WordModel.Size];
        reader.BaseStream.ReadExactly(levels);
        if (levels.AsSpan().ContainsAnyInRange((byte)Commonness.Levels, byte.MaxValue))
        {
            throw new InvalidDataException("A level of commonness is out of range.");
        }

        return new DetectorModel
        {
            IsRaw = form is "raw",
            Mix = mix,
            Words = new WordModel(weights, scale, bias),
            Commonness = new Commonness(levels),
            Style = ReadTrees(reader),
        };
    }

    private static BoostedTrees ReadTrees(BinaryReader reader)
    {
        (int measures, int depth, int count) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        if (measures != DetectorModel.MeasureNames.Length || depth is < 1 or > 12 || count is < 0 or > 1 << 16)
        {
            throw new InvalidDataException("The trees are of another kind.");
        }

        ushort[] features = new ushort[count * ((1 << depth) - 1)];
        float[] thresholds = new float[features.Length];
        float[] leaves = new float[count << depth];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(thresholds.AsSpan()));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(leaves.AsSpan()));
        return features.AsSpan().ContainsAnyInRange((ushort)measures, ushort.MaxValue)
            ? throw new InvalidDataException("A tree asks for a measure that there is not.")
            : new BoostedTrees(depth, features, thresholds, leaves);
    }

    private static UserErrorException Damaged(string name, Exception? inner = null) =>
        new(new SourceLine(name), "this model file is damaged: its checksum or its contents are wrong.", "Copy it again, or train the model again.", inner);
}
