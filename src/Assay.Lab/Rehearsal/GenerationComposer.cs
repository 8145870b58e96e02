using System.Buffers.Binary;
using System.Security.Cryptography;
using Assay.Core.Distributions;
using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>Composes the mix that a generation trains on.</summary>
internal sealed class GenerationComposer(RehearsalCorpus corpus)
{
    private const double SmallestWeight = 1e-6;
    private const int MostDraws = 4;

    /// <summary>Unknown documents, each as likely as it is machine text: what the policy's own calibration thinks of machine text.</summary>
    private readonly (int[] Rows, AliasTable Table)? _machineLike = MachineLike(corpus);

    /// <summary>The pool of a generation, and how often each of its documents is trained on.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="generation">From 0.</param>
    /// <param name="outputs">What each earlier generation wrote.</param>
    /// <param name="root">Randomness of the replicate.</param>
    /// <param name="own">Randomness of the generation.</param>
    public (Pool Pool, int[] Copies) Compose(RehearsalArm arm, int generation, List<ProxyOutput> outputs, RunSeed root, RunSeed own)
    {
        var pool = new Pool(corpus.Groups.Count);
        if (arm.Regime != Regime.Replace && arm.SyntheticShare is not 1)
        {
            AddCorpus(pool, arm, generation, outputs, root);
        }

        for (int g = arm.Regime == Regime.Replace ? outputs.Count - 1 : 0; g < outputs.Count && arm.Regime != Regime.Human; g++)
        {
            AddOutput(pool, outputs[g], g, root);
        }

        if (arm.Regime is Regime.Replace or Regime.Accumulate)
        {
            return (pool, [.. Enumerable.Repeat(1, pool.Texts.Count)]);
        }

        bool isPolicy = arm.Regime is Regime.Policy or Regime.Human;
        if (arm.SyntheticShare is { } share)
        {
            pool.BringTo(share);
        }

        MixLimits limits = isPolicy ? corpus.Limits with { SyntheticShare = arm.SyntheticShare ?? corpus.Limits.SyntheticShare } : new MixLimits();
        return (pool, Draw(pool, limits, isPolicy ? corpus.Floors : [], arm, own.For("mix")));
    }

    /// <summary>Draws at the budget, to within 1% where the pool allows: arms are compared at equal tokens.</summary>
    /// <remarks>A mix stays below its budget by the margin of the draw, which differs from arm to arm; so what is missing is asked for again.</remarks>
    private int[] Draw(Pool pool, MixLimits limits, IReadOnlyList<FloorConstraint> floors, RehearsalArm arm, RunSeed seed)
    {
        int[]? closest = null;
        long budget = corpus.Budget, distance = long.MaxValue;
        for (int round = 0; round < MostDraws && distance > corpus.Budget / 100; round++)
        {
            MixComposition composition = pool.Compose(limits with { BudgetTokens = budget }, floors, seed);
            if (composition.Infeasibility is { } infeasibility)
            {
                return closest ?? throw new UserErrorException($"\"{arm.Name}\" cannot be composed: {infeasibility.Found}", "Rehearse a policy that can hold.");
            }

            long missing = corpus.Budget - composition.WrittenTokens;
            (closest, distance) = Math.Abs(missing) < distance ? (composition.Copies.ToArray(), Math.Abs(missing)) : (closest, distance);
            budget += missing;
        }

        return closest!;
    }

    private void AddCorpus(Pool pool, RehearsalArm arm, int generation, List<ProxyOutput> outputs, RunSeed root)
    {
        // Drawn anew from the same seed in every generation: a document that was replaced stays replaced while the share rises.
        var replaced = new Prng(root.For("contamination"));
        var flags = new Prng(root.For("flags"));
        var donors = new Prng(root.For("donors"));
        var pick = new Prng(root.For(FormattableString.Invariant($"contamination/{generation}")));
        for (int i = 0; i < corpus.Texts.Count; i++)
        {
            if (corpus.Origins[i] != Origin.Human && arm.Regime != Regime.Policy)
            {
                continue;
            }

            int[] text = corpus.Texts[i];
            (double underCap, double weight) = (corpus.SyntheticProbability[i], corpus.BaseWeight[i]);
            bool isMachine = corpus.Origins[i] is Origin.Synthetic or Origin.Mixed;
            if (corpus.Origins[i] == Origin.Unknown)
            {
                double share = arm.Contamination?.Invoke(generation) ?? 0;
                (double u, double v) = (replaced.NextDouble(), flags.NextDouble());
                int donor = _machineLike is { } like ? like.Rows[like.Table.Next(donors)] : i;
                if (u < share && outputs.Count > 0)
                {
                    ProxyOutput source = outputs[pick.NextInt32(outputs.Count)];
                    (text, isMachine) = (source.Texts[pick.NextInt32(source.Texts.Length)], true);
                    (underCap, weight) = arm.Detector is null ? (corpus.SyntheticProbability[donor], corpus.BaseWeight[donor]) : (underCap, weight);
                }

                if (arm.Detector is { } detector)
                {
                    underCap = detector.Posterior(v < (isMachine ? detector.DetectionRate : detector.FalseAlarmRate), share);
                    weight = Math.Max(SmallestWeight, Math.Pow(1 - underCap, detector.Strength)); // in the place of what the policy measured
                }
            }

            int row = i;
            pool.Add(text, row, corpus.Ids[i], underCap, corpus.IsAnchor[i], weight, isMachine, isOutput: false, d => corpus.Groups[d][row]);
        }
    }

    private void AddOutput(Pool pool, ProxyOutput output, int generation, RunSeed root)
    {
        for (int i = 0; i < output.Texts.Length; i++)
        {
            int template = output.Templates[i];
            pool.Add(output.Texts[i], row: -1, IdOf(root, generation, i), underCap: 1, isAnchor: false, weight: 1, isMachine: true, isOutput: true, d => corpus.Groups[d][template]);
        }
    }

    private static (int[] Rows, AliasTable Table)? MachineLike(RehearsalCorpus corpus)
    {
        int[] rows = [.. Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.Origins[i] == Origin.Unknown && corpus.SyntheticProbability[i] > 0)];
        return rows.Length == 0 ? null : (rows, new AliasTable(rows.Select(i => corpus.SyntheticProbability[i]).ToArray()));
    }

    /// <summary>Ids of generated documents are random but named, so that the draw treats them like any others.</summary>
    private static DocumentId IdOf(RunSeed root, int generation, int index)
    {
        Span<byte> name = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(name, root.Value);
        BinaryPrimitives.WriteInt32LittleEndian(name[8..], generation);
        BinaryPrimitives.WriteInt32LittleEndian(name[12..], index);
        return DocumentId.FromHash(SHA256.HashData(name));
    }
}
