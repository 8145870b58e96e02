using Assay.Lab.Experiments;
using Assay.Lab.Rehearsal;
using Assay.Lab.Reproduction;
using Assay.Lab.Results;
using Assay.Lab.Verdicts;
using Assay.Tests.Report;

namespace Assay.Tests.Lab.Results;

/// <summary>The viewer's interfaces of the laboratory against the C# records that they describe.</summary>
public sealed class LabSchemaContractTests
{
    private static readonly ViewerSchema s_schema = new("lab.ts", "reproduction.ts", "rehearse.ts");

    public static TheoryData<Type> Records =>
        [
            typeof(LabDocument), typeof(ExperimentSpec), typeof(LabMeasure), typeof(LabGeneration), typeof(Exhibit), typeof(ExperimentVerdict),
            typeof(ReproductionDocument), typeof(ReproductionRow),
            typeof(RehearsalDocument), typeof(RehearsedPolicy), typeof(RehearsedArm), typeof(RehearsedGeneration), typeof(PairedMean), typeof(RehearsedShare), typeof(TriedShare),
            typeof(RehearsedVariation), typeof(RehearsedWorth), typeof(RehearsedAddition), typeof(RehearsedStratum),
        ];

    [Theory]
    [MemberData(nameof(Records))]
    public void An_interface_has_the_properties_of_its_record(Type record) => s_schema.AssertDescribes(record);

    [Fact]
    public void Verdicts_are_spelled_as_the_viewer_reads_them()
    {
        s_schema.AssertSpells<CollapseKind>();
        s_schema.AssertSpells<CollapseTrend>();
        s_schema.AssertSpells<CellKind>();
        s_schema.AssertSpells<Regime>();
        s_schema.AssertSpells<ShareJudgement>();
    }
}
