using Assay.Core.Share;

namespace Assay.Bench.Share;

/// <summary>A row of the share tables: what is known beside the corpus, and which source lends it.</summary>
/// <param name="Name">As the tables show it.</param>
/// <param name="Human">Human references from the same source.</param>
/// <param name="Machine">Machine references from the same source.</param>
/// <param name="WithLabels">Whether 200 chunks of the corpus are labelled.</param>
/// <param name="Foreign">Whether all other sources lend the references.</param>
/// <param name="Trials">At most so many a cell.</param>
internal sealed record ShareMethod(string Name, int Human, int Machine, bool WithLabels, bool Foreign, int Trials)
{
    public static ShareMethod[] All { get; } =
    [
        new("300 human + 300 machine", 300, 300, false, false, int.MaxValue),
        new("300 human + 100 machine", 300, 100, false, false, int.MaxValue),
        new("300 human", 300, 0, false, false, int.MaxValue),
        new("200 labels", 0, 0, true, false, int.MaxValue),
        new("references of other sources", 0, 0, false, true, int.MaxValue),
        new("nothing", 0, 0, false, false, 100),
    ];

    public ShareEvidence Evidence(ShareTrial trial, ShareEvidence others) => Foreign
        ? new ShareEvidence { Human = others.Human, Machine = others.Machine }
        : new ShareEvidence { Human = trial.Human, Machine = trial.Machine, Labels = trial.Labels(WithLabels), Observed = others.Observed };
}
