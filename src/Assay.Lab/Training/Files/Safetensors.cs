using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Core.Errors;

namespace Assay.Lab.Training.Files;

/// <summary>Hugging Face's file of named tensors: eight bytes of length, a JSON header of that length, then the numbers.</summary>
/// <param name="Tensors">The tensors by name, in the order of the file.</param>
/// <param name="Metadata">Words that go with them.</param>
public sealed record Safetensors(IReadOnlyDictionary<string, Tensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const int LongestHeader = 100_000_000; // the format's own limit

    /// <summary>Writes the file, in single precision.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject("__metadata__");
                foreach ((string name, string value) in Metadata)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

            long offset = 0;
            foreach ((string name, Tensor tensor) in Tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                WriteNumbers(json, "shape", [.. tensor.Shape.ToArray().Select(s => (long)s)]);
                WriteNumbers(json, "data_offsets", [offset, offset += tensor.Length * (long)sizeof(float)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (header.Length % 8 != 0) // the numbers begin at a multiple of their size
        {
            header.WriteByte((byte)' ');
        }

        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        header.WriteTo(stream);
        foreach (Tensor tensor in Tensors.Values)
        {
            stream.Write(MemoryMarshal.AsBytes(tensor.Span)); // .NET runs on little-endian machines only, as the format is
        }
    }

    /// <summary>Reads a file of numbers of 16 or 32 bits.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <exception cref="UserErrorException">It is not such a file, or it was cut off.</exception>
    public static Safetensors Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            Span<byte> length = stackalloc byte[8];
            stream.ReadExactly(length);
            long headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
            if (headerLength is < 2 or > LongestHeader)
            {
                throw Broken(name, $"its header would have {headerLength} bytes.");
            }

            byte[] header = new byte[headerLength];
            stream.ReadExactly(header);
            using var json = JsonDocument.Parse(header);
            return Read(stream, name, json.RootElement);
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Broken(name, e.Message, e);
        }
    }

    /// <summary>Copies a tensor of the file.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="names">Its name, or the names that it may have.</param>
    /// <exception cref="UserErrorException">There is none, or it has another shape.</exception>
    public void CopyTo(Tensor target, params ReadOnlySpan<string> names)
    {
        ArgumentNullException.ThrowIfNull(target);
        foreach (string name in names)
        {
            if (Tensors.TryGetValue(name, out Tensor? tensor))
            {
                if (!tensor.Shape.SequenceEqual(target.Shape))
                {
                    throw new UserErrorException(
                        $"{name} has the shape [{string.Join(", ", tensor.Shape.ToArray())}] instead of [{string.Join(", ", target.Shape.ToArray())}].",
                        "Give the file of a model of the same sizes.");
                }

                tensor.Span.CopyTo(target.Span);
                return;
            }
        }

        throw new UserErrorException($"There is no tensor {names[0]}.", "Give the file of a model of the same kind and sizes.");
    }

    private static Safetensors Read(Stream stream, string name, JsonElement header)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (header.TryGetProperty("__metadata__", out JsonElement words))
        {
            foreach (JsonProperty word in words.EnumerateObject())
            {
                metadata[word.Name] = word.Value.GetString() ?? "";
            }
        }

        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        long position = 0;
        foreach (JsonProperty entry in header.EnumerateObject()
            .Where(e => !string.Equals(e.Name, "__metadata__", StringComparison.Ordinal))
            .OrderBy(e => e.Value.GetProperty("data_offsets")[0].GetInt64()))
        {
            long from = entry.Value.GetProperty("data_offsets")[0].GetInt64(), to = entry.Value.GetProperty("data_offsets")[1].GetInt64();
            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
            string type = entry.Value.GetProperty("dtype").GetString() ?? "";
            int size = type is "F32" ? 4 : type is "F16" or "BF16" ? 2 : throw Broken(name, $"{entry.Name} has numbers of the kind {type}.");
            if (shape.Length == 0 || shape.Any(s => s < 1) || from != position || to - from != shape.Aggregate((long)size, (a, b) => a * b))
            {
                throw Broken(name, $"{entry.Name} of shape [{string.Join(", ", shape)}] cannot lie at {from} to {to}.");
            }

            var tensor = new Tensor(shape);
            Fill(tensor.Span, stream, type);
            (tensors[entry.Name], position) = (tensor, to);
        }

        return new Safetensors(tensors, metadata);
    }

    private static void Fill(Span<float> target, Stream stream, string type)
    {
        if (type is "F32")
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(target));
            return;
        }

        byte[] bytes = new byte[target.Length * 2];
        stream.ReadExactly(bytes);
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = type is "F16"
                ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(2 * i))
                : BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)) << 16);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static UserErrorException Broken(string name, string found, Exception? inner = null) =>
        new($"{name} is no safetensors file that can be read: {found}", "Write it again, with numbers of 16 or 32 bits.", inner);
}
