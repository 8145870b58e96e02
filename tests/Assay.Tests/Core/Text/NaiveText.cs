using System.Text;

namespace Assay.Tests.Core.Text;

/// <summary>The text kernels as one would write them without hurry; they ask the runtime what a letter is.</summary>
internal static class NaiveText
{
    /// <summary>identity-1, one rune at a time.</summary>
    internal static byte[] Fold(ReadOnlySpan<byte> utf8)
    {
        var form = new List<byte>();
        Span<byte> encoded = stackalloc byte[4];
        foreach ((int scalar, byte raw) in Scalars(utf8))
        {
            if (scalar < 0)
            {
                form.Add(raw);
            }
            else if (Rune.IsWhiteSpace(new Rune(scalar)))
            {
                if (form.Count > 0 && form[^1] != ' ')
                {
                    form.Add((byte)' ');
                }
            }
            else
            {
                form.AddRange(encoded[..Rune.ToLowerInvariant(new Rune(scalar)).EncodeToUtf8(encoded)]);
            }
        }
        if (form.Count > 0 && form[^1] == ' ')
        {
            form.RemoveAt(form.Count - 1);
        }
        return [.. form];
    }

    /// <summary>The scalars of a text; -1 and the byte itself for each byte that is not well-formed.</summary>
    internal static List<(int Scalar, byte Raw)> Scalars(ReadOnlySpan<byte> utf8)
    {
        List<(int, byte)> scalars = [];
        while (utf8.Length > 0)
        {
            bool valid = Rune.DecodeFromUtf8(utf8, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            scalars.Add(valid ? (rune.Value, (byte)0) : (-1, utf8[0]));
            utf8 = utf8[(valid ? length : 1)..];
        }
        return scalars;
    }
}
