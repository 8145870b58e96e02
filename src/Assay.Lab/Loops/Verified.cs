using Assay.Lab.Models;

namespace Assay.Lab.Loops;

/// <summary>Each generation trains on what a verifier keeps of the newest model's output (Feng et al. 2406.07515).</summary>
/// <param name="keepRight">Probability that it keeps a right item, in (0, 1].</param>
/// <param name="keepWrong">Probability that it keeps a wrong one, in [0, 1].</param>
public sealed class Verified(double keepRight, double keepWrong) : TrainingLoop
{
    /// <inheritdoc/>
    public override TrainingSet<TData> Compose<TData>(History<TData> history)
    {
        if (history.Kind is not IJudgedKind<TData> judge)
        {
            throw new NotSupportedException("Verified selection needs data that can be right or wrong: labelled points.");
        }

        TData generated = history.Generate(history.Samples);
        List<int> kept = [];
        for (int i = 0; i < history.Samples; i++)
        {
            if (history.Prng.NextDouble() < (judge.IsRight(generated, i) ? keepRight : keepWrong))
            {
                kept.Add(i);
            }
        }

        if (kept.Count == 0)
        {
            kept.Add(0); // Nothing passed: a set of one item is the least that a model can train on.
        }

        return history.Synthetic(judge.Pick(generated, kept.ToArray()));
    }
}
