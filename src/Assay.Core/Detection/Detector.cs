namespace Assay.Core.Detection;

/// <summary>Scores how much a text looks machine-made.</summary>
/// <remarks>
/// <para>Words and word pairs under a logistic regression, and measures of style under boosted trees, added up and calibrated to log-odds
/// (docs/metrics.md). It never gives a verdict: a corpus estimate calibrates the scores of its own sources.</para>
/// <para>Immutable, and thread-safe with one <see cref="DetectorScratch"/> a thread. The same text gives the same bits on every machine.</para>
/// </remarks>
public sealed partial class Detector
{
    private const string DefaultResource = "Assay.Core.Detection.english.detector";

    private static readonly Lazy<Detector> DefaultDetector = new(LoadDefault);

    private readonly DetectorModel _model;

    internal Detector(DetectorModel model, DetectorCard card, string id)
    {
        (_model, Card, Id) = (model, card, id);
    }

    /// <summary>The detector for English that comes with the program.</summary>
    public static Detector Default => DefaultDetector.Value;

    /// <summary>SHA-256 over the model's numbers and the name of its text form, as 32 hexadecimal digits: equal ids give equal scores.</summary>
    public string Id { get; }

    /// <summary>What it was trained on and how good it is.</summary>
    public DetectorCard Card { get; }

    internal DetectorModel Model => _model;

    /// <summary>The bytes that a model file begins with.</summary>
    public static ReadOnlySpan<byte> FileMagic => "ASSAYDET"u8;

    /// <summary>Reads a model file (docs/guide/detector.md describes it).</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="Errors.UserErrorException">It is no model file, is damaged, or is of a version that this program does not know.</exception>
    public static Detector Load(ReadOnlySpan<byte> file, string name) => DetectorFile.Read(file, name);

    /// <summary>The model file of this detector.</summary>
    public byte[] Save() => DetectorFile.Write(_model, Card);

    /// <summary>Scores a whole document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="scratch">Owned by the caller, so that many documents allocate once.</param>
    /// <returns>The mean log-odds of its pieces (<see cref="ChunkPlan"/>), weighted by their tokens.</returns>
    public DetectorScore Score(ReadOnlySpan<byte> utf8, DetectorScratch scratch) => ScorePieces(utf8, scratch, shown: null);

    /// <summary>Scores a whole document and shows each piece.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="scratch">Owned by the caller; holds the features of a piece while it is shown.</param>
    /// <param name="shown">Told the tokens and the log-odds of each scored piece.</param>
    internal DetectorScore ScorePieces(ReadOnlySpan<byte> utf8, DetectorScratch scratch, Action<TokenRange, double>? shown)
    {
        scratch.Read(utf8, _model.IsRaw);
        int words = scratch.Tokens.WordCount;
        LengthClass length = ChunkPlan.ClassOf(words);
        if (length == LengthClass.TooShort)
        {
            return new(double.NaN, length, words);
        }

        int chunks = ChunkPlan.Count(words);
        int scored = Math.Min(chunks, ChunkPlan.MaxChunks);
        (double sum, double tokens) = (0, 0);
        for (int i = 0; i < scored; i++)
        {
            int chunk = (int)((long)i * chunks / scored);
            TokenRange range = Range(scratch.Tokens, chunks, chunk);
            double logOdds = LogOdds(scratch, range);
            shown?.Invoke(range, logOdds);
            sum += logOdds * range.Count;
            tokens += range.Count;
        }

        return new(sum / tokens, length, words);
    }

    /// <summary>Scores a text in one piece, however long or short it is.</summary>
    /// <param name="utf8">The text; best at most 250 words.</param>
    /// <param name="scratch">Owned by the caller.</param>
    /// <returns>Its log-odds; NaN only without any word. The length class says whether <see cref="Score"/> would have abstained.</returns>
    public DetectorScore ScoreChunk(ReadOnlySpan<byte> utf8, DetectorScratch scratch)
    {
        scratch.Read(utf8, _model.IsRaw);
        int words = scratch.Tokens.WordCount;
        return new(
            words == 0 ? double.NaN : LogOdds(scratch, new TokenRange(0, scratch.Tokens.Count)), ChunkPlan.ClassOf(words), words);
    }

    /// <summary>The tokens of one of a document's pieces.</summary>
    internal static TokenRange Range(DetectorTokens tokens, int chunks, int chunk)
    {
        ReadOnlySpan<int> words = tokens.Words;
        int first = chunk == 0 ? 0 : words[ChunkPlan.Start(words.Length, chunks, chunk)];
        int end = chunk + 1 == chunks ? tokens.Count : words[ChunkPlan.Start(words.Length, chunks, chunk + 1)];
        return new(first, end - first);
    }

    private double LogOdds(DetectorScratch scratch, TokenRange range)
    {
        scratch.Measure(range);
        return _model.LogOdds(scratch.Words.Entries, scratch.Style.Values);
    }

    private static Detector LoadDefault()
    {
        using Stream stream = typeof(Detector).Assembly.GetManifestResourceStream(DefaultResource)
            ?? throw new InvalidOperationException($"The program lacks its resource {DefaultResource}.");
        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return DetectorFile.Read(file, "the built-in detector");
    }
}

/// <summary>A run of tokens.</summary>
/// <param name="Start">The first.</param>
/// <param name="Count">How many.</param>
internal readonly record struct TokenRange(int Start, int Count);
