using System.Buffers.Binary;
using System.Text;
using Assay.Core.Errors;
using Assay.Lab.Training;
using Assay.Lab.Training.Files;

namespace Assay.Tests.Lab.Training;

public class SafetensorsTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var tensors = new Dictionary<string, Tensor> { ["b"] = GradientCheck.Random("b", 3, 2), ["a"] = GradientCheck.Random("a", 5) };
        using var stream = new MemoryStream();
        new Safetensors(tensors, new Dictionary<string, string> { ["format"] = "pt" }).Write(stream);
        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(stream.ToArray()) % 8);

        stream.Position = 0;
        Safetensors read = Safetensors.Read(stream, "memory");

        Assert.Equal("pt", read.Metadata["format"]);
        Assert.Equal(["b", "a"], read.Tensors.Keys);
        Assert.Equal([3, 2], read.Tensors["b"].Shape.ToArray());
        Assert.Equal(tensors["a"].Span, read.Tensors["a"].Span);
        Assert.Equal(tensors["b"].Span, read.Tensors["b"].Span);
    }

    [Fact]
    public void Numbers_of_sixteen_bits_are_read()
    {
        // 1.5 and -2 in both formats of 16 bits.
        byte[] numbers = [0x00, 0x3E, 0x00, 0xC0, 0xC0, 0x3F, 0x00, 0xC0];
        Safetensors read = Read("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[1,2],"data_offsets":[4,8]}}""", numbers);

        Assert.Equal([1.5f, -2f], read.Tensors["h"].Span.ToArray());
        Assert.Equal([1.5f, -2f], read.Tensors["b"].Span.ToArray());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "cannot lie at 0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no safetensors file")] // cut off
    [InlineData("""{"a":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", "of the kind I64")]
    [InlineData("""{"a":{"dtype":"F32"}}""", "no safetensors file")]
    [InlineData("""{"a":""", "no safetensors file")]
    public void A_broken_file_is_refused(string header, string message) =>
        Assert.Contains(message, Assert.Throws<UserErrorException>(() => Read(header, new byte[4])).Message);

    [Fact]
    public void Something_else_is_refused() =>
        Assert.Contains("header would have", Assert.Throws<UserErrorException>(() => Safetensors.Read(new MemoryStream(Encoding.UTF8.GetBytes("not a model at all")), "x")).Message);

    private static Safetensors Read(string header, byte[] numbers)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        using var stream = new MemoryStream([.. length, .. Encoding.UTF8.GetBytes(header), .. numbers]);
        return Safetensors.Read(stream, "memory");
    }
}
