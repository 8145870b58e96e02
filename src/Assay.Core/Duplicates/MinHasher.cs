using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Assay.Core.Documents;
using Assay.Core.Text;

namespace Assay.Core.Duplicates;

/// <summary>Near-duplicate signatures, <c>minhash-1</c>: the share of equal rows of two of them estimates how alike two texts are.</summary>
/// <remarks>
/// <para>A shingle is a run of consecutive words; the similarity is Jaccard's: the shingles that two documents share, divided by those
/// that either has. A document shorter than one shingle is one shingle of all its words, and one without any
/// word is one shingle of its id, so every document has a signature and none is dropped for being short.</para>
/// <para>A shingle is a 64-bit number x, a polynomial in its word hashes, mixed. Row v's image of it is
/// h = (low x ^ c_v)·a_v, then (h ^ h >> 15)·0x85EBCA6B + high x, modulo 2³². (A single multiply and add, the usual choice, is
/// biased by a tenth and more on shingles that are consecutive integers; this is not: see the tests.) A row keeps the least image, as
/// the upper 16 bits of its product with 0x9E3779B1, so that rows of unlike documents agree by accident once in 65,536.</para>
/// <para>Immutable, and safe to share between threads.</para>
/// </remarks>
public sealed class MinHasher
{
    /// <summary>The name of the method, as facts and manifests record it.</summary>
    public const string Name = "minhash-1";

    internal const uint Multiplier = 0x85EBCA6B;
    internal const int Shift = 15;

    private const uint RowMultiplier = 0x9E3779B1;

    // The base of the polynomial: any odd number without structure.
    private const ulong Base = 0x9FB21C651E98DF25;

    // Shingles that are made before the permutations run over them: they stay in the first cache.
    private const int Chunk = 256;

    // Four vectors of the widest kind are taken at once, so the rows are padded to a multiple of that.
    private const int Padding = 64;

    private readonly uint[] _masks;
    private readonly uint[] _multipliers;
    private readonly ulong _leaving; // Base to the power of the words in a shingle: what the leaving word has grown to.

    /// <summary>Prepares the permutations, which depend on nothing but their number.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The options have problems.</exception>
    public MinHasher(MinHashOptions options)
    {
        if (options.Problems().FirstOrDefault() is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }
        Options = options;
        int padded = (SignatureLength + Padding - 1) / Padding * Padding;
        _masks = new uint[padded];
        _multipliers = new uint[padded];
        ulong state = 0;
        for (int row = 0; row < padded; row++)
        {
            ulong bits = SplitMix64(ref state);
            _masks[row] = (uint)(bits >> 32);
            _multipliers[row] = (uint)bits | 1; // Odd, so that the map is one to one.
        }
        _leaving = 1;
        for (int word = 0; word < options.WordsPerShingle; word++)
        {
            _leaving *= Base;
        }
    }

    /// <summary>How signatures are made.</summary>
    public MinHashOptions Options { get; }

    /// <summary>Rows of a signature; each takes two bytes.</summary>
    public int SignatureLength => Options.Bands * Options.Rows;

    /// <summary>Makes the signature of a document.</summary>
    /// <param name="wordHashes">Its words, in order, from <see cref="WordSplitter"/>.</param>
    /// <param name="id">Its id, which stands in for the words of a document that has none.</param>
    /// <param name="signature">Takes the rows, <see cref="SignatureLength"/> of them, band after band.</param>
    /// <exception cref="ArgumentException">The signature has another length.</exception>
    public void Sign(ReadOnlySpan<ulong> wordHashes, DocumentId id, Span<ushort> signature)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Sign<Lanes512>(wordHashes, id, signature);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Sign<Lanes256>(wordHashes, id, signature);
        }
        else
        {
            Sign<Lanes128>(wordHashes, id, signature);
        }
    }

    /// <summary>The key under which one band of a signature is joined: equal where all its rows are equal.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="band">The band, from 0.</param>
    /// <returns>64 bits; keys of different rows, or of different bands, agree by accident once in 2⁶⁴.</returns>
    public ulong BandKey(ReadOnlySpan<ushort> signature, int band)
    {
        ReadOnlySpan<byte> rows = MemoryMarshal.AsBytes(signature.Slice(band * Options.Rows, Options.Rows));
        ulong key = WordHash.K2 + (ulong)band * WordHash.K3;
        for (; rows.Length >= 16; rows = rows[16..])
        {
            key = WordHash.Mix(MemoryMarshal.Read<ulong>(rows) ^ WordHash.K1, MemoryMarshal.Read<ulong>(rows[8..]) ^ key);
        }
        if (rows.Length > 0)
        {
            Span<byte> last = stackalloc byte[16];
            last.Clear();
            rows.CopyTo(last);
            key = WordHash.Mix(MemoryMarshal.Read<ulong>(last) ^ WordHash.K1, MemoryMarshal.Read<ulong>(last[8..]) ^ key);
        }
        return key;
    }

    /// <summary>How alike two documents are.</summary>
    /// <param name="a">A signature.</param>
    /// <param name="b">Another, made with the same options.</param>
    /// <returns>Equal rows divided by rows, in [0, 1]: an estimate of Jaccard's similarity J with variance J(1 − J)/rows.
    /// Accidental agreement adds (1 − J)/65,536, far below that, and is not taken away.</returns>
    /// <exception cref="ArgumentException">The signatures differ in length or are empty.</exception>
    public static double EstimateJaccard(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b) => (double)Agreement(a, b) / a.Length;

    /// <summary>How many rows of two signatures are equal.</summary>
    /// <param name="a">A signature.</param>
    /// <param name="b">Another, made with the same options.</param>
    /// <exception cref="ArgumentException">The signatures differ in length or are empty.</exception>
    public static int Agreement(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        if (a.Length != b.Length || a.Length == 0)
        {
            throw new ArgumentException($"Signatures of {a.Length} and {b.Length} rows cannot be compared.", nameof(b));
        }
        ref ushort left = ref MemoryMarshal.GetReference(a);
        ref ushort right = ref MemoryMarshal.GetReference(b);
        int equal = 0;
        int row = 0;
        for (; row <= a.Length - Vector256<ushort>.Count; row += Vector256<ushort>.Count)
        {
            equal += BitOperations.PopCount(Vector256.Equals(
                Vector256.LoadUnsafe(ref left, (nuint)row), Vector256.LoadUnsafe(ref right, (nuint)row)).ExtractMostSignificantBits());
        }
        for (; row < a.Length; row++)
        {
            equal += a[row] == b[row] ? 1 : 0;
        }
        return equal;
    }

    /// <summary>The least number of equal rows whose share reaches a threshold.</summary>
    /// <param name="near">The threshold on the estimated Jaccard similarity, in [0, 1].</param>
    public int LeastAgreement(double near)
    {
        int rows = (int)Math.Ceiling(near * SignatureLength);
        // near times rows is rounded: the comparison that users see, share ≥ near, decides.
        while (rows > 0 && (double)(rows - 1) / SignatureLength >= near)
        {
            rows--;
        }
        while ((double)rows / SignatureLength < near)
        {
            rows++;
        }
        return rows;
    }

    /// <summary><see cref="Sign(ReadOnlySpan{ulong}, DocumentId, Span{ushort})"/> with vectors of a given width.</summary>
    internal void Sign<TLanes>(ReadOnlySpan<ulong> wordHashes, DocumentId id, Span<ushort> signature)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<uint> minima = stackalloc uint[_masks.Length];
        minima.Fill(uint.MaxValue);

        int words = Options.WordsPerShingle;
        int first = Math.Min(words, wordHashes.Length);
        ulong polynomial = first == 0 ? (ulong)id.Value ^ (ulong)(id.Value >> 64) : 0;
        for (int word = 0; word < first; word++)
        {
            polynomial = polynomial * Base + wordHashes[word];
        }

        Span<ulong> shingles = stackalloc ulong[Chunk];
        shingles[0] = Mix(polynomial);
        int count = 1;
        for (int entering = words; entering < wordHashes.Length; entering++)
        {
            polynomial = polynomial * Base + wordHashes[entering] - wordHashes[entering - words] * _leaving;
            if (count == Chunk)
            {
                LowerMinima<TLanes>(shingles, minima);
                count = 0;
            }
            shingles[count++] = Mix(polynomial);
        }
        LowerMinima<TLanes>(shingles[..count], minima);
        WriteRows(minima, signature);
    }

    /// <summary>The signature of a set of shingles that are given as numbers.</summary>
    internal void SignShingles(ReadOnlySpan<ulong> shingles, Span<ushort> signature)
    {
        Span<uint> minima = stackalloc uint[_masks.Length];
        minima.Fill(uint.MaxValue);
        LowerMinima<Lanes256>(shingles, minima);
        WriteRows(minima, signature);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong polynomial) => WordHash.Mix(polynomial ^ WordHash.K0, WordHash.K1);

    private void WriteRows(ReadOnlySpan<uint> minima, Span<ushort> signature)
    {
        if (signature.Length != SignatureLength)
        {
            throw new ArgumentException($"A signature has {SignatureLength} rows, not {signature.Length}.", nameof(signature));
        }
        for (int row = 0; row < signature.Length; row++)
        {
            signature[row] = (ushort)((minima[row] * RowMultiplier) >> 16);
        }
    }

    private void LowerMinima<TLanes>(ReadOnlySpan<ulong> shingles, Span<uint> minima)
        where TLanes : struct, ILanes<TLanes>
    {
        int step = TLanes.Count;
        ref uint masks = ref MemoryMarshal.GetArrayDataReference(_masks);
        ref uint multipliers = ref MemoryMarshal.GetArrayDataReference(_multipliers);
        ref uint least = ref MemoryMarshal.GetReference(minima);
        for (int row = 0; row < minima.Length; row += 4 * step)
        {
            ref uint least0 = ref Unsafe.Add(ref least, row);
            TLanes mask0 = TLanes.Load(ref Unsafe.Add(ref masks, row));
            TLanes mask1 = TLanes.Load(ref Unsafe.Add(ref masks, row + step));
            TLanes mask2 = TLanes.Load(ref Unsafe.Add(ref masks, row + 2 * step));
            TLanes mask3 = TLanes.Load(ref Unsafe.Add(ref masks, row + 3 * step));
            TLanes multiplier0 = TLanes.Load(ref Unsafe.Add(ref multipliers, row));
            TLanes multiplier1 = TLanes.Load(ref Unsafe.Add(ref multipliers, row + step));
            TLanes multiplier2 = TLanes.Load(ref Unsafe.Add(ref multipliers, row + 2 * step));
            TLanes multiplier3 = TLanes.Load(ref Unsafe.Add(ref multipliers, row + 3 * step));
            TLanes min0 = TLanes.Load(ref least0);
            TLanes min1 = TLanes.Load(ref Unsafe.Add(ref least0, step));
            TLanes min2 = TLanes.Load(ref Unsafe.Add(ref least0, 2 * step));
            TLanes min3 = TLanes.Load(ref Unsafe.Add(ref least0, 3 * step));
            foreach (ulong shingle in shingles)
            {
                TLanes low = TLanes.All((uint)shingle);
                TLanes high = TLanes.All((uint)(shingle >> 32));
                min0 = min0.MinWithImage(low, high, mask0, multiplier0);
                min1 = min1.MinWithImage(low, high, mask1, multiplier1);
                min2 = min2.MinWithImage(low, high, mask2, multiplier2);
                min3 = min3.MinWithImage(low, high, mask3, multiplier3);
            }
            min0.Store(ref least0);
            min1.Store(ref Unsafe.Add(ref least0, step));
            min2.Store(ref Unsafe.Add(ref least0, 2 * step));
            min3.Store(ref Unsafe.Add(ref least0, 3 * step));
        }
    }

    private static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
