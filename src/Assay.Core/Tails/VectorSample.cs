namespace Assay.Core.Tails;

/// <summary>Vectors (embeddings, image features) of documents chosen by their hash; samples of shards add up in any order.</summary>
/// <remarks>Holds the documents whose hash begins with s zero bits, s as small as the bound allows. Not thread-safe.</remarks>
/// <param name="most">The most vectors that are kept.</param>
public sealed class VectorSample(int most)
{
    private readonly SortedDictionary<ulong, float[]> _vectors = [];

    /// <summary>Numbers to a vector; 0 before the first.</summary>
    public int Dimension { get; private set; }

    /// <summary>One in 2^level documents is kept.</summary>
    public int Level { get; private set; }

    /// <summary>Vectors kept.</summary>
    public int Count => _vectors.Count;

    /// <summary>The vectors, by ascending hash of their documents.</summary>
    public IReadOnlyDictionary<ulong, float[]> Vectors => _vectors;

    /// <summary>Offers a vector.</summary>
    /// <param name="documentHash">Hash of its document; a copy of a document that is kept changes nothing.</param>
    /// <param name="vector">Its numbers, finite.</param>
    /// <returns>False when it has another length than those before it.</returns>
    public bool Add(ulong documentHash, ReadOnlySpan<float> vector)
    {
        if (Dimension != 0 && vector.Length != Dimension)
        {
            return false;
        }
        Dimension = vector.Length;
        if (TypeSample.Holds(documentHash, Level) && !_vectors.ContainsKey(documentHash))
        {
            _vectors.Add(documentHash, vector.ToArray());
            while (_vectors.Count > most)
            {
                Raise(Level + 1);
            }
        }
        return true;
    }

    /// <summary>Adds the sample of a shard.</summary>
    /// <param name="other">The other; it stays as it is.</param>
    /// <returns>False when its vectors have another length.</returns>
    public bool Add(VectorSample other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Raise(Math.Max(Level, other.Level));
        bool fits = true;
        foreach ((ulong hash, float[] vector) in other._vectors)
        {
            fits &= Add(hash, vector);
        }
        return fits;
    }

    /// <summary>Keeps fewer vectors.</summary>
    internal void Raise(int level)
    {
        Level = level;
        foreach (ulong hash in _vectors.Keys.Where(hash => !TypeSample.Holds(hash, level)).ToArray())
        {
            _vectors.Remove(hash);
        }
    }

    /// <summary>All numbers, vector after vector.</summary>
    internal double[] ToPoints() => [.. _vectors.Values.SelectMany(v => v).Select(v => (double)v)];
}
