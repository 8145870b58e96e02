using Assay.Core.Share;

namespace Assay.Bench.Share;

/// <summary>A row of the share tables: what is known beside the corpus, and which source lends it.</summary>
/// <param name="Name">As the tables show it.</param>
/// <param name="Human">Human references from the same source.</param>
/// <param name="Machine">Machine references from the same source.</param>
/// <param name="WithLabels">Whether 200 chunks of the corpus are labelled.</param>
/// <param name="Foreign">Whether all other sources lend the references.</param>
/// <param name="Trials">At most so many a cell.</param>
/// <param name="Adapted">Whether the detector also learns from the references.</param>
internal sealed record ShareMethod(string Name, int Human, int Machine, bool WithLabels, bool Foreign, int Trials, bool Adapted = false)
{
    public static ShareMethod[] All { get; } =
    [
        new("matched references", Matched, Matched, false, false, int.MaxValue),
        new("matched references, adapted", Matched, Matched, false, false, int.MaxValue, Adapted: true),
        new("300 human + 100 machine", 300, 100, false, false, int.MaxValue),
        new("300 human + 100 machine, adapted", 300, 100, false, false, int.MaxValue, Adapted: true),
        new("300 human", 300, 0, false, false, int.MaxValue),
        new("200 labels", 0, 0, true, false, int.MaxValue),
        new("references of other sources", 0, 0, false, true, int.MaxValue),
        new("nothing", 0, 0, false, false, 100),
    ];

    /// <summary>Stands for as many as a source leaves, but no more than this, which no reader would give by chance.</summary>
    internal const int Matched = 1500;

    /// <summary>References of each kind: matched ones are as many as a source has beside every mixture of the table.</summary>
    public (int Human, int Machine) References(ScoredSource source, int mixture)
    {
        if (Human < Matched)
        {
            return (Human, Machine);
        }

        double rest = 0.85 * Math.Min(1 - (double)mixture / source.HumanCount, 1 - mixture / 2.0 / source.MachineCount);
        return ((int)Math.Min(Matched, rest * source.HumanCount), (int)Math.Min(Matched, rest * source.MachineCount));
    }

    public ShareEvidence Evidence(ShareTrial trial, ShareEvidence others) => Foreign
        ? new ShareEvidence { Human = others.Human, Machine = others.Machine }
        : new ShareEvidence { Human = trial.Human, Machine = trial.Machine, Labels = trial.Labels, Observed = others.Observed };
}
