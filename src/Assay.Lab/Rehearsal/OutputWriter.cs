using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Lab.Rehearsal;

/// <summary>Lets a proxy write as many tokens as the budget has, each document as long as a human one drawn at random.</summary>
internal sealed class OutputWriter(RehearsalCorpus corpus)
{
    // A verifier that keeps next to nothing would otherwise keep the generator busy for ever.
    private const int MostRounds = 50;

    private readonly int[] _human = [.. Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.Origins[i] == Origin.Human)];

    /// <summary>What a generation adds to the world.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="arm">The arm.</param>
    /// <param name="own">Randomness of the generation.</param>
    public ProxyOutput Write(IProxyModel model, RehearsalArm arm, RunSeed own)
    {
        (var plan, var prng, var faults) = (new Prng(own.For("templates")), new Prng(own.For("write")), new Prng(own.For("faults")));
        List<int[]> kept = [];
        List<int> templates = [];
        long missing = corpus.Budget;
        for (int round = 0; missing > 0 && round < MostRounds; round++)
        {
            List<int> asked = [];
            for (long tokens = 0; tokens < missing; tokens += corpus.Texts[asked[^1]].Length)
            {
                asked.Add(_human[plan.NextInt32(_human.Length)]);
            }

            int[][] texts = model.Write(asked.Select(i => corpus.Texts[i].Length).ToArray(), arm.Choice, prng);
            for (int i = 0; i < texts.Length && missing > 0; i++)
            {
                if (texts[i].Length > 0 && Passes(texts[i], arm.Verification, faults))
                {
                    kept.Add(texts[i]);
                    templates.Add(asked[i]);
                    missing -= texts[i].Length;
                }
            }
        }

        return kept.Count > 0
            ? new ProxyOutput([.. kept], [.. templates])
            : throw new UserErrorException($"The verifier of \"{arm.Name}\" keeps none of the generated documents, or all are empty.", "Raise its keep probabilities, or let the proxy write.");
    }

    /// <summary>Spoils a document at the generator's error rate and asks the verifier.</summary>
    private bool Passes(int[] text, Verification? verification, Prng faults)
    {
        if (verification is null)
        {
            return true;
        }

        bool isWrong = faults.NextDouble() < verification.ErrorRate;
        for (int i = 0; isWrong && i < text.Length; i++)
        {
            text[i] = faults.NextInt32(corpus.VocabularySize);
        }

        return faults.NextDouble() < (isWrong ? verification.KeepWrong : verification.KeepRight);
    }
}
