using System.Collections.Immutable;
using Assay.Core.Documents;
using Assay.Core.Share;
using Assay.Core.Statistics;
using Assay.Pipeline.Measure;
using Assay.Pipeline.Policies;
using Assay.Pipeline.Scan;

namespace Assay.Pipeline.Decide;

/// <summary>How much each document counts as synthetic: by its evidence; without any, by the calibrated share of its source; else as the policy assumes.</summary>
/// <remarks>
/// Evidence outranks scores: only documents of unknown origin are measured. A share is estimated over the source's distinct documents that are
/// in no calibration file and long enough to be scored. Human calibration that also stands in the source is not evidence, so its copy there
/// counts by its score like every other; a copy of machine calibration counts as synthetic.
/// </remarks>
internal sealed class ShareStep(FactTable facts, DecisionTable decisions, IReadOnlyList<PlannedShard> shards, Policy policy, ImmutableArray<ObservedSource> observed)
{
    /// <summary>Fills the probabilities of all documents. Copies must be merged already.</summary>
    /// <param name="known">The calibration documents.</param>
    /// <param name="labels">Reviewers' labels.</param>
    /// <returns>What was measured, one entry a calibrated source.</returns>
    public ImmutableArray<MeasuredSource> Run(KnownDocuments known, ImmutableArray<SourceLabels> labels)
    {
        for (int i = 0; i < facts.Count; i++)
        {
            (decisions.SyntheticLow[i], decisions.SyntheticValue[i], decisions.SyntheticProbability[i]) = Unmeasured(i);
        }

        int[] calibrated = [.. Enumerable.Range(0, policy.Sources.Length).Where(source => policy.Sources[source].Calibration is not null)];
        if (calibrated.Length == 0)
        {
            return [];
        }

        List<int>[] members = Unknown();
        return [.. calibrated.Select(source => Measure(source, members[source], known, labels.FirstOrDefault(l => l.Source == source)?.Labels, calibrated.Length))];
    }

    private (double Low, double Value, double Upper) Unmeasured(int document) => decisions.Evidence[document].Origin switch
    {
        Origin.Human => (0, 0, 0),
        Origin.Synthetic => (1, 1, 1),
        Origin.Unknown => (0, double.NaN, shards[facts.Shard[document]].Source.AssumeSynthetic ?? 1),
        _ => (0, double.NaN, 1),
    };

    /// <summary>The documents of unknown origin of each source.</summary>
    private List<int>[] Unknown()
    {
        List<int>[] members = [.. policy.Sources.Select(_ => new List<int>())];
        for (int i = 0; i < facts.Count; i++)
        {
            if (decisions.Evidence[i].Origin == Origin.Unknown)
            {
                members[shards[facts.Shard[i]].SourceIndex].Add(i);
            }
        }

        return members;
    }

    private MeasuredSource Measure(int source, List<int> members, KnownDocuments known, LabelSet? labels, int simultaneous)
    {
        Known human = known.Find(source, ShardRole.HumanCalibration);
        Known machine = known.Find(source, ShardRole.MachineCalibration);
        int[] distinct = [.. members.Where(i => decisions.Outcome[i] == Outcome.Open).DistinctBy(i => facts.Id[i])]; // The policy may keep copies.
        int[] strangers = [.. distinct.Where(i => !human.Ids.Contains(facts.Id[i]) && !machine.Ids.Contains(facts.Id[i]))];
        int[] target = [.. strangers.Where(i => !float.IsNaN(facts.ScoreOf(i)))];
        ScoreSample sample = KnownDocuments.Sample(facts, target);
        IReadOnlyList<DocumentLabel> labelled = labels?.Of([.. target.Select(i => new DocumentId(facts.Id[i]))]) ?? [];
        var evidence = new ShareEvidence { Human = human.Scores, Machine = machine.Scores, Labels = labelled, Observed = observed };
        var options = new ShareOptions { Simultaneous = simultaneous };
        ShareAnswer answer = SourceShare.Estimate(sample, evidence, options);
        var measured = new MeasuredSource
        {
            Source = source,
            Human = human,
            Machine = machine,
            Target = target,
            Sample = sample,
            AlsoInCalibration = distinct.Length - strangers.Length,
            Labelled = labelled.Count,
            TooShort = strangers.Length - target.Length,
            TooShortTokens = strangers.Where(i => float.IsNaN(facts.ScoreOf(i))).Sum(i => (long)facts.Tokens[i]),
            Answer = answer,
        };
        if (measured.HasAnswer)
        {
            Apply(measured, members, SelectionBound.Find(sample, evidence, answer, options));
        }

        return measured;
    }

    /// <summary>Deals the share and its lower end out to the documents by their probabilities; the upper end so that it holds for any part chosen by score.</summary>
    private void Apply(MeasuredSource measured, List<int> members, SelectionBound bound)
    {
        ShareAnswer answer = measured.Answer;
        double[] probabilities = [.. measured.Target.Select(i => answer.Posterior.Of(facts.Score[i]))];
        ReadOnlySpan<int> tokens = measured.Sample.Lengths;
        var low = ShareAllocation.Fit(probabilities, tokens, answer.Tokens.Low ?? 0);
        ShareAllocation? middle = answer.Tokens.Value is { } value ? ShareAllocation.Fit(probabilities, tokens, value) : null;
        foreach (int i in members)
        {
            if (measured.Machine.Ids.Contains(facts.Id[i]))
            {
                (decisions.SyntheticLow[i], decisions.SyntheticValue[i], decisions.SyntheticProbability[i]) = (1, 1, 1);
            }
            else if (!float.IsNaN(facts.ScoreOf(i)))
            {
                double probability = answer.Posterior.Of(facts.Score[i]);
                decisions.Posterior[i] = middle?.Of(probability) ?? probability;
                (decisions.SyntheticLow[i], decisions.SyntheticValue[i], decisions.SyntheticProbability[i]) =
                    (low.Of(probability), middle?.Of(probability) ?? double.NaN, bound.Of(facts.Score[i]));
            }
            else
            {
                decisions.SyntheticValue[i] = answer.Tokens.Value ?? double.NaN; // Too short: taken to be like the others, but for the ends, which promise.
            }
        }
    }
}

/// <summary>What was measured of a source.</summary>
internal sealed record MeasuredSource
{
    /// <summary>0-based source.</summary>
    public required int Source { get; init; }

    /// <summary>Known human documents.</summary>
    public required Known Human { get; init; }

    /// <summary>Known machine-made documents.</summary>
    public required Known Machine { get; init; }

    /// <summary>The documents that the share is estimated over.</summary>
    public required int[] Target { get; init; }

    /// <summary>Their scores and lengths.</summary>
    public required ScoreSample Sample { get; init; }

    /// <summary>Labelled documents of the target.</summary>
    public required int Labelled { get; init; }

    /// <summary>Distinct documents of the source that also stand in a calibration file.</summary>
    public required int AlsoInCalibration { get; init; }

    /// <summary>Distinct documents that are too short to be scored.</summary>
    public required int TooShort { get; init; }

    /// <summary>Their tokens.</summary>
    public required long TooShortTokens { get; init; }

    /// <summary>The share.</summary>
    public required ShareAnswer Answer { get; init; }

    /// <summary>Whether there is one that a promise can stand on; otherwise the source counts as if it had no calibration.</summary>
    public bool HasAnswer => Answer.Tokens.Answer != EstimateAnswer.None && Answer.Tokens.Method is not ShareMethods.ObservedShift;
}
