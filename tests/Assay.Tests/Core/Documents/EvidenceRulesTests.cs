using Assay.Core.Documents;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Core.Documents;

public sealed class EvidenceRulesTests
{
    private static readonly int LastDay = new DateOnly(2022, 11, 30).DayNumber;

    private static readonly SourceClaim Dated = new(Origin.Human, HasModel: false, Depth: -1, IsDated: true, LastDay, IsVouched: false);
    private static readonly SourceClaim Vouched = new(Origin.Human, HasModel: false, Depth: -1, IsDated: false, int.MaxValue, IsVouched: true);
    private static readonly SourceClaim Claimed = new(Origin.Human, HasModel: false, Depth: -1, IsDated: false, int.MaxValue, IsVouched: false);
    private static readonly SourceClaim Unknown = new(Origin.Unknown, HasModel: false, Depth: -1, IsDated: false, int.MaxValue, IsVouched: false);
    private static readonly SourceClaim Synthetic = new(Origin.Synthetic, HasModel: true, Depth: 2, IsDated: false, int.MaxValue, IsVouched: false);

    private static readonly DocumentClaim Silent = new(Origin.Unknown, HasModel: false, Depth: -1, CreatedDay: -1);

    [Fact]
    public void A_dated_human_source_is_evidence_for_human() =>
        Assert.Equal(new Evidence(Origin.Human, EvidenceKind.DatedSource, 0), EvidenceRules.Judge(Dated, Silent));

    [Fact]
    public void A_source_that_only_claims_to_be_human_is_evidence_for_nothing() =>
        Assert.Equal(Evidence.None, EvidenceRules.Judge(Claimed, Silent));

    [Fact]
    public void A_document_that_claims_to_be_human_is_evidence_for_nothing() =>
        Assert.Equal(Evidence.None, EvidenceRules.Judge(Unknown, Silent with { Origin = Origin.Human }));

    [Fact]
    public void A_document_dated_after_its_source_contradicts_it() =>
        Assert.Equal(Evidence.None, EvidenceRules.Judge(Dated, Silent with { CreatedDay = LastDay }));

    [Fact]
    public void A_document_dated_before_its_sources_last_day_agrees_with_it() =>
        Assert.Equal(Origin.Human, EvidenceRules.Judge(Dated, Silent with { CreatedDay = LastDay - 1 }).Origin);

    [Fact]
    public void A_model_named_by_a_document_counts_even_in_a_dated_human_source() =>
        Assert.Equal(new Evidence(Origin.Synthetic, EvidenceKind.DeclaredModel, 1), EvidenceRules.Judge(Dated, Silent with { HasModel = true }));

    [Fact]
    public void A_depth_above_zero_means_that_a_model_wrote_it() =>
        Assert.Equal(new Evidence(Origin.Synthetic, EvidenceKind.DeclaredSynthetic, 3), EvidenceRules.Judge(Unknown, Silent with { Depth = 3 }));

    [Fact]
    public void A_documents_own_depth_outranks_its_sources() =>
        Assert.Equal(4, EvidenceRules.Judge(Synthetic, Silent with { Depth = 4 }).Depth);

    [Fact]
    public void Dated_human_evidence_wins_over_a_declared_model_for_the_same_content()
    {
        Evidence shared = EvidenceRules.Combine(EvidenceRules.Judge(Dated, Silent), EvidenceRules.Judge(Synthetic, Silent));

        Assert.Equal(Origin.Human, shared.Origin);
    }

    [Fact]
    public void A_declared_model_wins_over_a_vouched_source_for_the_same_content()
    {
        Evidence shared = EvidenceRules.Combine(EvidenceRules.Judge(Vouched, Silent), EvidenceRules.Judge(Synthetic, Silent));

        Assert.Equal((Origin.Synthetic, 2), (shared.Origin, shared.Depth));
    }

    [Fact]
    public void Unknown_content_that_stands_elsewhere_as_synthetic_is_synthetic() =>
        Assert.Equal(Origin.Synthetic, EvidenceRules.Combine(Evidence.None, EvidenceRules.Judge(Synthetic, Silent)).Origin);

    [Fact]
    public void The_order_of_places_does_not_matter() =>
        Prop.ForAll(Claims.ToArbitrary(), places =>
        {
            Evidence forward = places.Aggregate(static (a, b) => EvidenceRules.Combine(a, b));
            Evidence backward = places.Reverse().Aggregate(static (a, b) => EvidenceRules.Combine(a, b));
            Evidence pairwise = EvidenceRules.Combine(places[0], places.Skip(1).Aggregate(places[^1], static (a, b) => EvidenceRules.Combine(a, b)));
            return forward == backward && forward == pairwise;
        }).QuickCheckThrowOnFailure();

    private static Gen<Evidence[]> Claims =>
        Gen.Elements(Dated, Vouched, Claimed, Unknown, Synthetic)
            .SelectMany(_ => Gen.Choose(-1, 4), static (source, depth) => EvidenceRules.Judge(source, Silent with { Depth = depth }))
            .NonEmptyListOf()
            .Select(list => list.ToArray());
}
