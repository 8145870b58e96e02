using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Assay.Core.Documents;

namespace Assay.Core.Text;

/// <summary>The frozen identity form <c>identity-1</c>, and a document's id: the first 128 bits of SHA-256 of it.</summary>
/// <remarks>
/// <para>Each scalar becomes its simple lower-case form in Unicode 16.0; each run of white space becomes one U+0020, and none
/// at either end. Nothing else is folded: punctuation, accents and normal forms tell documents apart. A byte that is not
/// well-formed UTF-8 stays as it is.</para>
/// <para>It never changes. A better form would get another name and live beside it.</para>
/// </remarks>
public static class Identity1
{
    private const int Block = 64;

    /// <summary>The name of the form, as facts and manifests record it.</summary>
    public const string Name = "identity-1";

    /// <summary>Bytes that <see cref="Fold"/> and <see cref="Compute(ReadOnlySpan{byte}, Span{byte})"/> need for a text.</summary>
    /// <param name="utf8Length">Bytes of the text.</param>
    /// <returns>Half more than the text, as two letters of two bytes have lower-case forms of three, and one block.</returns>
    /// <exception cref="OverflowException">The text is longer than 1.4 GB.</exception>
    public static int FormCapacity(int utf8Length) => checked(utf8Length + utf8Length / 2 + 2 * Block);

    /// <summary>The id of a text.</summary>
    /// <param name="utf8">The text, well-formed UTF-8.</param>
    /// <param name="scratch">At least <see cref="FormCapacity"/> bytes, owned by the caller.</param>
    /// <exception cref="ArgumentException">The scratch is too short.</exception>
    public static DocumentId Compute(ReadOnlySpan<byte> utf8, Span<byte> scratch)
    {
        int length = Fold(utf8, scratch);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch[..length], hash);
        return DocumentId.FromHash(hash);
    }

    /// <summary>The id of a text, with scratch from the shared pool.</summary>
    /// <param name="utf8">The text, well-formed UTF-8.</param>
    public static DocumentId Compute(ReadOnlySpan<byte> utf8)
    {
        byte[] scratch = ArrayPool<byte>.Shared.Rent(FormCapacity(utf8.Length));
        DocumentId id = Compute(utf8, scratch);
        ArrayPool<byte>.Shared.Return(scratch);
        return id;
    }

    /// <summary>Writes the identity form of a text.</summary>
    /// <param name="utf8">The text, well-formed UTF-8.</param>
    /// <param name="form">At least <see cref="FormCapacity"/> bytes. What lies beyond the form is overwritten too.</param>
    /// <returns>Bytes of the form.</returns>
    /// <exception cref="ArgumentException">The target is too short.</exception>
    public static int Fold(ReadOnlySpan<byte> utf8, Span<byte> form) =>
        Vector512.IsHardwareAccelerated ? Fold<ByteBlock512>(utf8, form)
        : Vector256.IsHardwareAccelerated ? Fold<ByteBlock256>(utf8, form)
        : Fold<ByteBlock128>(utf8, form);

    /// <summary><see cref="Fold(ReadOnlySpan{byte}, Span{byte})"/> with vectors of a given width.</summary>
    internal static int Fold<TBlock>(ReadOnlySpan<byte> utf8, Span<byte> form)
        where TBlock : IByteBlock
    {
        if (form.Length < FormCapacity(utf8.Length))
        {
            throw new ArgumentException($"The form of {utf8.Length} bytes needs {FormCapacity(utf8.Length)}.", nameof(form));
        }

        var state = new FoldState { AfterSpace = true }; // As if a space stood before the text, so none begins the form.
        FoldBlocks<TBlock>(utf8, utf8, form, ref state);

        // The last bytes once more, padded with white space, which the end takes away again.
        Span<byte> rest = stackalloc byte[2 * Block];
        rest.Fill((byte)' ');
        ReadOnlySpan<byte> tail = utf8[state.Read..];
        tail.CopyTo(rest);
        state.Read = 0;
        FoldBlocks<TBlock>(rest, tail, form, ref state);
        return state.Written > 0 && form[state.Written - 1] == ' ' ? state.Written - 1 : state.Written;
    }

    /// <summary>Folds as long as whole blocks remain, which leaves less than one.</summary>
    /// <param name="readable">What blocks are read from.</param>
    /// <param name="text">The same without padding: scalars must not reach into that.</param>
    /// <param name="form">The target.</param>
    /// <param name="state">Where the two stand.</param>
    private static void FoldBlocks<TBlock>(
        ReadOnlySpan<byte> readable, ReadOnlySpan<byte> text, Span<byte> form, ref FoldState state)
        where TBlock : IByteBlock
    {
        ref byte source = ref MemoryMarshal.GetReference(readable);
        int read = state.Read;
        int written = state.Written;
        bool afterSpace = state.AfterSpace;
        while (read < text.Length && read <= readable.Length - Block)
        {
            ref byte target = ref MemoryMarshal.GetReference(form.Slice(written, Block));
            ulong white = TBlock.Fold(ref Unsafe.Add(ref source, read), ref target, out ulong notAscii);
            ulong dropped = white & ((white << 1) | (afterSpace ? 1UL : 0));
            ulong stop = dropped | notAscii;
            if (stop == 0)
            {
                read += Block;
                written += Block;
                afterSpace = white >> (Block - 1) != 0;
                continue;
            }

            int kept = BitOperations.TrailingZeroCount(stop);
            read += kept;
            written += kept;
            if ((dropped >> kept & 1) != 0)
            {
                // Kept ends with the space of this run; the rest of the run goes.
                read += BitOperations.TrailingZeroCount(~(white >> kept));
                afterSpace = true;
                continue;
            }
            state = new FoldState
            {
                Read = read,
                Written = written,
                AfterSpace = kept == 0 ? afterSpace : (white >> (kept - 1) & 1) != 0,
            };
            FoldScalars(text, form, ref state);
            (read, written, afterSpace) = (state.Read, state.Written, state.AfterSpace);
        }
        state = new FoldState { Read = read, Written = written, AfterSpace = afterSpace };
    }

    /// <summary>Folds scalar by scalar until eight bytes of ASCII lie ahead, or the text ends.</summary>
    private static void FoldScalars(ReadOnlySpan<byte> text, Span<byte> form, ref FoldState state)
    {
        int read = state.Read;
        int written = state.Written;
        bool afterSpace = state.AfterSpace;
        do
        {
            int scalar = Utf8Scalar.Decode(text[read..], out int length);
            if (scalar == Utf8Scalar.IllFormed)
            {
                form[written++] = text[read++];
                afterSpace = false;
                continue;
            }
            read += length;
            int entry = FrozenUnicode.Entry(scalar);
            if ((CharacterClass)(entry & 7) == CharacterClass.WhiteSpace)
            {
                form[written] = (byte)' ';
                written += afterSpace ? 0 : 1;
                afterSpace = true;
                continue;
            }
            uint bytes = Utf8Scalar.Encode(scalar + (entry >> 3), out int lowerLength);
            BinaryPrimitives.WriteUInt32LittleEndian(form[written..], bytes);
            written += lowerLength;
            afterSpace = false;
        }
        while (read < text.Length && !AsciiAhead(text[read..]));
        state = new FoldState { Read = read, Written = written, AfterSpace = afterSpace };
    }

    private static bool AsciiAhead(ReadOnlySpan<byte> text) =>
        text.Length >= sizeof(ulong) && (MemoryMarshal.Read<ulong>(text) & 0x8080808080808080) == 0;

    private struct FoldState
    {
        internal int Read;
        internal int Written;
        internal bool AfterSpace;
    }
}
