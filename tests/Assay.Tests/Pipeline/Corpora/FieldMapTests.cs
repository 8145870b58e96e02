using Assay.Pipeline.Corpora;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class FieldMapTests
{
    [Fact]
    public void A_copy_with_other_fields_numbers_its_slots_anew()
    {
        var map = new FieldMap { Id = "key" };
        Assert.Equal(-1, map.SlotOf("url"));

        FieldMap copy = map with { Keep = ["url"], Text = "body" };

        Assert.Equal(8, copy.SlotOf("url"));
        Assert.Equal(StandardSlot.Id, copy.SlotOf("key"));
        Assert.Equal("body", copy.Text);
    }

    [Fact]
    public void A_copy_has_every_property_of_the_original()
    {
        var map = new FieldMap
        {
            Text = "1",
            Id = "2",
            Source = "3",
            Origin = "4",
            Model = "5",
            Depth = "6",
            Created = "7",
            Language = "8",
            License = "9",
            Strata = new FieldMap().Strata.Add("domain", "10"),
            Keep = ["11"],
        };

        FieldMap copy = map with { };

        Assert.All(typeof(FieldMap).GetProperties(), p => Assert.Equal(p.GetValue(map), p.GetValue(copy)));
    }
}
