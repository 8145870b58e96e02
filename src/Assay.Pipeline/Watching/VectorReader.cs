using System.Buffers.Text;
using Assay.Pipeline.Corpora;

namespace Assay.Pipeline.Watching;

/// <summary>Reads the vector of a record: a JSON array of numbers, or a list column of Parquet.</summary>
/// <param name="slot">The field's slot; -1 for none.</param>
internal sealed class VectorReader(int slot)
{
    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

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

        if (Parse(json) is { } count)
        {
            return _numbers.AsSpan(0, count);
        }

        reader.Reject(BadRecordReason.BadField, "its vector is not a list of numbers.", "Mend it, or name another field with --vectors.");
        return default;
    }

    /// <summary>Reads a list of finite numbers, and nothing else.</summary>
    /// <returns>How many there are; null where it is no such list.</returns>
    private int? Parse(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> rest = json.Trim(Blanks);
        if (rest is not [(byte)'[', .., (byte)']'])
        {
            return null;
        }

        rest = rest[1..^1];
        for (int count = 0; ;)
        {
            rest = rest.TrimStart(Blanks);
            if (!Utf8Parser.TryParse(rest, out float number, out int used) || !float.IsFinite(number))
            {
                return null;
            }

            if (count == _numbers.Length)
            {
                Array.Resize(ref _numbers, count * 2);
            }

            _numbers[count++] = number;
            rest = rest[used..].TrimStart(Blanks);
            if (rest.IsEmpty)
            {
                return count;
            }

            if (rest[0] != (byte)',')
            {
                return null;
            }

            rest = rest[1..];
        }
    }
}
