namespace Assay.Core.Mixing;

/// <summary>A floor under one stratum: its share of the written tokens stays at or above factor × its share of the anchor.</summary>
/// <param name="Dimension">Which column of <see cref="MixDocuments.Groups"/>, from 0.</param>
/// <param name="Group">Which group of that dimension, from 0.</param>
/// <param name="AnchorShare">The group's share of the anchor's tokens, in (0, 1].</param>
/// <param name="Factor">How much of that share must remain, in [0, 1].</param>
/// <param name="Name">The stratum as people know it, for instance <c>lang=gd</c>.</param>
public sealed record FloorConstraint(int Dimension, int Group, double AnchorShare, double Factor, string Name)
{
    /// <summary>The smallest share allowed: factor × anchor share.</summary>
    public double Share => Factor * AnchorShare;

    /// <summary>What is wrong with the floor, given the number of dimensions; empty when nothing is.</summary>
    internal IEnumerable<string> Problems(int dimensions)
    {
        if (Dimension < 0 || Dimension >= dimensions)
        {
            yield return $"The floor {Name} names dimension {Dimension}; there are {dimensions}.";
        }

        if (Group < 0)
        {
            yield return $"The floor {Name} names group {Group}; groups count from 0.";
        }

        if (AnchorShare is not (> 0 and <= 1))
        {
            yield return $"The floor {Name} has the anchor share {AnchorShare}; it must lie in (0, 1].";
        }

        if (Factor is not (>= 0 and <= 1))
        {
            yield return $"The floor {Name} has the factor {Factor}; it must lie in [0, 1].";
        }
    }
}
