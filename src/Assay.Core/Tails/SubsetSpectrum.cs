using System.Runtime.CompilerServices;

namespace Assay.Core.Tails;

/// <summary>Numbers for k = 1 to 4, at indices 0 to 3.</summary>
[InlineArray(SubsetSpectrum.Orders)]
internal struct FewBlocks
{
    private double _first;
}

/// <summary>In how many blocks of a set its types lie: enough to rarefy the set to half of its size and more.</summary>
/// <remarks>A type of more than <see cref="Orders"/> blocks is taken for one that no such part misses: it does so with a probability below 1/32.</remarks>
internal struct SubsetSpectrum
{
    /// <summary>Numbers of blocks that are told apart.</summary>
    public const int Orders = 4;

    /// <summary>Different types.</summary>
    public double Types;

    /// <summary>Types that lie in exactly k blocks of the set.</summary>
    public FewBlocks In;

    /// <summary>Blocks in which those occur once, summed.</summary>
    public FewBlocks Single;

    /// <summary>Expected number of types in a part of the set.</summary>
    /// <param name="set">Blocks of the set.</param>
    /// <param name="blocks">Blocks of the part, at least half of them, not always whole.</param>
    public readonly double TypesAt(int set, double blocks)
    {
        double sum = Types;
        for (int k = 1; k <= Orders; k++)
        {
            sum -= In[k - 1] * BlockHistogram.NoneAmong(set, k, blocks);
        }
        return sum;
    }

    /// <summary>Expected number of types that occur exactly once in a part of the set.</summary>
    /// <param name="set">Blocks of the set.</param>
    /// <param name="blocks">Blocks of the part, at least half of them, not always whole.</param>
    public readonly double OnceAt(int set, double blocks)
    {
        double sum = 0;
        for (int k = 1; k <= Orders; k++)
        {
            sum += Single[k - 1] * blocks / set * BlockHistogram.NoneAmong(set - 1, k - 1, blocks - 1);
        }
        return sum;
    }
}
