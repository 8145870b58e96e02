namespace Assay.Core.Mixing;

/// <summary>What a <see cref="MixTableBuilder"/> hands to a <see cref="MixTable"/>.</summary>
internal sealed record MixTableParts
{
    public required double[] Tokens { get; init; }

    public required double[] Synthetic { get; init; }

    public required double[] Squares { get; init; }

    public required int[] ClassOf { get; init; }

    public required MixTable.Cell[] Cells { get; init; }

    public required int[] CellFloors { get; init; }

    public required int[] Dimensions { get; init; }

    public required int FloorCount { get; init; }

    public required int ClassCount { get; init; }

    public required DualScale Scale { get; init; }

    public required double KeptOutObjective { get; init; }
}
