using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>All replicates at one synthetic share, and what they establish.</summary>
public sealed class ShareCourse
{
    private readonly List<ShareTrial> _trials = [];
    private readonly SafeShareOptions _options;

    internal ShareCourse(double share, SafeShareOptions options)
    {
        (Share, _options) = (share, options);
    }

    /// <summary>The synthetic share of each generation's training mix.</summary>
    public double Share { get; }

    /// <summary>The replicates, in order.</summary>
    public IReadOnlyList<ShareTrial> Trials => _trials;

    /// <summary>What they establish.</summary>
    public ShareJudgement Judgement { get; private set; }

    /// <summary>Whether as many replicates were run as may be.</summary>
    public bool IsExhausted => _trials.Count >= _options.ReplicatesPerShare;

    /// <summary>Replicates in which the alarm could not answer.</summary>
    public int Unanswered => _trials.Count(t => t.HasRung is null);

    /// <summary>The alarm's probability, with an interval that holds at every moment.</summary>
    /// <remarks>Where it could not answer it may have rung or not: the lower end takes the one, the upper end the other.</remarks>
    /// <param name="alpha">Chance that it ever misses.</param>
    public (double Low, double High) AlarmInterval(double alpha)
    {
        int rung = _trials.Count(t => t.HasRung == true);
        return (ConfidenceSequence.OfProbability(rung, _trials.Count, alpha).Low, ConfidenceSequence.OfProbability(rung + Unanswered, _trials.Count, alpha).High);
    }

    /// <summary>Mean rise of the loss in a generation, with an interval that holds at every moment.</summary>
    /// <param name="generation">From 1.</param>
    /// <param name="alpha">Chance that it ever misses.</param>
    public (double Mean, double Low, double High) RiseInterval(int generation, double alpha)
    {
        double mean = _trials.Average(t => t.LossRise[generation - 1]);
        double variance = _trials.Count < 2 ? 0 : _trials.Sum(t => Math.Pow(t.LossRise[generation - 1] - mean, 2)) / (_trials.Count - 1);
        (double low, double high) = ConfidenceSequence.OfMean(_trials.Count, mean, variance, alpha);
        return (mean, low, high);
    }

    /// <summary>Takes in replicates and judges again.</summary>
    internal void Add(IEnumerable<ShareTrial> trials)
    {
        _trials.AddRange(trials);
        Judgement = Judge();
    }

    /// <remarks>
    /// A share is either safe or not, so only one of the two errors can happen to it. Calling it safe needs every one of its G + 1
    /// conditions, which needs no correction; calling it unsafe needs any one of them, which is paid for by dividing by G + 1.
    /// </remarks>
    private ShareJudgement Judge()
    {
        double alpha = (1 - _options.Confidence) / _options.Shares.Count;
        int generations = _trials[0].LossRise.Count;
        bool isSafe = _options.AlarmRate is not { } rate || AlarmInterval(alpha).High <= rate;
        bool isUnsafe = AlarmInterval(alpha / (generations + 1)).Low > _options.AlarmRate;
        for (int g = 1; g <= generations; g++)
        {
            isSafe &= RiseInterval(g, alpha).High <= _options.Tolerance;
            isUnsafe |= RiseInterval(g, alpha / (generations + 1)).Low > _options.Tolerance;
        }

        return isSafe ? ShareJudgement.Safe : isUnsafe ? ShareJudgement.Unsafe : ShareJudgement.Unresolved;
    }
}
