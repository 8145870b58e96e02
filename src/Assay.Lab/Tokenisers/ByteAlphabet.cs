namespace Assay.Lab.Tokenisers;

/// <summary>GPT-2's way to write bytes as visible characters: those that are visible stand for themselves, the others for U+0100 and up.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = Characters();
    private static readonly Dictionary<char, byte> s_bytes = Enumerable.Range(0, 256).ToDictionary(b => s_characters[b], b => (byte)b);

    /// <summary>The character of a byte.</summary>
    public static char Of(byte value) => s_characters[value];

    /// <summary>The byte of a character; null when it stands for none.</summary>
    public static byte? Of(char character) => s_bytes.TryGetValue(character, out byte value) ? value : null;

    private static char[] Characters()
    {
        char[] characters = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++)
        {
            bool visible = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[b] = (char)(visible ? b : next++);
        }

        return characters;
    }
}
