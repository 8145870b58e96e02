namespace Assay.Core.Detection;

/// <summary>NFKC of single scalars, frozen at Unicode 15.0, and letters that only look Latin.</summary>
internal static partial class NormalForms
{
    private static readonly int[] Offsets = MakeOffsets();
    private static readonly int[] Starts = MakeStarts();
    private static readonly Dictionary<(int, int), int> Pairs = MakePairs();

    // Cyrillic, Greek and phonetic letters and the Latin ones that they look like.
    private const string Lookalikes =
        "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXЅSІIЈJҮYοoαaνvρpυuιiκkΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXɡgɑaıi";

    private static readonly Dictionary<int, byte> Latin = Enumerable.Range(0, Lookalikes.Length / 2)
        .ToDictionary(i => (int)Lookalikes[2 * i], i => (byte)Lookalikes[(2 * i) + 1]);

    /// <summary>What NFKC makes of a scalar.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="single">Where it becomes one other scalar, that one.</param>
    /// <returns>Where it becomes several, those; else empty.</returns>
    internal static ReadOnlySpan<int> Fold(int scalar, out int single)
    {
        single = scalar;
        int run = Array.BinarySearch(Starts, scalar);
        run = run >= 0 ? run : ~run - 1;
        if (run < 0)
        {
            return [];
        }

        ReadOnlySpan<int> entry = FoldRuns[Offsets[run]..];
        if (scalar > entry[1])
        {
            return [];
        }

        if (entry[2] == 1)
        {
            single = entry[3] + (scalar - entry[0]);
            return [];
        }

        return entry.Slice(3, entry[2]);
    }

    /// <summary>The scalar that a letter and the mark after it make; 0 for none.</summary>
    internal static int Compose(int letter, int mark) => Pairs.GetValueOrDefault((letter, mark));

    /// <summary>The ASCII letter that a scalar looks like; 0 for none.</summary>
    internal static byte LooksLike(int scalar) => Latin.GetValueOrDefault(scalar);

    private static int[] MakeOffsets()
    {
        List<int> offsets = [];
        for (int at = 0; at < FoldRuns.Length; at += 3 + FoldRuns[at + 2])
        {
            offsets.Add(at);
        }

        return [.. offsets];
    }

    private static int[] MakeStarts() => [.. Offsets.Select(offset => FoldRuns[offset])];

    private static Dictionary<(int, int), int> MakePairs()
    {
        Dictionary<(int, int), int> pairs = [];
        for (int at = 0; at < Compositions.Length; at += 3)
        {
            pairs.Add((Compositions[at], Compositions[at + 1]), Compositions[at + 2]);
        }

        return pairs;
    }
}
