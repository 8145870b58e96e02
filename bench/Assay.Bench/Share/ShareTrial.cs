using Assay.Core.Share;
using Assay.Core.Statistics;

namespace Assay.Bench.Share;

/// <summary>One corpus of known share and what is known beside it; no family is on two sides, nothing is drawn twice.</summary>
internal sealed class ShareTrial
{
    private const int Mixture = 1000;
    private const int Labelled = 200;
    private readonly ScoredSource _source;
    private readonly List<int>[] _human;
    private readonly List<int>[] _machine;

    private ShareTrial(ScoredSource source, List<int>[] human, List<int>[] machine)
    {
        (_source, _human, _machine) = (source, human, machine);
    }

    /// <summary>Deals families at random: to the references until they have enough of each kind, then to the labelled part, the rest to the mixture.</summary>
    /// <returns>Null where the source has too few chunks for this share.</returns>
    public static ShareTrial? Deal(ScoredSource source, double share, int humanReferences, int machineReferences, bool withLabels, Prng prng)
    {
        int machine = (int)Math.Round(share * Mixture);
        int labelledMachine = withLabels ? Draw(prng, Labelled, machine) : 0;
        (int Human, int Machine)[] wanted =
        [
            (humanReferences, machineReferences),
            withLabels ? (Labelled - labelledMachine, labelledMachine) : (0, 0),
            withLabels ? (Mixture - Labelled - (machine - labelledMachine), machine - labelledMachine) : (Mixture - machine, machine),
        ];
        int[] order = Shuffled(source.Families, prng);
        List<int>[] members = Members(source);
        List<int>[] human = [[], [], []];
        List<int>[] machines = [[], [], []];
        int part = 0;
        foreach (int family in order)
        {
            while (part < 2 && human[part].Count >= wanted[part].Human && machines[part].Count >= wanted[part].Machine)
            {
                part++;
            }

            foreach (int row in members[family])
            {
                (source.IsMachine[row] ? machines : human)[part].Add(row);
            }
        }

        for (int p = 0; p < 3; p++)
        {
            if (human[p].Count < wanted[p].Human || machines[p].Count < wanted[p].Machine)
            {
                return null;
            }

            human[p] = Take(human[p], wanted[p].Human, prng);
            machines[p] = Take(machines[p], wanted[p].Machine, prng);
        }

        return new ShareTrial(source, human, machines);
    }

    public ScoreSample Human => Sample(_human[0]);

    public ScoreSample Machine => Sample(_machine[0]);

    /// <summary>The corpus: labelled chunks first, machine before human in each part.</summary>
    public ScoreSample Target => Sample([.. _machine[1], .. _human[1], .. _machine[2], .. _human[2]]);

    /// <summary>Whether a chunk of <see cref="Target"/> is machine-made.</summary>
    public bool IsMachine(int index) =>
        index < _machine[1].Count || (index >= _machine[1].Count + _human[1].Count && index < _machine[1].Count + _human[1].Count + _machine[2].Count);

    public IReadOnlyList<DocumentLabel> Labels(bool withLabels) => withLabels
        ? [.. Enumerable.Range(0, Labelled).Select(i => new DocumentLabel(i, i < _machine[1].Count ? 1 : 0, (double)Labelled / Mixture))]
        : [];

    public double TrueShare(ShareUnit unit)
    {
        double Mass(IEnumerable<int> rows) => rows.Sum(row => unit == ShareUnit.Documents ? 1.0 : _source.Words[row]);
        double machine = Mass(_machine[1]) + Mass(_machine[2]);
        return machine / (machine + Mass(_human[1]) + Mass(_human[2]));
    }

    /// <summary>Machine chunks among the labelled ones: drawn without replacement from the corpus.</summary>
    private static int Draw(Prng prng, int draws, int machine)
    {
        int found = 0;
        for (int i = 0; i < draws; i++)
        {
            found += prng.NextInt32(Mixture - i) < machine - found ? 1 : 0;
        }

        return found;
    }

    private static List<int>[] Members(ScoredSource source)
    {
        List<int>[] members = [.. Enumerable.Range(0, source.Families).Select(_ => new List<int>())];
        for (int row = 0; row < source.Family.Length; row++)
        {
            members[source.Family[row]].Add(row);
        }

        return members;
    }

    private static List<int> Take(List<int> rows, int count, Prng prng)
    {
        int[] order = Shuffled(rows.Count, prng);
        return [.. order.Take(count).Select(i => rows[i])];
    }

    private static int[] Shuffled(int count, Prng prng)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int j = prng.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private ScoreSample Sample(List<int> rows) => new([.. rows.Select(row => _source.Scores[row])], [.. rows.Select(row => _source.Words[row])]);
}
