using System.Numerics;

namespace Assay.Core.Statistics;

/// <summary>A small, fast generator (xoshiro256**, Blackman and Vigna 2018) whose numbers are the same on every machine.</summary>
/// <remarks>Not for secrets, and not thread-safe: give every worker a seed of its own by name.</remarks>
public sealed class Prng
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the generator at a seed.</summary>
    /// <param name="seed">The seed; equal seeds give equal numbers.</param>
    public Prng(RunSeed seed)
    {
        // SplitMix64 spreads the seed, as the authors of xoshiro advise: a state of all zeros would stay there.
        ulong state = seed.Value;
        _s0 = SplitMix64(ref state);
        _s1 = SplitMix64(ref state);
        _s2 = SplitMix64(ref state);
        _s3 = SplitMix64(ref state);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), on a grid of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMax"/>).</summary>
    /// <param name="exclusiveMax">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        // Lemire's method with rejection: no value is likelier than another.
        uint bound = (uint)exclusiveMax;
        uint threshold = (0 - bound) % bound;
        while (true)
        {
            ulong product = (ulong)(uint)(NextUInt64() >> 32) * bound;
            if ((uint)product >= threshold)
            {
                return (int)(product >> 32);
            }
        }
    }

    private static ulong SplitMix64(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
