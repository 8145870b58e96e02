using System.Diagnostics;
using System.Text;
using Assay.Core.Statistics;
using Assay.Pipeline.Corpora;
using Assay.Pipeline.Corpora.Zstandard;
using Assay.Pipeline.Engine;

namespace Assay.Tests.Pipeline.Corpora.Zstandard;

public sealed class ZstandardStreamTests : IDisposable
{
    // Made by the tool zstd 1.5.4; with checksums.
    private const string Hello = "KLUv/QRYaQAAaGVsbG8sIGFzc2F5CoRE5dU=";
    private const string GoldTwoThousandTimes = "KLUv/QRobQAAKGdvbGQgAQAIB3zRAhBui48=";
    private const string WithDictionary = "KLUv/Sc65J5vNoUAACg0OSJ9CgN8ADAyXtgwzgIxcG0u";
    private const string SquaresAtLevel19 =
        "KLUv/QRoPRoA6ncIDQnAPSBhWFKuOi7KAM4AzADBg4DL2JVOmS3iigl2D/Q+mLuMmwLuitk3tadj08IGoM24eqbqK9U9qSmiLkF9Zn2iOksdYDon" +
        "+hj0i6NbRVOUbg19IfQYaQ7QADezNU90Ppu5JDNFzD2YryfPmMwoGaAybeSpyDchVyhTgFxefGDxQMWExgAUEyYekPgg4pIxBcSV4zfGp8Vp5QDl" +
        "DOIzw6/Ce8EpgpfIz4BPAGdvgJtjj9UXdatT9BZ9QY/NnBlgZuUJ+SwuxRRxj1/5DGdwAE57+s2VKS6/Zw4BxYvCg/cBbcDDepPFDWd23dgF2sWq" +
        "QaSmuR6lTmMPMJpiaCCgqzoXZC45GYpkgpBjLKZNHMGYWhw4vAh4oS6SgZv0pot76GxibauwZa4Gtr6KGui6RLtddKqjh0qTCG0EWqBmOJmvYIYq" +
        "WTqyEWUii4coJorY6Li0HEr4FXC4WoA2xgZ3V/S2kZsFd69sCbKDwha7uqyaNLUZ64rr1nZyeold4Oig0gJDl0iTN1s7V8xsxpl0clmy2MhBIUuA" +
        "3KuYRbGNxBWMDY7zylvDpQHDZ2yZuNgbAm6KsUOs5kQd1E6FDjZ0nc2lzCUlQymTURyEmDM8yiaQhXUD8T4jGwRsqamN16nSh0ZTgzbWLMUZpPIZ" +
        "yEAUCyG2Gk5zD2cjuylyF8wWCztatUzUjepkdLvSZaStOrM4t5WllKONpYzbcha5VS/jrN5jvO9ql2GTVF2K+qr6gHSK0VCheTZPzHx0cm9kEpBb" +
        "FB8ZT8vJ4NCalEvsjpP75mwDsq9gh7SuYz2tLiJ94OiqoYOAvuhsEPNZyVEiF108Q7EI44kXeh+YPQSbETXIdE7pIZuvMNdCJqC4UfzmnuJTcgvU" +
        "HrG6CnWA9BOirWo+whwNuYDioeICwIdisLlJyo67mhR1kDpV0TBAF8jcIrnGYgjGdMKj+sTdBHGbjS1VNRTqG+kwpUVutoiZguQJiykYWwwXqWGO" +
        "kFukdudqNmor6nVGG4Pm0NyaLEc5gmIh4zVyBk2xG4o3SfaQ1XesO9TpjO4EfUfz0MmkyFCNKRDPCT+qG9w694nZwbDLqJ5el5E+UXQB6biZr0y2" +
        "hnzUOAjimgBCnfiB";

    // Records alike, so that the last three offsets are used again in every way.
    private const string RecordsAtLevel19 =
        "KLUv/WSjHc0aAAYkShpgS9IcHpMyuvPQEQTBA09Lm8gmcVCAYAI9AVQAQAA4AFNjSOO5jjGmPJbR4xldQ5q55OCsmaDwusm10SP3x8L5Jd9Hs2to" +
        "OHSCQo+hYHTAgA8MDhMMDBBB0JAgUJAoEBYUioBCgaBIFAYKAglFgCSKgYMCIt/JndmUTcaxltnWxb6yqqKaEraMo4r1JWUfGbFouqF2COmpQne0" +
        "DWuG7GHvMUXjI9OvsrVKnfYKR8nWvaU82wKcOt062ll5+8Y2LuF4Ou7J8WNy4nFy4bx8Tn/bP+l7rm78X95kk0smWeTKJVOmbPIc76hzV8bNa/2m" +
        "3bzonmPvcc/N+7tmZUL22K3dsGlDe+yvWFcX1VO3WktZLfX1WSSqOZomPQ/p+ebOs/ydOdOcp9sHgWuoQXi7PfYMIbWQICShkA8SSDAINAgSghFh" +
        "cjDxj/j4uAbw3iWq+NgblM4ve4Cci1hkBBdxrL+l9FlU/t83SIhFpLPS+eBGZpiaAJK5LnuRuPKNX4UXI9dNXrq1/TZGtOMp+sWN68EAmS5UGZnb" +
        "TsEbwkDHaGAgMnGLAnRVkisTM9lT0Rm6l7WW4larWoFaIPV1Y3i9lKvjk2xhDqjlQuORohV5rYc86wmQ6wSMiiR7WaRWI/KGYWMiKXVt1oCpi3Ny" +
        "kaJHLmHxdBNf0j2XJp2IZASvRaCjWrryHi9wxUOGYkAInoqtBshB2pCg0IqXfgkKe55uRyOyfFHoC1Uk81ZR4+dtGLp50tu8Hcrou/TvRlURn4rC" +
        "JMG+D7+tyivpy9VJhcLtbebyVA2Km9otByvb19Q+JiGTfF/ENrSUjrNADkdCgzo8OTNrAuhQGFbx1fNkokrhH4X0xBLFFt/G3ASUg5Ce/CDIycSQ" +
        "SZA84L5NP9BIf0KEzx8OE8Jy1oHHVtL7uWgJa6HPxGqLhqcN5b/oSaBx0MiPMiHOKRSQuGj2JIJ7o3bQIoj7GSS0CShnFyU8I/PUi60JlNArv7+I" +
        "6cmCJhvy5woBqOHlYCAeCV2cBCEFetpRQPk9XhSFYZ5xQidAwfpNO1pRCkBTcXSV208xhSqPOCHokxUtClxaUMnF4ZkYHJIDQxos/AtIYw3OWYIt" +
        "yPnhmSwyy0GYJyEzA6OI3BOmIQ8SOFUV4KsC9UJ7FA==";

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-test-").FullName;

    private static string Squares => string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * i % 9973};"));

    private static string Records => string.Concat(Enumerable.Range(0, 200).Select(i =>
        $"{{\"id\":{i},\"lang\":\"{((string[])["en", "de", "gd", "fr", "nl"])[i % 7 % 5]}\",\"n\":{i * i % 31},\"ok\":{(i % 4 != 0 ? "true" : "false")}}}\n"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Files_of_the_tool_decompress_to_what_they_were()
    {
        Assert.Equal("hello, assay\n", Text(Hello));
        Assert.Equal(string.Concat(Enumerable.Repeat("gold ", 2000)), Text(GoldTwoThousandTimes));
        Assert.Equal(Squares, Text(SquaresAtLevel19));
        Assert.Equal(Records, Text(RecordsAtLevel19));
    }

    [Fact]
    public void A_source_that_gives_one_byte_at_a_time_changes_nothing()
    {
        using var stream = new ZstandardStream(new Trickle(Convert.FromBase64String(SquaresAtLevel19)));
        List<byte> text = [];
        for (int value = stream.ReadByte(); value >= 0; value = stream.ReadByte())
        {
            text.Add((byte)value);
        }

        Assert.Equal(Squares, Encoding.UTF8.GetString([.. text]));
    }

    [Fact]
    public void Frames_follow_each_other_and_skippable_ones_are_skipped()
    {
        byte[] skippable = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
        byte[] hello = Convert.FromBase64String(Hello);

        Assert.Equal("hello, assay\n" + Squares, Text([.. skippable, .. hello, .. Convert.FromBase64String(SquaresAtLevel19), .. skippable]));
        Assert.Equal("", Text(skippable));
    }

    [Fact]
    public void A_file_cut_off_anywhere_says_so_after_its_whole_text()
    {
        byte[] hello = Convert.FromBase64String(Hello);
        byte[] squares = Convert.FromBase64String(SquaresAtLevel19);
        for (int length = 0; length < squares.Length; length++)
        {
            (string text, DamagedStreamException? damage) = Read([.. hello, .. squares.AsSpan(0, length)]);

            Assert.Equal("hello, assay\n", text);
            Assert.Equal(length == 0, damage is null);
            if (damage is not null)
            {
                Assert.Equal(BadRecordReason.TruncatedStream, damage.Problem.Reason);
                Assert.Contains("cut off", damage.Problem.Found, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_changed_byte_never_changes_the_text_unnoticed()
    {
        byte[] squares = Convert.FromBase64String(SquaresAtLevel19);
        for (int at = 0; at < squares.Length; at++)
        {
            foreach (byte mask in (byte[])[1, 0x80, 0xFF])
            {
                squares[at] ^= mask;
                (string text, DamagedStreamException? damage) = Read(squares);
                squares[at] ^= mask;

                Assert.True(damage is not null || string.Equals(text, Squares, StringComparison.Ordinal), $"byte {at}, mask {mask}");
            }
        }
    }

    [Fact]
    public void What_is_no_Zstandard_file_is_refused_with_the_reason()
    {
        Assert.Contains("cut off", Read([]).Damage!.Message, StringComparison.Ordinal);
        Assert.Contains("does not begin as", Read("plain text"u8.ToArray()).Damage!.Message, StringComparison.Ordinal);
        Assert.Contains("dictionary", Read(Convert.FromBase64String(WithDictionary)).Damage!.Message, StringComparison.Ordinal);
        (string text, DamagedStreamException? damage) = Read([.. Convert.FromBase64String(Hello), .. "text"u8]);
        Assert.Equal("hello, assay\n", text);
        Assert.Contains("follows its last frame", damage!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_beyond_the_limit_is_refused_before_memory_is_taken()
    {
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 18 << 3, 1, 0, 0]; // 2^28, one empty raw block.

        Assert.Contains("256 MB", Read(frame).Damage!.Message, StringComparison.Ordinal);
        frame[5] = 17 << 3;
        Assert.Null(Read(frame).Damage);
    }

    [Fact]
    public void What_DuckDB_compresses_comes_back()
    {
        string path = Path.Combine(_folder, "lines.csv.zst");
        var prng = new Prng(new RunSeed(20260101).For("test/zstandard"));
        byte[] words = Words(prng, 3 << 20);
        using DuckDatabase database = DuckDatabase.OpenInMemory(new DuckOptions());
        using DuckConnection connection = database.Connect();
        _ = connection.Execute("CREATE TABLE t (s VARCHAR)");
        using (DuckAppender appender = connection.Append("t"))
        {
            appender.Append(words);
            appender.EndRow();
            appender.Complete();
        }

        _ = connection.Execute($"COPY t TO {DuckSql.Text(path)} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', COMPRESSION zstd)");

        Assert.True(Bytes(File.ReadAllBytes(path)).AsSpan().SequenceEqual([.. words, (byte)'\n']));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("-3")]
    [InlineData("-12")]
    [InlineData("-19")]
    [InlineData("--fast=7")]
    [InlineData("-5 --no-check")]
    [InlineData("-3 --long=27")]
    public void Files_of_every_level_decompress_to_what_they_were(string options)
    {
        string path = Path.Combine(_folder, "input");
        var prng = new Prng(new RunSeed(20260101).For("test/zstandard/levels"));
        byte[][] inputs =
        [
            [],
            new byte[500_000],
            Words(prng, 1 << 20),
            Noise(prng, 300_000, 256),
            Noise(prng, 300_000, 5),
            [.. Words(prng, 40_000), .. Noise(prng, 200_000, 256), .. new byte[150_000], .. Words(prng, 400_000)],
        ];
        foreach (byte[] input in inputs)
        {
            File.WriteAllBytes(path, input);

            Assert.True(Bytes(Compress($"{options} -c -q {path}")).AsSpan().SequenceEqual(input), $"{input.Length} bytes");
        }
    }

    private static byte[] Compress(string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("zstd", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return output.ToArray();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("The tool zstd is not installed.");
            return [];
        }
    }

    private static byte[] Words(Prng prng, int length)
    {
        string[] words = ["gold", "silver", "assay", "the", "of", "and", "hallmark", "\n", "é", "漢字"];
        var text = new StringBuilder();
        while (text.Length < length)
        {
            _ = text.Append(words[prng.NextInt32(words.Length)]).Append(' ').Append(prng.NextInt32(500));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Noise(Prng prng, int length, int values)
    {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++)
        {
            noise[i] = (byte)prng.NextInt32(values);
        }

        return noise;
    }

    private static string Text(string base64) => Text(Convert.FromBase64String(base64));

    private static string Text(byte[] file) => Encoding.UTF8.GetString(Bytes(file));

    private static byte[] Bytes(byte[] file)
    {
        using var stream = new ZstandardStream(new MemoryStream(file));
        var text = new MemoryStream();
        stream.CopyTo(text);
        return text.ToArray();
    }

    private static (string Text, DamagedStreamException? Damage) Read(byte[] file)
    {
        using var stream = new ZstandardStream(new MemoryStream(file));
        var text = new MemoryStream();
        try
        {
            stream.CopyTo(text);
            return (Encoding.UTF8.GetString(text.ToArray()), null);
        }
        catch (DamagedStreamException e)
        {
            return (Encoding.UTF8.GetString(text.ToArray()), e);
        }
    }

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
