using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Assay.Core.Tails;

/// <content>In how many blocks of a set types lie.</content>
internal sealed partial class BlockIncidence
{
    /// <summary>Counts sets of blocks, and tells types of few blocks apart.</summary>
    /// <param name="sets">A bit a block.</param>
    /// <param name="target">Takes the spectrum of each set.</param>
    public void Count(ReadOnlySpan<ulong> sets, Span<SubsetSpectrum> target)
    {
        target[..sets.Length].Clear();
        for (int start = 0; start < _present.Length; start += Tile)
        {
            int length = Math.Min(Tile, _present.Length - start);
            ReadOnlySpan<Vector512<ulong>> present = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_present.AsSpan(start, length));
            ReadOnlySpan<Vector512<ulong>> single = MemoryMarshal.Cast<ulong, Vector512<ulong>>(_single.AsSpan(start, length));
            for (int s = 0; s < sets.Length; s++)
            {
                CountTile(present, single, sets[s], ref target[s]);
            }
        }
        for (int s = 0; s < sets.Length; s++)
        {
            AddFew(sets[s], ref target[s]);
            Multiply(ref target[s]);
        }
    }

    private static void CountTile(ReadOnlySpan<Vector512<ulong>> present, ReadOnlySpan<Vector512<ulong>> single, ulong set, ref SubsetSpectrum target)
    {
        Vector512<ulong> inSet = Vector512.Create(set), one = Vector512<ulong>.One, zero = Vector512<ulong>.Zero;
        Vector512<ulong> least1 = zero, least2 = zero, least3 = zero, least4 = zero, least5 = zero; // Types of so many blocks at least; a mask is −1.
        Vector512<ulong> once1 = zero, once2 = zero, once3 = zero, once4 = zero;
        for (int i = 0; i < present.Length; i++)
        {
            // Each step clears the lowest bit that is left.
            Vector512<ulong> here = present[i] & inSet;
            Vector512<ulong> less1 = here & (here - one), less2 = less1 & (less1 - one), less3 = less2 & (less2 - one), less4 = less3 & (less3 - one);
            Vector512<ulong> no1 = Vector512.Equals(here, zero), no2 = Vector512.Equals(less1, zero), no3 = Vector512.Equals(less2, zero);
            Vector512<ulong> no4 = Vector512.Equals(less3, zero), no5 = Vector512.Equals(less4, zero);
            least1 += ~no1;
            least2 += ~no2;
            least3 += ~no3;
            least4 += ~no4;
            least5 += ~no5;
            Vector512<ulong> few = here & single[i] & no5;
            Vector512<ulong> few1 = few & (few - one), few2 = few1 & (few1 - one), few3 = few2 & (few2 - one);
            Vector512<ulong> blocks = ~Vector512.Equals(few, zero) + ~Vector512.Equals(few1, zero) + ~Vector512.Equals(few2, zero) + ~Vector512.Equals(few3, zero);
            once1 += blocks & no2;
            once2 += blocks & no3 & ~no2;
            once3 += blocks & no4 & ~no3;
            once4 += blocks & ~no4;
        }
        double all = Sum(least1), two = Sum(least2), three = Sum(least3), four = Sum(least4), more = Sum(least5);
        target.Types += all;
        target.In[0] += all - two;
        target.In[1] += two - three;
        target.In[2] += three - four;
        target.In[3] += four - more;
        target.Single[0] += Sum(once1);
        target.Single[1] += Sum(once2);
        target.Single[2] += Sum(once3);
        target.Single[3] += Sum(once4);

        static double Sum(Vector512<ulong> masks) => -(long)Vector512.Sum(masks);
    }

    /// <summary>The types of one block or two.</summary>
    private void AddFew(ulong set, ref SubsetSpectrum target)
    {
        Span<double> inside = stackalloc double[Blocks];
        for (int i = 0; i < Blocks; i++)
        {
            inside[i] = set >> i & 1;
        }
        for (ulong left = set; left != 0; left &= left - 1)
        {
            int i = BitOperations.TrailingZeroCount(left);
            ReadOnlySpan<double> pairs = _pair.AsSpan(i * Blocks, Blocks), once = _pairOnce.AsSpan(i * Blocks, Blocks);
            double pairsInside = TensorPrimitives.Dot(pairs, inside), onceInside = TensorPrimitives.Dot(once, inside);
            double pairsAcross = TensorPrimitives.Sum(pairs) - pairsInside;
            target.Types += _lone[i] + (pairsInside / 2) + pairsAcross;
            target.In[0] += _lone[i] + pairsAcross;
            target.In[1] += pairsInside / 2;
            target.Single[0] += _loneOnce[i] + TensorPrimitives.Sum(once) - onceInside;
            target.Single[1] += onceInside;
        }
    }

    private void Multiply(ref SubsetSpectrum spectrum)
    {
        spectrum.Types *= Scale;
        for (int k = 0; k < SubsetSpectrum.Orders; k++)
        {
            spectrum.In[k] *= Scale;
            spectrum.Single[k] *= Scale;
        }
    }
}
