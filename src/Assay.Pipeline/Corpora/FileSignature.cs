namespace Assay.Pipeline.Corpora;

/// <summary>Recognises files that are not what their name says by their first bytes.</summary>
internal static class FileSignature
{
    /// <summary>What a supposed text file really is.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <returns>What it is and what to do about it; null when nothing is known against it.</returns>
    public static (string Found, string Remedy)? OfSupposedText(ReadOnlySpan<byte> start)
    {
        (string Kind, string Suffix)? stored =
            GzipInput.LooksLikeGzip(start) ? ("a gzip file", ".gz") :
            start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? ("a Zstandard file", ".zst") :
            start.StartsWith("PAR1"u8) ? ("a Parquet file", ".parquet") :
            null;
        if (stored is { } found)
        {
            return ($"this is {found.Kind}.", $"Give it a name that ends in {found.Suffix}, or state its format in the policy.");
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return ("this file is UTF-16.", "Convert it to UTF-8: `iconv -f UTF-16 -t UTF-8 FILE`.");
        }

        return null;
    }
}
