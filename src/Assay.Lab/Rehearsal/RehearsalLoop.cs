using Assay.Core.Distributions;
using Assay.Core.Errors;
using Assay.Core.Statistics;

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
    private readonly GenerationComposer _composer = new(corpus);
    private readonly OutputWriter _writer = new(corpus);

    /// <summary>The largest synthetic share that the anchor leaves room for at the budget.</summary>
    public double LargestShare =>
        1 - (Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.IsAnchor[i]).Sum(i => (double)corpus.Texts[i].Length) / corpus.Budget);

    /// <summary>Runs one replicate of an arm.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="replicate">Its number, from 0.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="UserErrorException">The policy cannot hold.</exception>
    public RehearsalCourse Run(RehearsalArm arm, int replicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arm);
        if (arm.SyntheticShare > LargestShare)
        {
            throw new UserErrorException(
                FormattableString.Invariant($"\"{arm.Name}\" asks for a synthetic share of {arm.SyntheticShare}, but the anchor fills {1 - LargestShare:0.###} of the budget."),
                FormattableString.Invariant($"Rehearse a share of at most {LargestShare:0.###}, or a larger budget."));
        }

        RunSeed root = seed.For(FormattableString.Invariant($"rehearse/{replicate}"));
        var outputs = new List<ProxyOutput>();
        var course = new List<RehearsalGeneration>();
        var mixes = new List<IReadOnlyList<int[]>>();
        var start = new RehearsalArm("generation 0", Regime.Human);
        for (int t = 0; t <= generations; t++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RunSeed own = root.For(FormattableString.Invariant($"generation/{t}"));
            (Pool pool, int[] copies) = _composer.Compose(t == 0 ? start : arm, t, outputs, root, own);
            IProxyModel model = family.Fit(pool.Texts, copies, new Prng(own.For("fit")));
            ProxyOutput output = _writer.Write(model, arm, own);
            outputs.Add(output);
            course.Add(Measure(model, pool, copies, output));
            if (t > 0 && alarm is not null)
            {
                mixes.Add([.. pool.Texts.Where((_, i) => copies[i] > 0)]);
            }
        }

        return new RehearsalCourse(course, alarm?.Judge(mixes));
    }

    private RehearsalGeneration Measure(IProxyModel model, Pool pool, int[] copies, ProxyOutput output)
    {
        long all = 0, machine = 0;
        for (int i = 0; i < copies.Length; i++)
        {
            long tokens = (long)copies[i] * pool.Texts[i].Length;
            (all, machine) = (all + tokens, machine + (pool.IsMachine[i] ? tokens : 0));
        }

        int[] written = [.. output.Texts.SelectMany(t => t).Take((int)Math.Min(int.MaxValue, corpus.Budget))];
        return new RehearsalGeneration
        {
            HeldOutBits = model.HeldOutBits(corpus.HeldOut),
            SyntheticShare = (double)machine / all,
            MixTokens = all,
            Types = TypeRetention.NgramTypes(written, 1),
            Bigrams = TypeRetention.NgramTypes(written, 2),
            Excerpt = output.Texts[0],
        };
    }
}
