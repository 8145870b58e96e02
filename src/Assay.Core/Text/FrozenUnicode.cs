namespace Assay.Core.Text;

/// <summary>Simple lower case and word classes of every Unicode scalar, frozen at Unicode 16.0.</summary>
/// <remarks>Ids and signatures outlive the runtime that made them, so nothing here asks .NET what a letter is.</remarks>
internal static partial class FrozenUnicode
{
    private const int PageBits = 7;
    private const int PageSize = 1 << PageBits;
    private const int ScalarEnd = 0x110000;

    // Two stages: the page of a scalar, and in the page (lower - scalar) << 3 | class. Pages of one class and without case
    // (most of the planes) are shared.
    private static readonly ushort[] Pages = new ushort[ScalarEnd >> PageBits];
    private static readonly int[] Entries = Build(Pages);

    /// <summary>The class of a scalar.</summary>
    /// <param name="scalar">A Unicode scalar value.</param>
    internal static CharacterClass Class(int scalar) => (CharacterClass)(Entry(scalar) & 7);

    /// <summary>The simple lower-case form of a scalar; itself where it has none.</summary>
    /// <param name="scalar">A Unicode scalar value.</param>
    internal static int Lower(int scalar) => scalar + (Entry(scalar) >> 3);

    /// <summary>Both at once: (lower − scalar) &lt;&lt; 3 | class.</summary>
    /// <param name="scalar">A Unicode scalar value.</param>
    internal static int Entry(int scalar) => Entries[(Pages[scalar >> PageBits] << PageBits) | (scalar & (PageSize - 1))];

    private static int[] Build(ushort[] pages)
    {
        int[] flat = new int[ScalarEnd];
        ReadOnlySpan<uint> runs = ClassRuns;
        for (int run = 0; run < runs.Length; run++)
        {
            int first = (int)(runs[run] >> 3);
            int end = run + 1 < runs.Length ? (int)(runs[run + 1] >> 3) : ScalarEnd;
            flat.AsSpan(first, end - first).Fill((int)(runs[run] & 7));
        }
        ReadOnlySpan<int> lower = LowerRuns;
        for (int run = 0; run < lower.Length; run += 4)
        {
            for (int scalar = lower[run]; scalar <= lower[run + 1]; scalar += lower[run + 2])
            {
                flat[scalar] |= lower[run + 3] << 3;
            }
        }

        List<int> entries = [];
        Span<int> uniform = stackalloc int[8]; // The shared page of each class, plus one; 0 while there is none.
        uniform.Clear();
        for (int page = 0; page < pages.Length; page++)
        {
            ReadOnlySpan<int> content = flat.AsSpan(page << PageBits, PageSize);
            bool shared = (uint)content[0] < 8 && !content.ContainsAnyExcept(content[0]);
            if (shared && uniform[content[0]] > 0)
            {
                pages[page] = (ushort)(uniform[content[0]] - 1);
                continue;
            }
            pages[page] = (ushort)(entries.Count >> PageBits);
            if (shared)
            {
                uniform[content[0]] = pages[page] + 1;
            }
            entries.AddRange(content);
        }
        return [.. entries];
    }
}
