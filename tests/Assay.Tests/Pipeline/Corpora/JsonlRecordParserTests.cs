using System.Text;
using System.Text.Json;
using Assay.Pipeline.Corpora;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Pipeline.Corpora;

public sealed class JsonlRecordParserTests
{
    private static readonly FieldMap Nested = new()
    {
        Id = "meta.id",
        Language = "meta.lang",
        Keep = ["meta", "score", "meta.deep.er", "tags"],
    };

    [Fact]
    public void Text_and_fields_are_found()
    {
        (JsonlRecordParser parser, byte[] line) = Parse(new FieldMap { Keep = ["n", "yes", "list"] },
            """{"x":1,"id":"a7","text":"one\ntwo","n":-1.50e3,"yes":true,"list":[1, {"a":null}],"depth":null}""");

        Assert.Null(parser.Problem);
        Assert.Equal("one\ntwo", Encoding.UTF8.GetString(parser.Text(line)));
        Assert.Equal((FieldKind.Text, "a7"), Field(parser, line, StandardSlot.Id));
        Assert.Equal((FieldKind.Missing, ""), Field(parser, line, StandardSlot.Source));
        Assert.Equal((FieldKind.Missing, ""), Field(parser, line, StandardSlot.Depth));
        Assert.Equal((FieldKind.Number, "-1.50e3"), Field(parser, line, 8));
        Assert.Equal((FieldKind.Boolean, "true"), Field(parser, line, 9));
        Assert.Equal((FieldKind.Json, """[1, {"a":null}]"""), Field(parser, line, 10));
    }

    [Fact]
    public void A_dot_descends_and_the_object_itself_can_be_read_too()
    {
        (JsonlRecordParser parser, byte[] line) = Parse(Nested, """{"meta":{"id":"\u0041","lang":"gd","deep":{"er":7}},"text":"t"}""");

        Assert.Equal((FieldKind.Text, "A"), Field(parser, line, StandardSlot.Id));
        Assert.Equal((FieldKind.Text, "gd"), Field(parser, line, StandardSlot.Language));
        Assert.Equal((FieldKind.Number, "7"), Field(parser, line, Nested.SlotOf("meta.deep.er")));
        Assert.Equal((FieldKind.Json, """{"id":"\u0041","lang":"gd","deep":{"er":7}}"""), Field(parser, line, Nested.SlotOf("meta")));
    }

    [Fact]
    public void Where_a_path_leads_nowhere_the_whole_of_it_may_be_a_name()
    {
        var fields = new FieldMap { Text = "doc.text", Id = "meta.id", Language = "meta.lang" };

        (JsonlRecordParser parser, byte[] line) = Parse(fields, """{"doc.text":"whole","meta.id":"no","meta.lang":"gd","meta":{"id":"yes","lang":null},"x":{"meta.lang":"no"}}""");

        Assert.Equal("whole", Encoding.UTF8.GetString(parser.Text(line)));
        Assert.Equal((FieldKind.Text, "yes"), Field(parser, line, StandardSlot.Id));
        Assert.Equal((FieldKind.Text, "gd"), Field(parser, line, StandardSlot.Language));
    }

    [Fact]
    public void Of_a_repeated_property_the_last_counts_with_all_that_is_in_it()
    {
        (JsonlRecordParser parser, byte[] line) = Parse(Nested, """{"text":"a","meta":{"id":"1","lang":"gd"},"text":"b","meta":{"lang":"en"}}""");

        Assert.Equal("b", Encoding.UTF8.GetString(parser.Text(line)));
        Assert.Equal((FieldKind.Missing, ""), Field(parser, line, StandardSlot.Id));
        Assert.Equal((FieldKind.Text, "en"), Field(parser, line, StandardSlot.Language));
    }

    [Fact]
    public void A_property_name_may_be_escaped()
    {
        (JsonlRecordParser parser, byte[] line) = Parse(new FieldMap(), """{"te\u0078t":"found","\ud800":1,"id":"a\tb"}""");

        Assert.Equal("found", Encoding.UTF8.GetString(parser.Text(line)));
        Assert.Equal((FieldKind.Text, "a\tb"), Field(parser, line, StandardSlot.Id));
    }

    [Theory]
    [InlineData("""{"text":"a" "id":1}""", BadRecordReason.BrokenJson, 13)]
    [InlineData("""{"text":"a""", BadRecordReason.BrokenJson, 11)]
    [InlineData("""{"text":"a"} x""", BadRecordReason.BrokenJson, 14)]
    [InlineData("""[{"text":"a"}]""", BadRecordReason.BrokenJson, 1)]
    [InlineData("""  "text" """, BadRecordReason.BrokenJson, 3)]
    [InlineData("""{"id":1}""", BadRecordReason.MissingText, 1)]
    [InlineData("{}", BadRecordReason.MissingText, 1)]
    [InlineData("""{"text":null}""", BadRecordReason.MissingText, 1)]
    [InlineData("""{"text":12}""", BadRecordReason.MissingText, 9)]
    [InlineData("""{"text":["a"]}""", BadRecordReason.MissingText, 9)]
    [InlineData("""{"text":""}""", BadRecordReason.EmptyText, 9)]
    [InlineData("""{"text":" \n\u00a0"}""", BadRecordReason.EmptyText, 9)]
    [InlineData("""{"text":"ab\ud800"}""", BadRecordReason.DamagedUtf8, 12)]
    [InlineData("""{"text":"ab","id":"\udc00"}""", BadRecordReason.DamagedUtf8, 20)]
    public void A_bad_line_has_a_reason_and_a_column(string text, string reason, long column)
    {
        (JsonlRecordParser parser, _) = Parse(new FieldMap(), text);

        Assert.Equal((reason, column), (parser.Problem!.Reason, parser.Problem.Column));
        Assert.EndsWith(".", parser.Problem.Found, StringComparison.Ordinal);
        Assert.EndsWith(".", parser.Problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_byte_is_named_with_its_column()
    {
        var parser = new JsonlRecordParser(new FieldMap());

        Assert.False(parser.TryParse((byte[])[.. "{\"text\":\"caf"u8, 0xE9, .. "\"}"u8]));
        Assert.Equal(new RecordProblem(BadRecordReason.DamagedUtf8, "the byte 0xE9 is not valid UTF-8 here.", parser.Problem!.Remedy, 13), parser.Problem);
    }

    [Fact]
    public void A_record_without_text_tells_which_fields_it_has()
    {
        (JsonlRecordParser parser, _) = Parse(new FieldMap(), """{"id":"7","body":"hello","n":{"text":"inside"}}""");

        Assert.Equal("this record has no text in the field \"text\"; its fields are id, body, n.", parser.Problem!.Found);
    }

    [Fact]
    public void Half_a_surrogate_pair_matters_only_in_what_is_read()
    {
        Assert.Null(Parse(new FieldMap(), """{"text":"t","other":"\ud800","more":["\ud800"]}""").Parser.Problem);
        Assert.Equal(27, Parse(new FieldMap { Keep = ["more"] }, """{"text":"t","more":["fine","\ud800"]}""").Parser.Problem!.Column - 2);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        string Nest(int depth) => $$"""{"text":"t","x":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        Assert.Null(Parse(new FieldMap(), Nest(JsonlRecordParser.MaxDepth - 1)).Parser.Problem);
        Assert.Equal(BadRecordReason.BrokenJson, Parse(new FieldMap(), Nest(JsonlRecordParser.MaxDepth)).Parser.Problem!.Reason);
    }

    [Fact]
    public void Fields_agree_with_a_document_object_model()
    {
        Gen<string> value = Gen.Elements(
            "\"a\"", "\"\\u00e9\\n\"", "12", "-0.5", "true", "null", "[1,\"x\"]", "{}", "{\"id\":\"in\",\"lang\":3}", "{\"lang\":\"l\",\"lang\":null}",
            "{\"deep\":{\"er\":\"found\"}}", "{\"deep\":[{\"er\":1}]}", "{\"deep\":{\"er\":{\"er\":2}},\"id\":false}");
        Gen<string> member = Gen.Elements("meta", "score", "tags", "other", "source", "deep", "m\\u0065ta", "meta.lang", "meta.deep.er", "lang").SelectMany(_ => value, (name, v) => $"\"{name}\": {v}");

        Prop.ForAll(member.ArrayOf().ToArbitrary(), members =>
        {
            string json = $"{{{string.Join(" ,", members.Append("\"text\":\"t\""))}}}";
            (JsonlRecordParser parser, byte[] line) = Parse(Nested, json);
            using JsonDocument document = JsonDocument.Parse(json);
            return parser.Problem is null &&
                Enumerable.Range(0, Nested.Names.Length).All(slot => Field(parser, line, slot) == LookupEitherWay(document.RootElement, Nested.Names[slot]));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The slow obvious version.</summary>
    private static (FieldKind Kind, string Text) LookupEitherWay(JsonElement element, string path) =>
        Lookup(element, path.Split('.')) is var (kind, text) && kind != FieldKind.Missing ? (kind, text) : Lookup(element, [path]);

    private static (FieldKind Kind, string Text) Lookup(JsonElement element, string[] steps)
    {
        foreach (string step in steps)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(step, out element))
            {
                return (FieldKind.Missing, "");
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => (FieldKind.Text, element.GetString()!),
            JsonValueKind.Number => (FieldKind.Number, element.GetRawText()),
            JsonValueKind.True or JsonValueKind.False => (FieldKind.Boolean, element.GetRawText()),
            JsonValueKind.Null => (FieldKind.Missing, ""),
            _ => (FieldKind.Json, element.GetRawText()),
        };
    }

    private static (FieldKind Kind, string Text) Field(JsonlRecordParser parser, byte[] line, int slot)
    {
        FieldValue value = parser.Field(slot, line);
        return (value.Kind, Encoding.UTF8.GetString(value.Utf8));
    }

    private static (JsonlRecordParser Parser, byte[] Line) Parse(FieldMap fields, string json)
    {
        var parser = new JsonlRecordParser(fields);
        byte[] line = Encoding.UTF8.GetBytes(json);
        parser.TryParse("""{"text":"the line before","id":"\n","meta":{"id":"old","lang":"old"}}"""u8);
        parser.TryParse(line);
        return (parser, line);
    }
}
