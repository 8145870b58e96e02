using System.Collections.Concurrent;
using Assay.Core.Distributions;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Lab.Rehearsal;

/// <summary>Runs generations of proxies on a corpus and a policy: compose, fit, write, judge, and again.</summary>
/// <remarks>Immutable: replicates and arms may run at once. Randomness is named by replicate and purpose, never by arm, so that arms are paired.</remarks>
/// <param name="worlds">What the mixes of each replicate are composed from, and what looks at them.</param>
/// <param name="family">What learns.</param>
/// <param name="generations">Generations after generation 0, 1 or more.</param>
/// <param name="budgetShare">Part of the budget that a generation trains on, in (0, 1].</param>
public sealed class RehearsalLoop(RehearsalWorlds worlds, IProxyFamily family, int generations, double budgetShare = 1)
{
    // Tokens of generation 0 that are kept for the arms to come: 256 MB.
    private const long MostKept = 1 << 26;

    private static readonly RehearsalArm s_start = new("generation 0", Regime.Human);

    private readonly ConcurrentDictionary<(int Replicate, TokenChoice Choice, Verification? Verification), Lazy<Written>> _starts = [];

    /// <summary>Generations of a replicate, generation 0 among them.</summary>
    public int Generations => generations + 1;

    /// <summary>The largest synthetic share that the anchor leaves room for at the budget, in each of so many replicates.</summary>
    /// <param name="replicates">How many, 1 or more.</param>
    public double LargestShare(int replicates) => Enumerable.Range(0, replicates).Min(r => LargestShareIn(CorpusOf(r)));

    /// <summary>Composes what needs no model: whether the policy can hold over human text alone.</summary>
    /// <exception cref="UserErrorException">It cannot.</exception>
    public void Check() => _ = new World(CorpusOf(0)).Composer.Compose(s_start, 0, [], worlds.SeedOf(0), GenerationSeed(worlds.SeedOf(0), 0));

    /// <summary>Runs one replicate of an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="replicate">Its number, from 0.</param>
    /// <param name="finished">Told of each finished generation; null for nobody.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="UserErrorException">The policy cannot hold.</exception>
    public RehearsalCourse Run(RehearsalArm arm, int replicate, Action? finished = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arm);
        var world = new World(CorpusOf(replicate));
        double largest = LargestShareIn(world.Corpus);
        if (arm.SyntheticShare > largest)
        {
            throw new UserErrorException(
                FormattableString.Invariant($"\"{arm.Name}\" asks for a synthetic share of {arm.SyntheticShare}, but the anchor fills {1 - largest:0.###} of the budget."),
                FormattableString.Invariant($"Rehearse a share of at most {largest:0.###}, or a larger budget."));
        }

        RunSeed root = worlds.SeedOf(replicate);
        IMixAlarm? alarm = worlds.AlarmOf(replicate);
        Written start = Start(world, arm, replicate, root, cancellationToken);
        List<ProxyOutput> outputs = [start.Output];
        List<RehearsalGeneration> course = [start.Measures];
        var mixes = new List<IReadOnlyList<int[]>>();
        finished?.Invoke();
        for (int t = 1; t <= generations; t++)
        {
            Written next = Next(world, arm, t, outputs, root, cancellationToken);
            outputs.Add(next.Output);
            course.Add(next.Measures);
            if (alarm is not null)
            {
                mixes.Add(next.Mix);
            }

            finished?.Invoke();
        }

        MixesVerdict? verdict = alarm?.Judge(mixes);
        return new RehearsalCourse(course, verdict?.Series, verdict?.NoAnswer);
    }

    /// <summary>Generation 0 of a replicate, which is the same in all arms whose models write alike.</summary>
    private Written Start(World world, RehearsalArm arm, int replicate, RunSeed root, CancellationToken cancellationToken)
    {
        Written Run() => Next(world, arm, 0, [], root, cancellationToken) with { Mix = [] };
        return (_starts.Count + 1) * world.Corpus.Budget > MostKept
            ? Run()
            : _starts.GetOrAdd((replicate, arm.Choice, arm.Verification), _ => new Lazy<Written>(Run)).Value;
    }

    private Written Next(World world, RehearsalArm arm, int t, List<ProxyOutput> outputs, RunSeed root, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RunSeed own = GenerationSeed(root, t);
        (Pool pool, int[] copies) = world.Composer.Compose(t == 0 ? s_start : arm, t, outputs, root, own);
        using IProxyModel model = family.Fit(pool.Texts, copies, new Prng(own.For("fit")), cancellationToken);
        ProxyOutput output = world.Writer.Write(model, arm, own);
        return new Written(output, Measure(world.Corpus, model, pool, copies, output), [.. pool.Texts.Where((_, i) => copies[i] > 0)]);
    }

    private static RehearsalGeneration Measure(RehearsalCorpus corpus, IProxyModel model, Pool pool, int[] copies, ProxyOutput output)
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
            StratumKept = [.. corpus.Strata.Select(stratum => Kept(corpus, stratum, pool, copies))],
            StratumBits = [.. corpus.Strata.Select(stratum => PerToken(corpus, stratum, bits))],
            SyntheticShare = (double)machine / all,
            MixTokens = all,
            Types = TypeRetention.NgramTypes(written, 1),
            Bigrams = TypeRetention.NgramTypes(written, 2),
            Excerpt = output.Texts[0],
        };
    }

    private static double? Kept(RehearsalCorpus corpus, RehearsalStratum stratum, Pool pool, int[] copies)
    {
        HashSet<int> own = [.. stratum.Documents];
        double all = stratum.Documents.Sum(i => (double)corpus.Texts[i].Length), kept = 0;
        for (int i = 0; i < copies.Length; i++)
        {
            kept += copies[i] > 0 && own.Contains(pool.Rows[i]) ? pool.Texts[i].Length : 0;
        }

        return all > 0 ? kept / all : null;
    }

    private static double? PerToken(RehearsalCorpus corpus, RehearsalStratum stratum, double[] bits)
    {
        double tokens = stratum.HeldOut.Sum(i => (double)corpus.HeldOut[i].Length);
        return tokens > 0 ? stratum.HeldOut.Sum(i => bits[i]) / tokens : null;
    }

    private RehearsalCorpus CorpusOf(int replicate)
    {
        RehearsalCorpus corpus = worlds.CorpusOf(replicate);
        return corpus with { Limits = corpus.Limits with { BudgetTokens = Math.Max(1, (long)(budgetShare * corpus.Budget)) } };
    }

    private static double LargestShareIn(RehearsalCorpus corpus) =>
        1 - (Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.IsAnchor[i]).Sum(i => (double)corpus.Texts[i].Length) / corpus.Budget);

    private static RunSeed GenerationSeed(RunSeed root, int t) => root.For(FormattableString.Invariant($"generation/{t}"));

    /// <summary>What a replicate's arms share, at the budget of the loop.</summary>
    private sealed record World(RehearsalCorpus Corpus)
    {
        public GenerationComposer Composer { get; } = new(Corpus);

        public OutputWriter Writer { get; } = new(Corpus);
    }

    /// <summary>A generation: what it wrote, what it showed, and the mix that it was trained on.</summary>
    private sealed record Written(ProxyOutput Output, RehearsalGeneration Measures, IReadOnlyList<int[]> Mix);
}
