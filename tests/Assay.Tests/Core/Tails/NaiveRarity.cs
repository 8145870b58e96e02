using Assay.Core.Tails;

namespace Assay.Tests.Core.Tails;

/// <summary>Rarity from dictionaries, counting the rest of the anchor anew for each of its documents.</summary>
internal static class NaiveRarity
{
    internal static Rarity? Measure(ulong[] document, ulong[][] anchor, int self, double rareMass)
    {
        if (document.Length == 0)
        {
            return null;
        }
        var whole = anchor.SelectMany(words => words).CountBy(word => word).ToDictionary();
        long words = whole.Values.Sum(count => (long)count);
        int mostRare = whole.Values.Distinct().Order()
            .TakeWhile(bound => whole.Values.Where(count => count <= bound).Sum() <= rareMass * words).LastOrDefault();

        var others = anchor.Where((_, index) => index != self).SelectMany(other => other).CountBy(word => word).ToDictionary();
        int unseen = document.Count(word => !others.ContainsKey(word));
        int rare = document.Count(word => others.TryGetValue(word, out int count) && count <= mostRare);
        return new((float)((double)rare / document.Length), (float)((double)unseen / document.Length));
    }
}
