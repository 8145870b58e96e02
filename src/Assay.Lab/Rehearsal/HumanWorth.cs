using Assay.Core.Documents;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Lab.Rehearsal;

/// <summary>What more human text buys, and how much synthetic text would buy the same: paired finite differences in held-out loss.</summary>
/// <remarks>
/// A part of the human text is set aside, a tenth unless stated. The base is the rest, with synthetic text written by a model of it up to a share. To the
/// base come once that part, once as much new synthetic text. The exchange rate is the quotient of the two gains, with Fieller's interval:
/// the gains are paired by replicate, and their quotient has no mean of its own.
/// </remarks>
/// <param name="corpus">Text by people, and the text that models are judged on.</param>
/// <param name="family">What learns.</param>
/// <param name="choice">How models sample.</param>
public sealed class HumanWorth(RehearsalCorpus corpus, IProxyFamily family, TokenChoice choice)
{
    /// <summary>Part of the human text that is added unless something else is asked for.</summary>
    public const double Step = 0.1;

    /// <summary>The largest part of the human text that may be added: what is left must still teach.</summary>
    public const double LargestStep = 0.5;

    private readonly int[][] _human = [.. Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.Origins[i] == Origin.Human).Select(i => corpus.Texts[i])];

    /// <summary>One replicate at a synthetic share.</summary>
    /// <param name="share">Synthetic share of the base, in [0, 1).</param>
    /// <param name="step">Part of the human text that is added, in (0, <see cref="LargestStep"/>].</param>
    /// <param name="seed">Randomness of the replicate.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public HumanWorthTrial Run(double share, double step, RunSeed seed, CancellationToken cancellationToken = default)
    {
        int[] order = [.. Enumerable.Range(0, _human.Length)];
        var prng = new Prng(seed.For("worth/order"));
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = prng.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        int aside = Aside(order, step);
        int[][] added = [.. order[..aside].Select(i => _human[i])], human = [.. order[aside..].Select(i => _human[i])];
        long humanTokens = human.Sum(d => (long)d.Length), addedTokens = added.Sum(d => (long)d.Length);
        using IProxyModel writer = Fit(human, seed.For("worth/writer"), cancellationToken);
        int[][] synthetic = Write(writer, human, (long)(share / (1 - share) * humanTokens), new Prng(seed.For("worth/synthetic")));
        int[][] more = Write(writer, human, addedTokens, new Prng(seed.For("worth/more")));
        double start = Bits([.. human, .. synthetic], seed, cancellationToken);
        return new HumanWorthTrial(
            addedTokens, start - Bits([.. human, .. synthetic, .. added], seed, cancellationToken), start - Bits([.. human, .. synthetic, .. more], seed, cancellationToken));
    }

    /// <summary>How many of the documents are added: as few as hold the part of the text.</summary>
    private int Aside(int[] order, double step)
    {
        double wanted = step * _human.Sum(d => (double)d.Length);
        int count = 0;
        for (double tokens = 0; tokens < wanted && count < order.Length - 1; count++)
        {
            tokens += _human[order[count]].Length;
        }

        return count;
    }

    private double Bits(int[][] documents, RunSeed seed, CancellationToken cancellationToken)
    {
        using IProxyModel model = Fit(documents, seed.For("worth/fit"), cancellationToken);
        return model.BitsPerToken(corpus.HeldOut);
    }

    private IProxyModel Fit(int[][] documents, RunSeed seed, CancellationToken cancellationToken)
    {
        int[] copies = new int[documents.Length];
        Array.Fill(copies, 1);
        return family.Fit(documents, copies, new Prng(seed), cancellationToken);
    }

    private int[][] Write(IProxyModel writer, int[][] like, long tokens, Prng prng)
    {
        List<int> lengths = [];
        for (long left = tokens; left > 0; left -= lengths[^1])
        {
            lengths.Add((int)Math.Min(left, like[prng.NextInt32(like.Length)].Length));
        }

        return writer.Write(lengths.ToArray(), choice, prng);
    }
}
