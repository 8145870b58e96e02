using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Bench.Share;

/// <summary>One corpus of known share and what is known beside it; no family is on two sides, nothing is drawn twice.</summary>
internal sealed class ShareTrial
{
    public const int Mixture = 1000;

    private const int Labelled = 200;
    private const int Attempts = 20;
    private readonly ScoredSource _source;
    private readonly double[] _scores;
    private readonly List<int>[] _human;
    private readonly List<int>[] _machine;
    private readonly int[] _labelled;

    private ShareTrial(ScoredSource source, double[] scores, List<int>[] human, List<int>[] machine, int[] labelled)
    {
        (_source, _scores, _human, _machine, _labelled) = (source, scores, human, machine, labelled);
    }

    /// <summary>The same corpus and references, scored by what the references taught.</summary>
    /// <param name="texts">The features of all chunks.</param>
    public ShareTrial Adapted(ShareTexts texts) => new(_source, texts.Adapt(_source, _human[0], _machine[0], [.. _human[1], .. _machine[1]]), _human, _machine, _labelled);

    /// <summary>Deals whole families at random, to references and corpus.</summary>
    /// <returns>Null where the source has too few chunks for this share.</returns>
    public static ShareTrial? Deal(ScoredSource source, double share, int humanReferences, int machineReferences, bool withLabels, Prng prng)
    {
        int machine = (int)Math.Round(share * Mixture);
        (int Human, int Machine)[] wanted = [(humanReferences, machineReferences), (Mixture - machine, machine)];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            List<int>[] parts = Parts(source, wanted, prng);
            List<int>[] human = [.. parts.Select((families, p) => Take(source, families, isMachine: false, wanted[p].Human, prng))];
            List<int>[] machines = [.. parts.Select((families, p) => Take(source, families, isMachine: true, wanted[p].Machine, prng))];
            if (Enumerable.Range(0, 2).All(p => human[p].Count == wanted[p].Human && machines[p].Count == wanted[p].Machine))
            {
                return new ShareTrial(source, source.Scores, human, machines, withLabels ? Shuffled(Mixture, prng)[..Labelled] : []);
            }
        }

        return null;
    }

    /// <summary>Every family has the same chance to be a reference, whatever it holds: else references and corpus would not be alike.</summary>
    private static List<int>[] Parts(ScoredSource source, (int Human, int Machine)[] wanted, Prng prng)
    {
        double least = Math.Max((double)wanted[0].Human / source.HumanCount, (double)wanted[0].Machine / source.MachineCount);
        double most = 1 - Math.Max((double)wanted[1].Human / source.HumanCount, (double)wanted[1].Machine / source.MachineCount);
        List<int>[] parts = [[], []];
        foreach (int family in Shuffled(source.Families, prng))
        {
            parts[prng.NextDouble() < (least + most) / 2 ? 0 : 1].Add(family);
        }

        return parts;
    }

    /// <summary>Any chunks of a part's families: references and corpus are drawn alike, or they would differ by how long families are.</summary>
    private static List<int> Take(ScoredSource source, List<int> families, bool isMachine, int count, Prng prng)
    {
        int[] rows = [.. families.SelectMany(family => (isMachine ? source.MachineOf : source.HumanOf)[family])];
        return [.. Shuffled(rows.Length, prng).Take(count).Select(i => rows[i])];
    }

    public ScoreSample Human => Sample(_human[0]);

    public ScoreSample Machine => Sample(_machine[0]);

    /// <summary>The corpus: machine chunks first.</summary>
    public ScoreSample Target => Sample([.. _machine[1], .. _human[1]]);

    /// <summary>Whether a chunk of <see cref="Target"/> is machine-made.</summary>
    public bool IsMachine(int index) => index < _machine[1].Count;

    /// <summary>Labels of a simple random sample of the corpus.</summary>
    public IReadOnlyList<DocumentLabel> Labels => [.. _labelled.Select(i => new DocumentLabel(i, i < _machine[1].Count ? 1 : 0, (double)Labelled / Mixture))];

    public double TrueShare(ShareUnit unit)
    {
        double Mass(IEnumerable<int> rows) => rows.Sum(row => unit == ShareUnit.Documents ? 1.0 : _source.Words[row]);
        return Mass(_machine[1]) / (Mass(_machine[1]) + Mass(_human[1]));
    }

    /// <summary>The numbers below a count in random order.</summary>
    public static int[] Shuffled(int count, Prng prng)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = prng.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private ScoreSample Sample(List<int> rows) => new(
        [.. rows.Select(row => _scores[row])], [.. rows.Select(row => _source.Words[row])], [.. rows.Select(row => _source.Family[row])]);
}
