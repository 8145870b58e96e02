using System.Collections.Concurrent;
using Assay.Core.Distributions;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Lab.Rehearsal;

/// <summary>Runs generations of proxies on a corpus and a policy: compose, fit, write, judge, and again.</summary>
/// <remarks>Immutable: replicates and arms may run at once. Randomness is named by replicate and purpose, never by arm, so that arms are paired.</remarks>
/// <param name="corpus">What the mixes are composed from.</param>
/// <param name="family">What learns.</param>
/// <param name="generations">Generations after generation 0, 1 or more.</param>
/// <param name="seed">Root of all randomness.</param>
/// <param name="alarm">Looks at the mixes; null for none.</param>
public sealed class RehearsalLoop(RehearsalCorpus corpus, IProxyFamily family, int generations, RunSeed seed, IMixAlarm? alarm = null)
{
    // Tokens of generation 0 that are kept for the arms to come: 256 MB.
    private const long MostKept = 1 << 26;

    private static readonly RehearsalArm s_start = new("generation 0", Regime.Human);

    private readonly ConcurrentDictionary<(int Replicate, TokenChoice Choice, Verification? Verification), Lazy<Written>> _starts = [];
    private readonly GenerationComposer _composer = new(corpus);
    private readonly OutputWriter _writer = new(corpus);

    /// <summary>Generations of a replicate, generation 0 among them.</summary>
    public int Generations => generations + 1;

    /// <summary>The largest synthetic share that the anchor leaves room for at the budget.</summary>
    public double LargestShare =>
        1 - (Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.IsAnchor[i]).Sum(i => (double)corpus.Texts[i].Length) / corpus.Budget);

    /// <summary>Runs one replicate of an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="replicate">Its number, from 0.</param>
    /// <param name="finished">Told of each finished generation; null for nobody.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="UserErrorException">The policy cannot hold.</exception>
    public RehearsalCourse Run(RehearsalArm arm, int replicate, Action? finished = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arm);
        if (arm.SyntheticShare > LargestShare)
        {
            throw new UserErrorException(
                FormattableString.Invariant($"\"{arm.Name}\" asks for a synthetic share of {arm.SyntheticShare}, but the anchor fills {1 - LargestShare:0.###} of the budget."),
                FormattableString.Invariant($"Rehearse a share of at most {LargestShare:0.###}, or a larger budget."));
        }

        RunSeed root = seed.For(FormattableString.Invariant($"rehearse/{replicate}"));
        Written start = Start(arm, replicate, root, cancellationToken);
        List<ProxyOutput> outputs = [start.Output];
        List<RehearsalGeneration> course = [start.Measures];
        var mixes = new List<IReadOnlyList<int[]>>();
        finished?.Invoke();
        for (int t = 1; t <= generations; t++)
        {
            Written next = Next(arm, t, outputs, root, cancellationToken);
            outputs.Add(next.Output);
            course.Add(next.Measures);
            if (alarm is not null)
            {
                mixes.Add(next.Mix);
            }

            finished?.Invoke();
        }

        return new RehearsalCourse(course, alarm?.Judge(mixes));
    }

    /// <summary>Generation 0 of a replicate, which is the same in all arms whose models write alike.</summary>
    private Written Start(RehearsalArm arm, int replicate, RunSeed root, CancellationToken cancellationToken)
    {
        Written Run() => Next(arm, 0, [], root, cancellationToken) with { Mix = [] };
        return (_starts.Count + 1) * corpus.Budget > MostKept
            ? Run()
            : _starts.GetOrAdd((replicate, arm.Choice, arm.Verification), _ => new Lazy<Written>(Run)).Value;
    }

    private Written Next(RehearsalArm arm, int t, List<ProxyOutput> outputs, RunSeed root, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunSeed own = root.For(FormattableString.Invariant($"generation/{t}"));
        (Pool pool, int[] copies) = _composer.Compose(t == 0 ? s_start : arm, t, outputs, root, own);
        using IProxyModel model = family.Fit(pool.Texts, copies, new Prng(own.For("fit")), cancellationToken);
        ProxyOutput output = _writer.Write(model, arm, own);
        return new Written(output, Measure(model, pool, copies, output), [.. pool.Texts.Where((_, i) => copies[i] > 0)]);
    }

    private RehearsalGeneration Measure(IProxyModel model, Pool pool, int[] copies, ProxyOutput output)
    {
        long all = 0, machine = 0;
        for (int i = 0; i < copies.Length; i++)
        {
            long tokens = (long)copies[i] * pool.Texts[i].Length;
            (all, machine) = (all + tokens, machine + (pool.IsMachine[i] ? tokens : 0));
        }

        double[] bits = model.Bits(corpus.HeldOut);
        int[] written = [.. output.Texts.SelectMany(t => t).Take((int)Math.Min(int.MaxValue, corpus.Budget))];
        return new RehearsalGeneration
        {
            HeldOutBits = bits.Sum() / corpus.HeldOut.Sum(d => (double)d.Length),
            StratumKept = [.. corpus.Strata.Select(stratum => Kept(stratum, pool, copies))],
            StratumBits = [.. corpus.Strata.Select(stratum => PerToken(stratum, bits))],
            SyntheticShare = (double)machine / all,
            MixTokens = all,
            Types = TypeRetention.NgramTypes(written, 1),
            Bigrams = TypeRetention.NgramTypes(written, 2),
            Excerpt = output.Texts[0],
        };
    }

    private double? Kept(RehearsalStratum stratum, Pool pool, int[] copies)
    {
        HashSet<int> own = [.. stratum.Documents];
        double all = stratum.Documents.Sum(i => (double)corpus.Texts[i].Length), kept = 0;
        for (int i = 0; i < copies.Length; i++)
        {
            kept += copies[i] > 0 && own.Contains(pool.Rows[i]) ? pool.Texts[i].Length : 0;
        }

        return all > 0 ? kept / all : null;
    }

    private double? PerToken(RehearsalStratum stratum, double[] bits)
    {
        double tokens = stratum.HeldOut.Sum(i => (double)corpus.HeldOut[i].Length);
        return tokens > 0 ? stratum.HeldOut.Sum(i => bits[i]) / tokens : null;
    }

    /// <summary>A generation: what it wrote, what it showed, and the mix that it was trained on.</summary>
    private sealed record Written(ProxyOutput Output, RehearsalGeneration Measures, IReadOnlyList<int[]> Mix);
}
