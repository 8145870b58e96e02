namespace Assay.Lab.Rehearsal;

/// <summary>An alarm over successive training mixes, with a false-alarm rate of its own.</summary>
public interface IMixAlarm
{
    /// <summary>Looks at the mixes of generations 1, 2, ….</summary>
    /// <param name="mixes">The documents of each mix, a document with copies as often as it has.</param>
    /// <returns>The earliest generation, from 1, at which a loss is established; null for none.</returns>
    int? FirstAlarm(IReadOnlyList<IReadOnlyList<int[]>> mixes);
}
