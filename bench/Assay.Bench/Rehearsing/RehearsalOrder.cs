using System.Globalization;
using Assay.Core.Language;
using Assay.Core.Mixing;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;
using Assay.Tests.Lab.Rehearsal;

namespace Assay.Bench.Rehearsing;

/// <summary>Whether a rehearsal orders what the literature orders: the gap between two arms in the last generation, paired by seed.</summary>
internal static class RehearsalOrder
{
    private const int Generations = 5;
    private const double ErrorRate = 0.3;

    private static readonly TokenChoice s_cold = new() { Temperature = 0.8 };
    private static readonly RehearsalArm s_subsample = new("accumulate-subsample", Regime.AccumulateSubsample);
    private static readonly RehearsalArm s_wrong = new("unverified, 30% wrong", Regime.Replace) { Verification = new(ErrorRate) };

    /// <summary>An invented language, two thirds of it of unknown origin: in the quickstart the cap holds hidden text back whatever the detector sees.</summary>
    private static readonly RehearsalCorpus s_invented = RehearsalSample.Corpus(human: 250, unknown: 500, limits: new MixLimits { SyntheticShare = .5 });

    private static readonly (string Says, RehearsalArm Worse, RehearsalArm Better)[] s_pairs =
    [
        ("a detector that sees nothing is worse than one of rates .9 and .05 (invented language)", Hidden(new DetectorRates(.05, .05)), Hidden(new DetectorRates(.9, .05))),
        ("replace is worse than accumulate-subsample", new("replace", Regime.Replace), s_subsample),
        ("accumulate-subsample is worse than accumulate", s_subsample, new("accumulate", Regime.Accumulate)),
        ("temperature .8 is worse than 1, replacing", new("cold replace", Regime.Replace) { Choice = s_cold }, new("replace", Regime.Replace)),
        ("temperature .8 is worse than 1, accumulating", new("cold subsample", Regime.AccumulateSubsample) { Choice = s_cold }, s_subsample),
        ("unverified is worse than verified (keeps .9 right, .1 wrong; p* = .9)", s_wrong, s_wrong with { Name = "verified", Verification = new(ErrorRate, .9, .1) }),
        ("verified badly (keeps .3 right, .9 wrong; p* = .25) is worse than unverified", s_wrong with { Name = "misled", Verification = new(ErrorRate, .3, .9) }, s_wrong),
    ];

    public static int Run(string policyPath, int replicates, TextWriter output)
    {
        var vocabulary = new Vocabulary();
        RehearsalWorlds worlds = RehearsedPolicyCorpus.Read(policyPath, vocabulary);
        RehearsalLoop loop = Loop(worlds), invented = Loop(new RehearsalWorlds(_ => s_invented, new RunSeed(42)));
        var known = new Dictionary<RehearsalArm, double[]>();
        output.WriteLine(FormattableString.Invariant($"{worlds.First.HumanTokens:N0} human words, {Generations} generations, {replicates} replicates, bigrams, seed 42; gaps in bits per held-out word"));
        output.WriteLine("| what the literature says | gap | standard error | gap in standard errors |");
        output.WriteLine("|---|---|---|---|");
        bool holds = true;
        foreach ((string says, RehearsalArm worse, RehearsalArm better) in s_pairs)
        {
            double[] gaps = [.. Bits(worse).Zip(Bits(better), (w, b) => w - b)];
            double mean = gaps.Average(), error = Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (gaps.Length - 1) / gaps.Length);
            holds &= mean >= 2 * error;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {says} | {mean:0.0000} | {error:0.0000} | {mean / error:0.0} |"));
            output.Flush();
        }

        return holds ? 0 : 1;

        double[] Bits(RehearsalArm arm)
        {
            if (!known.TryGetValue(arm, out double[]? bits))
            {
                known.Add(arm, bits = [.. Enumerable.Range(0, replicates).AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(r => (arm.Detector is null ? loop : invented).Run(arm, r).Generations[^1].HeldOutBits)]);
            }

            return bits;
        }
    }

    private static RehearsalLoop Loop(RehearsalWorlds worlds) => new(worlds, new NgramProxy(worlds.First.VocabularySize), Generations);

    /// <summary>The policy while 60% of the unknown source is replaced by text of the proxies.</summary>
    private static RehearsalArm Hidden(DetectorRates detector) => new($"detector {detector.DetectionRate}", Regime.Policy) { Contamination = Share, Detector = detector };

    private static double Share(int generation) => generation == 0 ? 0 : 0.6;
}
