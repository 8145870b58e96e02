using Assay.Core.Text;

namespace Assay.Core.Detection;

/// <summary>Labelled documents as pieces with their features.</summary>
internal sealed class TrainingSet
{
    /// <summary>Documents with fewer words teach nothing.</summary>
    internal const int LeastWords = 30;

    private const int OpeningWords = 8;
    private const int CopyWords = 24;

    private readonly List<Chunk> _chunks = [];
    private readonly List<float[]> _style = [];

    private TrainingSet(IReadOnlyList<LabelledDocument> documents)
    {
        Documents = documents;
    }

    /// <summary>One piece.</summary>
    /// <param name="Document">Its document.</param>
    /// <param name="Number">0-based place in the document.</param>
    /// <param name="Words">Its words.</param>
    /// <param name="Tokens">Its words and signs.</param>
    internal readonly record struct Chunk(int Document, int Number, int Words, int Tokens);

    /// <summary>The documents.</summary>
    internal IReadOnlyList<LabelledDocument> Documents { get; }

    /// <summary>The pieces of documents that are long enough and no copy of an earlier one.</summary>
    internal IReadOnlyList<Chunk> Chunks => _chunks;

    /// <summary>Their words.</summary>
    internal WordExamples Words { get; } = new();

    /// <summary>Their measures of style: one column a measure.</summary>
    internal float[][] Style { get; private set; } = [];

    /// <summary>The label of each piece.</summary>
    internal bool[] IsMachine { get; private set; } = [];

    /// <summary>The source of each piece, as its place in <see cref="Sources"/>.</summary>
    internal int[] SourceOf { get; private set; } = [];

    /// <summary>The sources, in ordinal order.</summary>
    internal string[] Sources { get; private set; } = [];

    /// <summary>Hash of the first words of each document; 0 for those that were left out.</summary>
    internal ulong[] Openings { get; private set; } = [];

    /// <summary>Reads documents.</summary>
    /// <param name="documents">Them.</param>
    /// <param name="isRaw">Whether to leave out the normal form.</param>
    /// <param name="mostChunks">The most pieces of one document, at even distances.</param>
    internal static TrainingSet Make(IReadOnlyList<LabelledDocument> documents, bool isRaw, int mostChunks)
    {
        var set = new TrainingSet(documents) { Openings = new ulong[documents.Count] };
        var scratch = new DetectorScratch();
        HashSet<(string, ulong)> seen = [];
        for (int i = 0; i < documents.Count; i++)
        {
            scratch.Read(documents[i].Utf8.Span, isRaw);
            if (scratch.Tokens.WordCount >= LeastWords && seen.Add((documents[i].Source, Digest(scratch.Tokens, documents[i].IsMachine))))
            {
                set.Add(i, scratch, mostChunks);
            }
        }

        set.Finish();
        return set;
    }

    private void Add(int document, DetectorScratch scratch, int mostChunks)
    {
        DetectorTokens tokens = scratch.Tokens;
        Openings[document] = Opening(tokens);
        int chunks = ChunkPlan.Count(tokens.WordCount);
        int taken = Math.Min(chunks, mostChunks);
        for (int i = 0; i < taken; i++)
        {
            int number = (int)((long)i * chunks / taken);
            TokenRange range = Detector.Range(tokens, chunks, number);
            scratch.Measure(range);
            Words.Add(scratch.Words.Entries);
            _style.Add([.. scratch.Style.Values]);
            int words = ChunkPlan.Start(tokens.WordCount, chunks, number + 1) - ChunkPlan.Start(tokens.WordCount, chunks, number);
            _chunks.Add(new Chunk(document, number, words, range.Count));
        }
    }

    private void Finish()
    {
        Style = new float[StyleFeatures.Count][];
        for (int f = 0; f < Style.Length; f++)
        {
            float[] column = new float[_style.Count];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = _style[row][f];
            }

            Style[f] = column;
        }

        _style.Clear();
        Sources = [.. Documents.Select(d => d.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        IsMachine = [.. _chunks.Select(c => Documents[c.Document].IsMachine)];
        SourceOf = [.. _chunks.Select(c => Array.BinarySearch(Sources, Documents[c.Document].Source, StringComparer.Ordinal))];
    }

    /// <summary>Hash of the first words of a document of eight words or more.</summary>
    internal static ulong Opening(DetectorTokens tokens)
    {
        Span<ulong> words = stackalloc ulong[OpeningWords];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = tokens.Hashes[tokens.Words[i]];
        }

        return HashOf(words);
    }

    /// <summary>Human documents of one source that begin with the same 24 words are one text, cut at different places; machine text that goes on
    /// from the same prompt begins alike too, and only equal texts are copies.</summary>
    private static ulong Digest(DetectorTokens tokens, bool isMachine) => isMachine
        ? HashOf(tokens.Hashes) ^ 1
        : HashOf(tokens.Hashes[..(tokens.Words[CopyWords - 1] + 1)]) & ~1UL;

    private static ulong HashOf(ReadOnlySpan<ulong> hashes)
    {
        ulong state = WordHash.K0;
        foreach (ulong hash in hashes)
        {
            state = WordHash.Mix(state ^ WordHash.K2, hash ^ WordHash.K3);
        }

        return state;
    }
}
