using System.IO.Compression;
using System.Runtime.InteropServices;
using Assay.Core.Errors;
using Assay.Core.Tails;
using Assay.Core.Text;
using Assay.Pipeline.Runs;

namespace Assay.Pipeline.Watching;

/// <summary>A reference as it is kept.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Strata">The fields whose values are its strata.</param>
/// <param name="Sketch">The reference.</param>
public sealed record Baseline(string Name, IReadOnlyList<string> Strata, CorpusSketch Sketch);

/// <summary>A reference's sketch on the disk, so that later checks need not read it again.</summary>
/// <remarks>It holds the blocks of documents from which the splits are drawn; the same seed draws the same splits. Hashes of documents, and a sample of documents as hashes of words, are in it, spellings of words too, but no text.</remarks>
public static class BaselineFile
{
    private const string Magic = "assay-baseline/2";

    /// <summary>Writes a baseline.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="baseline">What it holds.</param>
    public static void Write(string path, Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        AtomicFile.Produce(path, partial =>
        {
            using FileStream file = File.Create(partial);
            using var packed = new ZLibStream(file, CompressionLevel.Fastest);
            using var writer = new BinaryWriter(packed);
            writer.Write(Magic);
            writer.Write(WordSplitter.Name);
            writer.Write(baseline.Name);
            writer.Write(baseline.Strata.Count);
            foreach (string field in baseline.Strata)
            {
                writer.Write(field);
            }

            SketchFormat.Write(writer, baseline.Sketch);
            writer.Write(Magic); // Whoever finds it at the end has it all.
        });
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What it holds.</returns>
    /// <exception cref="UserErrorException">It is not there, damaged, or of another version.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var unpacked = new ZLibStream(file, CompressionMode.Decompress);
            using var reader = new BinaryReader(unpacked);
            string magic = reader.ReadString();
            string words = reader.ReadString();
            if (!string.Equals(magic, Magic, StringComparison.Ordinal) || !string.Equals(words, WordSplitter.Name, StringComparison.Ordinal))
            {
                throw new UserErrorException(new SourceLine(path), $"this baseline was written as {magic} with {words}; {Magic} with {WordSplitter.Name} is read.", "Write it again with --save-baseline.");
            }

            string name = reader.ReadString();
            string[] strata = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
            CorpusSketch sketch = SketchFormat.Read(reader);
            return string.Equals(reader.ReadString(), Magic, StringComparison.Ordinal) ? new(name, strata, sketch) : throw new InvalidDataException("its end is missing");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserErrorException(new SourceLine(path), "there is no such baseline.", "Write one with `assay watch REFERENCE --save-baseline FILE`.", e);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or FormatException)
        {
            throw new UserErrorException(new SourceLine(path), "this is not a baseline, or it is damaged.", "Write it again with --save-baseline.", e);
        }
    }
}

/// <summary>The parts of a sketch, one after the other.</summary>
internal static class SketchFormat
{
    public static void Write(BinaryWriter writer, CorpusSketch sketch)
    {
        SketchOptions options = sketch.Options;
        writer.Write(options.MaxTypes);
        writer.Write(options.MaxStratumTypes);
        writer.Write(options.MaxStrata);
        writer.Write(options.ProbeWords);
        writer.Write(options.MaxSpellings);
        writer.Write(options.MaxVectors);
        writer.Write(sketch.Documents);
        writer.Write(sketch.Bytes);
        for (int n = 1; n <= CorpusSketch.Orders; n++)
        {
            Write(writer, sketch[n]);
        }

        WriteArray<long>(writer, sketch.BucketsByBlock);
        writer.Write(sketch.Strata.Count);
        foreach ((string name, BlockTypes types) in sketch.Strata)
        {
            writer.Write(name);
            Write(writer, types);
        }

        writer.Write(sketch.DocumentHashes.SampleLevel);
        WriteArray<BlockSlot>(writer, [.. sketch.DocumentHashes.Used.OrderBy(slot => slot.Hash)]);
        foreach (LogHistogram histogram in Histograms(sketch))
        {
            WriteArray(writer, histogram.Counts);
        }

        writer.Write(sketch.Probe.Level);
        writer.Write(sketch.Probe.Documents.Count());
        foreach ((ulong hash, ulong[] words) in sketch.Probe.Documents)
        {
            writer.Write(hash);
            WriteArray<ulong>(writer, words);
        }

        writer.Write(sketch.Vectors.Level);
        writer.Write(sketch.Vectors.Count);
        foreach ((ulong hash, float[] vector) in sketch.Vectors.Vectors)
        {
            writer.Write(hash);
            WriteArray<float>(writer, vector);
        }

        writer.Write(sketch.Spellings.Words.Count);
        foreach ((ulong hash, string word) in sketch.Spellings.Words.OrderBy(w => w.Key))
        {
            writer.Write(hash);
            writer.Write(word);
        }
    }

    public static CorpusSketch Read(BinaryReader reader)
    {
        var sketch = new CorpusSketch(new SketchOptions
        {
            MaxTypes = reader.ReadInt32(),
            MaxStratumTypes = reader.ReadInt32(),
            MaxStrata = reader.ReadInt32(),
            ProbeWords = reader.ReadInt64(),
            MaxSpellings = reader.ReadInt32(),
            MaxVectors = reader.ReadInt32(),
        });
        sketch.AddTotals(reader.ReadInt64(), reader.ReadInt64());
        for (int n = 1; n <= CorpusSketch.Orders; n++)
        {
            Read(reader, sketch[n]);
        }

        ReadArray<long>(reader).CopyTo(sketch.BucketsByBlock);
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            Read(reader, sketch.Stratum(reader.ReadString()));
        }

        sketch.DocumentHashes.RaiseSampleLevel(reader.ReadInt32());
        foreach (BlockSlot slot in ReadArray<BlockSlot>(reader))
        {
            sketch.DocumentHashes.Add(slot);
        }

        foreach (LogHistogram histogram in Histograms(sketch))
        {
            histogram.Add(ReadArray<long>(reader));
        }

        sketch.Probe.Raise(reader.ReadInt32());
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            sketch.Probe.Add(reader.ReadUInt64(), ReadArray<ulong>(reader));
        }

        sketch.Vectors.Raise(reader.ReadInt32());
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            _ = sketch.Vectors.Add(reader.ReadUInt64(), ReadArray<float>(reader));
        }

        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            sketch.Spellings.Add(reader.ReadUInt64(), reader.ReadString());
        }

        return sketch;
    }

    private static LogHistogram[] Histograms(CorpusSketch sketch) =>
        [sketch.Shape.Words, sketch.Shape.WordsPerSentence, sketch.Shape.MarksPerHundredWords];

    private static void Write(BinaryWriter writer, BlockTypes types)
    {
        writer.Write(types.SampleLevel);
        writer.Write(types.Documents);
        WriteArray(writer, types.TokensByBlock);
        WriteArray<BlockSlot>(writer, [.. types.Used.OrderBy(slot => slot.Hash)]);
    }

    private static void Read(BinaryReader reader, BlockTypes types)
    {
        int level = reader.ReadInt32();
        long documents = reader.ReadInt64();
        long[] tokens = ReadArray<long>(reader);
        types.Add(ReadArray<BlockSlot>(reader), tokens, documents, level);
    }

    private static void WriteArray<T>(BinaryWriter writer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values));
    }

    private static T[] ReadArray<T>(BinaryReader reader)
        where T : unmanaged
    {
        int length = reader.ReadInt32();
        if (length is < 0 or > 1 << 26)
        {
            throw new InvalidDataException("a length is out of range");
        }

        var values = new T[length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
