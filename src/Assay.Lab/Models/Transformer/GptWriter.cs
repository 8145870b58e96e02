using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Training;
using Assay.Lab.Training.Kernels;

namespace Assay.Lab.Models.Transformer;

/// <summary>Writes texts with a model, many at once.</summary>
/// <param name="model">The model.</param>
public sealed class GptWriter(Gpt model)
{
    /// <summary>Texts written side by side; a text does not depend on it.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Writes texts token by token, each drawn from what the model holds likely.</summary>
    /// <param name="prompts">How each begins, of equal length, 1 token or more.</param>
    /// <param name="length">Tokens to add to each; with the prompt at most one more than the context.</param>
    /// <param name="choice">How the distribution is bent before drawing.</param>
    /// <param name="seed">Root of the randomness of each text.</param>
    /// <returns>What was added to each.</returns>
    public int[][] Sample(IReadOnlyList<int[]> prompts, int length, TokenChoice choice, RunSeed seed)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(choice);
        int[][] written = [.. prompts.Select(_ => new int[length])];
        for (int first = 0; first < prompts.Count; first += Batch)
        {
            int texts = Math.Min(Batch, prompts.Count - first), start = first;
            Prng[] chances = [.. Enumerable.Range(first, texts).Select(i => new Prng(seed.For($"text/{i}")))];
            GptCache cache = Begin([.. prompts.Skip(first).Take(texts)], out Tensor scores);
            for (int i = 0; i < length; i++)
            {
                Tensor current = scores;
                int place = i;
                model.Bench.Share(texts, 16 * scores.Columns, (from, to) =>
                {
                    for (int row = from; row < to; row++)
                    {
                        written[start + row][place] = Draw(current.Row(row), choice, chances[row]);
                    }
                });
                model.Bench.Pool.ReturnAll();
                if (i + 1 < length)
                {
                    scores = cache.Read([.. Enumerable.Range(start, texts).Select(t => written[t][place])]);
                }
            }

            model.Bench.Pool.ReturnAll();
        }

        return written;
    }

    /// <summary>Writes the likeliest text that a search with a few candidates finds.</summary>
    /// <param name="prompt">How it begins, 1 token or more.</param>
    /// <param name="length">Tokens to add, 1 or more.</param>
    /// <param name="beams">Candidates that go on at each place, 1 (greedy) or more.</param>
    /// <returns>What was added, and the logarithm of its probability.</returns>
    public (int[] Tokens, double LogProbability) Beam(int[] prompt, int length, int beams)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        GptCache cache = Begin([.. Enumerable.Repeat(prompt, beams)], out Tensor scores);
        (int[] Tokens, double Log)[] candidates = [([], 0)]; // at first all beams would be the same
        for (int i = 0; i < length; i++)
        {
            (int Source, int Token, double Log)[] best = Best(candidates, scores, beams);
            candidates = [.. best.Select(b => ((int[])[.. candidates[b.Source].Tokens, b.Token], b.Log))];
            model.Bench.Pool.ReturnAll();
            if (i + 1 < length)
            {
                // Where the vocabulary is smaller than the number of beams, the last candidate fills the rest.
                cache.Reorder([.. Enumerable.Range(0, beams).Select(b => best[Math.Min(b, best.Length - 1)].Source)]);
                scores = cache.Read([.. Enumerable.Range(0, beams).Select(b => best[Math.Min(b, best.Length - 1)].Token)]);
            }
        }

        return candidates[0];
    }

    private static (int Source, int Token, double Log)[] Best((int[] Tokens, double Log)[] candidates, Tensor scores, int beams)
    {
        List<(int Source, int Token, double Log)> all = [];
        for (int source = 0; source < candidates.Length; source++)
        {
            ReadOnlySpan<float> row = scores.Row(source);
            double normaliser = Vectors.Largest(row) + Math.Log(Vectors.Exponentials(row.ToArray(), scale: 1));
            for (int token = 0; token < row.Length; token++)
            {
                all.Add((source, token, candidates[source].Log + row[token] - normaliser));
            }
        }

        return [.. all.OrderByDescending(c => c.Log).ThenBy(c => c.Source).ThenBy(c => c.Token).Take(beams)];
    }

    /// <summary>Reads the prompts; the scores are those of the first token to write.</summary>
    private GptCache Begin(int[][] prompts, out Tensor scores)
    {
        int length = prompts[0].Length;
        if (length == 0 || prompts.Any(p => p.Length != length))
        {
            throw new ArgumentException("Prompts must be of equal length and not empty.", nameof(prompts));
        }

        var cache = new GptCache(model, prompts.Length);
        Tensor? last = null;
        for (int i = 0; i < length; i++)
        {
            model.Bench.Pool.ReturnAll();
            last = cache.Read([.. prompts.Select(p => p[i])]);
        }

        scores = last!;
        return cache;
    }

    private static int Draw(Span<float> scores, TokenChoice choice, Prng prng)
    {
        // The temperature is applied to the scores, where it costs nothing.
        Vectors.Exponentials(scores, (float)(1 / choice.Temperature));
        double[] mass = new double[scores.Length];
        for (int i = 0; i < mass.Length; i++)
        {
            mass[i] = scores[i];
        }

        (choice with { Temperature = 1 }).Reshape(mass);
        double uniform = prng.NextDouble();
        for (int i = 0; i < mass.Length; i++)
        {
            uniform -= mass[i];
            if (uniform < 0)
            {
                return i;
            }
        }

        return Array.FindLastIndex(mass, m => m > 0); // rounding left a little over
    }
}
