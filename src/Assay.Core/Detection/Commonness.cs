namespace Assay.Core.Detection;

/// <summary>How common the words and word pairs of a piece are in the training text of other sources.</summary>
/// <remarks>
/// <para>People misspell, name and mix what no other text has; models hardly do. A feature's frequency is the mean over sources of the share of
/// their pieces that hold it; its level is 0 where it never occurs and else 15 + ⌈log₂ frequency⌉, at least 1.</para>
/// <para>A training piece is measured against the other sources alone, as a piece to be scored will be.</para>
/// </remarks>
internal sealed class Commonness(byte[] levels)
{
    /// <summary>How many measures there are.</summary>
    internal const int Count = 2 * PerKind;

    /// <summary>Levels of commonness, from 0.</summary>
    internal const int Levels = 16;

    private const int PerKind = 8;
    private const int MostBlocks = 16;
    private const int FewestBlocks = 4;

    /// <summary>What each measure is called.</summary>
    internal static IEnumerable<string> Names => NamesOf("words").Concat(NamesOf("pairs"));

    /// <summary>The level of each feature.</summary>
    internal ReadOnlySpan<byte> LevelOf => levels;

    /// <summary>Measures a piece.</summary>
    /// <param name="entries">Its features, as <see cref="WordFeatures.Entries"/>.</param>
    /// <param name="target">Takes <see cref="Count"/> measures.</param>
    internal void Measure(ReadOnlySpan<uint> entries, Span<float> target)
    {
        Span<int> histogram = stackalloc int[2 * Levels];
        histogram.Clear();
        foreach (uint entry in entries)
        {
            if ((entry & (WordFeatures.WordFlag | WordFeatures.PairFlag)) != 0)
            {
                int kind = (entry & WordFeatures.WordFlag) != 0 ? 0 : Levels;
                histogram[kind + levels[entry & (WordModel.Size - 1)]]++;
            }
        }

        Summarise(histogram[..Levels], target[..PerKind]);
        Summarise(histogram[Levels..], target[PerKind..]);
    }

    /// <summary>Learns levels, and measures the training pieces against the sources of others.</summary>
    /// <param name="set">The pieces.</param>
    /// <param name="rows">Which are seen.</param>
    /// <param name="columns">The measures of each seen piece: one column a measure, as long as the set.</param>
    internal static Commonness Learn(TrainingSet set, int[] rows, out float[][] columns)
    {
        int[] blockOf = Blocks(set, rows);
        int blocks = blockOf.Length == 0 ? 0 : rows.Max(row => blockOf[row]) + 1;
        var counts = new ushort[blocks][];
        int[] sizes = new int[blocks];
        for (int block = 0; block < blocks; block++)
        {
            counts[block] = new ushort[WordModel.Size];
        }

        foreach (int row in rows)
        {
            sizes[blockOf[row]]++;
            foreach (uint entry in set.Words[row])
            {
                ref ushort count = ref counts[blockOf[row]][entry & (WordModel.Size - 1)];
                count += count == ushort.MaxValue ? (ushort)0 : (ushort)1;
            }
        }

        columns = [.. Enumerable.Range(0, Count).Select(_ => new float[set.Chunks.Count])];
        Span<float> values = stackalloc float[Count];
        foreach (IGrouping<int, int> own in rows.GroupBy(row => blockOf[row]))
        {
            var others = new Commonness(MakeLevels(counts, sizes, own.Key));
            foreach (int row in own)
            {
                others.Measure(set.Words[row], values);
                for (int f = 0; f < Count; f++)
                {
                    columns[f][row] = values[f];
                }
            }
        }

        return new Commonness(MakeLevels(counts, sizes, without: -1));
    }

    private static string[] NamesOf(string kind) =>
    [
        $"unseen {kind}", $"very rare {kind}", $"rare {kind}", $"uncommon {kind}", $"common {kind}", $"very common {kind}",
        $"mean commonness of {kind}", $"spread of commonness of {kind}",
    ];

    private static byte[] MakeLevels(ushort[][] counts, int[] sizes, int without)
    {
        int[] blocks = [.. Enumerable.Range(0, sizes.Length).Where(block => block != without && sizes[block] > 0)];
        double[] shares = [.. blocks.Select(block => 1.0 / sizes[block] / blocks.Length)];
        byte[] made = new byte[WordModel.Size];
        for (int feature = 0; feature < made.Length; feature++)
        {
            double frequency = 0;
            for (int i = 0; i < blocks.Length; i++)
            {
                frequency += counts[blocks[i]][feature] * shares[i];
            }

            made[feature] = frequency == 0 ? (byte)0 : (byte)Math.Clamp(Levels - 1 + Exponent(frequency), 1, Levels - 1);
        }

        return made;
    }

    /// <summary>⌈log₂ x⌉ of a positive normal number, up to 1.</summary>
    private static int Exponent(double x) => Math.Min(0, (int)(BitConverter.DoubleToInt64Bits(x) >> 52) - 1022);

    /// <summary>Sources are the blocks; where there are few, documents are dealt out by their openings.</summary>
    private static int[] Blocks(TrainingSet set, int[] rows)
    {
        int sources = rows.Select(row => set.SourceOf[row]).Distinct().Count();
        return sources >= FewestBlocks
            ? [.. set.SourceOf.Select(source => source % MostBlocks)]
            : [.. set.Chunks.Select(chunk => (int)(set.Openings[chunk.Document] % FewestBlocks))];
    }

    private static void Summarise(ReadOnlySpan<int> histogram, Span<float> target)
    {
        (int total, int sum, int squares) = (0, 0, 0);
        for (int level = 0; level < Levels; level++)
        {
            total += histogram[level];
            sum += histogram[level] * level;
            squares += histogram[level] * level * level;
        }

        double perEntry = total == 0 ? 0 : 1.0 / total;
        int band = 0;
        int inBand = 0;
        for (int level = 0; level < Levels; level++)
        {
            inBand += histogram[level];
            if (level % 3 == 0)
            {
                target[band++] = (float)(inBand * perEntry);
                inBand = 0;
            }
        }

        double mean = sum * perEntry;
        target[6] = (float)mean;
        target[7] = (float)Math.Sqrt(Math.Max(0, (squares * perEntry) - (mean * mean)));
    }
}
