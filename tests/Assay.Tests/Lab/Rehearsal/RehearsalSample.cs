using System.Security.Cryptography;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;

namespace Assay.Tests.Lab.Rehearsal;

/// <summary>A small language of 3,000 words with a long tail: every word is followed by one of a few favourites, or by any.</summary>
internal static class RehearsalSample
{
    public const int Words = 3000;

    public static RehearsalCorpus Corpus(int human = 500, int unknown = 0, int anchor = 0, MixLimits? limits = null)
    {
        var prng = new Prng(new RunSeed(11).For("test/rehearsal"));
        int[][] texts = [.. Enumerable.Range(0, human + unknown).Select(_ => Text(prng))];
        Origin[] origins = [.. Enumerable.Range(0, texts.Length).Select(i => i < human ? Origin.Human : Origin.Unknown)];
        return new RehearsalCorpus
        {
            Texts = texts,
            Ids = [.. Enumerable.Range(0, texts.Length).Select(i => DocumentId.FromHash(SHA256.HashData(BitConverter.GetBytes(i))))],
            Origins = origins,
            SyntheticProbability = [.. origins.Select(o => o == Origin.Human ? 0.0 : 1.0)],
            IsAnchor = [.. Enumerable.Range(0, texts.Length).Select(i => i < anchor)],
            BaseWeight = [.. Enumerable.Repeat(1.0, texts.Length)],
            VocabularySize = Words,
            HeldOut = [.. Enumerable.Range(0, 150).Select(_ => Text(prng))],
            Limits = limits ?? new MixLimits(),
        };
    }

    private static int[] Text(Prng prng)
    {
        int[] text = new int[40 + prng.NextInt32(60)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = i > 0 && prng.NextDouble() < .5
                ? ((text[i - 1] * 7) + Zipf(prng, 5)) % Words
                : Zipf(prng, Words);
        }

        return text;
    }

    private static int Zipf(Prng prng, int words)
    {
        while (true)
        {
            long rank = prng.NextZipf(1.15) - 1;
            if (rank < words)
            {
                return (int)rank;
            }
        }
    }
}
