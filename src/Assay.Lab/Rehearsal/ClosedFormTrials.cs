using Assay.Core.Statistics;
using Assay.Lab.Theory;

namespace Assay.Lab.Rehearsal;

/// <summary>Proxies whose loss is known exactly: what the search for the safe share is checked on.</summary>
/// <param name="Items">Items that a generation trains on.</param>
/// <param name="Generations">Generations after generation 0.</param>
/// <param name="Repeats">Independent models whose losses are averaged into one trial, as a held-out loss averages over many words.</param>
public sealed record ClosedFormTrials(int Items, int Generations, int Repeats)
{
    // Ten equally likely states and one heavy one: S₀ = .25 + .75²/10.
    private const int States = 11;
    private const double HeavyState = 0.5;

    /// <summary>Normal data with fresh real items in each generation; the loss is the squared error of the mean.</summary>
    /// <param name="share">Synthetic share.</param>
    /// <param name="prng">Where the bits come from.</param>
    public ShareTrial NormalMeans(double share, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(prng);
        int real = Items - Synthetic(share);
        double[] rise = new double[Generations];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            (double mean, double deviation) = (0, 1);
            for (int t = 0; t <= Generations; t++)
            {
                (double sum, double squares) = (0, 0);
                for (int i = 0; i < Items; i++)
                {
                    double x = t == 0 || i < real ? prng.NextGaussian() : mean + (deviation * prng.NextGaussian());
                    (sum, squares) = (sum + x, squares + (x * x));
                }

                mean = sum / Items;
                deviation = Math.Sqrt(Math.Max(0, (squares / Items) - (mean * mean)));
                if (t > 0)
                {
                    rise[t - 1] += ((mean * mean) - (1.0 / Items)) / Repeats;
                }
            }
        }

        return new ShareTrial(rise, HasRung: false);
    }

    /// <summary>The exact rise of <see cref="NormalMeans"/> in the last generation, where it is largest.</summary>
    /// <param name="share">Synthetic share.</param>
    public double NormalMeansRise(double share) => MixedRealLaw.FreshSquaredMean(Items - Synthetic(share), Synthetic(share), Generations + 1) - (1.0 / Items);

    /// <summary>Frequencies of states, the same real draws in each generation; the loss is the probability that two draws collide, Σp².</summary>
    /// <param name="share">Synthetic share, below 1.</param>
    /// <param name="prng">Where the bits come from.</param>
    public ShareTrial Frequencies(double share, Prng prng)
    {
        ArgumentNullException.ThrowIfNull(prng);
        int synthetic = Synthetic(share), real = Items - synthetic;
        double[] rise = new double[Generations];
        int[] fixedCounts = new int[States], counts = new int[States];
        double[] truth = [HeavyState, .. Enumerable.Repeat((1 - HeavyState) / (States - 1), States - 1)], mass = new double[States];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Draw(truth, real, fixedCounts, prng);
            for (int s = 0; s < States; s++)
            {
                mass[s] = (double)fixedCounts[s] / real;
            }

            for (int t = 1; t <= Generations; t++)
            {
                Draw(mass, synthetic, counts, prng);
                double collision = 0;
                for (int s = 0; s < States; s++)
                {
                    mass[s] = (double)(fixedCounts[s] + counts[s]) / Items;
                    collision += mass[s] * mass[s];
                }

                rise[t - 1] += (collision - Control) / Repeats;
            }
        }

        return new ShareTrial(rise, HasRung: false);
    }

    /// <summary>The exact rise of <see cref="Frequencies"/> in the last generation, above frequencies of as many real draws.</summary>
    /// <param name="share">Synthetic share, below 1.</param>
    public double FrequenciesRise(double share) =>
        DiscreteLaw.MixedCollision(Items - Synthetic(share), Synthetic(share), Initial, Generations + 1) - Control;

    private static double Initial => (HeavyState * HeavyState) + ((1 - HeavyState) * (1 - HeavyState) / (States - 1));

    private double Control => (1.0 / Items) + ((1 - (1.0 / Items)) * Initial);

    private int Synthetic(double share) => (int)Math.Round(share * Items);

    private static void Draw(double[] mass, int size, int[] counts, Prng prng)
    {
        Array.Clear(counts);
        for (int i = 0; i < size; i++)
        {
            double u = prng.NextDouble();
            int state = 0;
            while (state + 1 < mass.Length && u >= mass[state])
            {
                u -= mass[state++];
            }

            counts[state]++;
        }
    }
}
