using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Report;

namespace Assay.Tests.Report;

public sealed class ReportPageTests
{
    [Fact]
    public void The_document_comes_back_from_the_page_as_it_went_in()
    {
        string json = SampleMixResults.ToJson(SampleMixResults.Typical());

        string inlined = Inlined(ReportPage.Render("Mix", json));

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(json), JsonElement.Parse(inlined)));
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!--<script>")]
    [InlineData("</noscript><img src=x onerror=alert(1)>")]
    [InlineData("\u2028 and \u0085 stay")]
    public void A_text_of_the_document_never_becomes_markup(string text)
    {
        // Written without any escaping of its own, as another program might.
        string json = $$"""{ "schema": "assay/mix/1", "text": "{{text}}" }""";

        string page = ReportPage.Render(text, json);

        string empty = ReportPage.Render("", """{ "schema": "assay/mix/1", "text": "" }""");
        Assert.Equal(Tags(empty), Tags(page));
        Assert.Equal(text, JsonElement.Parse(Inlined(page)).GetProperty("text").GetString());
    }

    [Fact]
    public void The_page_allows_its_own_script_and_nothing_from_elsewhere()
    {
        string page = ReportPage.Render("Mix", "{}");

        string script = Between(page, "<script>", "</script>\n</body>");
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"default-src 'none'; script-src 'sha256-{hash}'; style-src 'unsafe-inline'; img-src data:;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(http", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
    }

    [Fact]
    public void The_viewer_itself_cannot_end_its_element()
    {
        string page = ReportPage.Render("Mix", "{}");

        Assert.Equal(3, page.Split("</script", StringSplitOptions.None).Length);
        Assert.Equal(2, page.Split("</style", StringSplitOptions.None).Length);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_document_gives_the_same_bytes()
    {
        string json = SampleMixResults.ToJson(SampleMixResults.Typical());

        Assert.Equal(ReportPage.Render("Mix", json), ReportPage.Render("Mix", json));
    }

    [Fact]
    public void What_is_not_JSON_is_refused() => Assert.ThrowsAny<JsonException>(() => ReportPage.Render("Mix", "{ not json"));

    [Fact]
    public void Without_scripts_the_page_still_says_what_happened()
    {
        string page = ReportPage.Render("Mix", SampleMixResults.ToJson(SampleMixResults.Typical()));

        string plain = Between(page, "<noscript>", "</noscript>");
        Assert.Contains("<dt>flow, read, documents</dt><dd>2311</dd>", plain, StringComparison.Ordinal);
        Assert.Contains("<dt>flow, kept, documents</dt><dd>1902</dd>", plain, StringComparison.Ordinal);
        Assert.Contains("<dt>synthetic share, after, high</dt><dd>0.2007</dd>", plain, StringComparison.Ordinal);
        Assert.Contains("<dt>warnings</dt><dd>7 records were put into quarantine", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("generation: 3", plain, StringComparison.Ordinal); // The policy's text is no summary.
    }

    // The page without script and style, whose less-than signs are no tags: how often each piece of markup begins.
    private static int Tags(string page) => page.Replace(Between(page, "<script>", "</script>"), "", StringComparison.Ordinal).Count(c => c == '<');

    private static string Inlined(string page) => Between(page, """<script type="application/json" id="assay-document">""", "</script>");

    private static string Between(string page, string before, string after)
    {
        int start = page.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return page[start..page.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
