using System.Buffers.Text;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Watching;

/// <summary>Reads the vector of a record: a JSON array of numbers, or a list column of Parquet.</summary>
/// <param name="slot">The field's slot; -1 for none.</param>
internal sealed class VectorReader(int slot)
{
    private float[] _numbers = new float[1024];

    /// <summary>The vector; empty where the record has none. Valid until the next record.</summary>
    /// <param name="reader">At the record.</param>
    public ReadOnlySpan<float> Read(ShardReader reader)
    {
        ReadOnlySpan<byte> json = slot < 0 ? default : reader.Field(slot).Utf8;
        if (json.IsEmpty)
        {
            return default;
        }

        int count = 0;
        for (ReadOnlySpan<byte> rest = json.TrimStart((byte)'['); ; rest = rest[1..])
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (json[0] != (byte)'[' || !Utf8Parser.TryParse(rest, out float number, out int used) || !float.IsFinite(number))
            {
                reader.Reject(BadRecordReason.BadField, "its vector is not a list of numbers.", "Mend it, or name another field with --vectors.");
                return default;
            }

            if (count == _numbers.Length)
            {
                Array.Resize(ref _numbers, count * 2);
            }

            _numbers[count++] = number;
            rest = rest[used..].TrimStart(" \t\r\n"u8);
            if (rest.IsEmpty || rest[0] != (byte)',')
            {
                return _numbers.AsSpan(0, count);
            }
        }
    }
}
