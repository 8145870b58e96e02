using Assay.Core.Distributions;
using Assay.Lab.Models;

namespace Assay.Lab.Measures;

/// <summary>Measures of loops on discrete events.</summary>
public static class DrawMeasures
{
    /// <summary>Share of the real sample's types that the model still knows.</summary>
    public static Measure<Draws> TypesKept { get; } = new("types-kept", "", MeasureRole.Shown, s =>
    {
        double[] mass = Mass(s);
        return TypeRetention.Share(s.Real.Counts(mass.Length), [.. mass.Select(m => m > 0 ? 1L : 0L)]) ?? double.NaN;
    });

    /// <summary>Number of types that the model still knows.</summary>
    public static Measure<Draws> Types { get; } = new("types", "types", MeasureRole.Tail, s => Mass(s).Count(m => m > 0));

    /// <summary>Shannon entropy of the model.</summary>
    public static Measure<Draws> Entropy { get; } = new("entropy", "nats", MeasureRole.Entropy, s => Entropies.Shannon(Mass(s)));

    /// <summary>Rényi entropy of order 2 of the model.</summary>
    public static Measure<Draws> CollisionEntropy { get; } = new("renyi-2", "nats", MeasureRole.Shown, s => Entropies.Renyi(Mass(s), 2));

    /// <summary>Probability that two draws of the model agree.</summary>
    public static Measure<Draws> Collision { get; } = new("collision", "", MeasureRole.Shown, s => Entropies.CollisionProbability(Mass(s)));

    /// <summary>1 once a single type is left.</summary>
    public static Measure<Draws> Collapsed { get; } = new("collapsed", "", MeasureRole.Shown, s => Mass(s).Count(m => m > 0) == 1 ? 1 : 0);

    /// <summary>The model's probability of the first event.</summary>
    public static Measure<Draws> First { get; } = new("first", "", MeasureRole.Shown, s => Mass(s)[0]);

    /// <summary>L1 distance of the model from that of generation 1: Σ |p − p₁|.</summary>
    public static Measure<Draws> Drift { get; } = new("drift", "", MeasureRole.Shown, s => Mass(s).Zip(FirstMass(s), (p, first) => Math.Abs(p - first)).Sum());

    /// <summary>Squared Euclidean distance of the model from that of generation 1: Σ (p − p₁)².</summary>
    public static Measure<Draws> SquaredDrift { get; } = new("squared-drift", "", MeasureRole.Shown, s =>
        Mass(s).Zip(FirstMass(s), (p, first) => (p - first) * (p - first)).Sum());

    /// <summary>Rate of a Poisson law.</summary>
    public static Measure<Draws> Rate { get; } = new("rate", "", MeasureRole.Shown, s => ((PoissonModel)s.Model).Rate);

    /// <summary>1 while a Poisson law still has a rate.</summary>
    public static Measure<Draws> Alive { get; } = new("alive", "", MeasureRole.Tail, s => ((PoissonModel)s.Model).Rate > 0 ? 1 : 0);

    /// <summary>How steeply frequency falls with rank in a sample of the model.</summary>
    public static Measure<Draws> Zipf { get; } = new("zipf-exponent", "", MeasureRole.Shown, s =>
        ZipfExponent.Fit(s.Sample.Counts(Mass(s).Length)) ?? double.NaN);

    /// <summary>Mass of the real sample's types seen once or twice there; a martingale for unbiased decoders, shown because it misleads.</summary>
    public static Measure<Draws> RareMass { get; } = new("rare-mass", "", MeasureRole.Shown, s =>
    {
        double[] mass = Mass(s);
        long[] real = s.Real.Counts(mass.Length);
        double sum = 0;
        for (int i = 0; i < mass.Length; i++)
        {
            sum += real[i] is 1 or 2 ? mass[i] : 0;
        }

        return sum;
    });

    /// <summary>Test error of the memoriser: mass of the ranks it does not know, under a Zipf law.</summary>
    /// <param name="exponent">Exponent of the law, above 1.</param>
    public static Measure<Draws> MissingMass(double exponent)
    {
        double zeta = Theory.HutterLaw.Zeta(exponent);
        return new("missing-mass", "", MeasureRole.Error, s =>
            1 - ((MemoriserModel)s.Model).Known.Sum(rank => Math.Pow(rank, -exponent) / zeta));
    }

    /// <summary>Number of ranks that the memoriser knows.</summary>
    public static Measure<Draws> RanksKnown { get; } = new("types", "types", MeasureRole.Tail, s => ((MemoriserModel)s.Model).Known.Count);

    private static double[] FirstMass(Snapshot<Draws> s) => ((CategoricalModel)s.FirstModel).Mass;

    private static double[] Mass(Snapshot<Draws> s) => ((CategoricalModel)s.Model).Mass;
}
