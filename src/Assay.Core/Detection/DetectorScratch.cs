namespace Assay.Core.Detection;

/// <summary>The memory that scoring needs. A worker owns one and uses it for document after document.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class DetectorScratch
{
    internal NormalText Text { get; } = new();

    internal DetectorTokens Tokens { get; } = new();

    internal WordFeatures Words { get; } = new();

    internal StyleFeatures Style { get; } = new();

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">Its text.</param>
    /// <param name="isRaw">Whether to leave out the normal form.</param>
    internal void Read(ReadOnlySpan<byte> utf8, bool isRaw)
    {
        if (isRaw)
        {
            Text.ReadRaw(utf8);
        }
        else
        {
            Text.Read(utf8);
        }

        Tokens.Read(Text.Padded);
    }

    /// <summary>Finds the features of a piece of the document.</summary>
    /// <param name="range">Its tokens.</param>
    internal void Measure(TokenRange range)
    {
        Words.Read(Tokens.Hashes.Slice(range.Start, range.Count), Tokens.Kinds.Slice(range.Start, range.Count));
        Style.Read(Text.Utf8, Tokens, range);
    }
}
