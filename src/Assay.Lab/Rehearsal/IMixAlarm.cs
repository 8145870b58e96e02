namespace Assay.Lab.Rehearsal;

/// <summary>An alarm over successive training mixes, with a false-alarm rate of its own. Safe to call from several threads.</summary>
public interface IMixAlarm
{
    /// <summary>Why it can say nothing of any mix; null when it can.</summary>
    string? NoAnswer { get; }

    /// <summary>Looks at the mixes of generations 1, 2, ….</summary>
    /// <param name="mixes">The documents of each mix, each once: copies are a choice of training, not a loss of the corpus.</param>
    /// <returns>What the series says; its first version is generation 1.</returns>
    MixesVerdict Judge(IReadOnlyList<IReadOnlyList<int[]>> mixes);
}
