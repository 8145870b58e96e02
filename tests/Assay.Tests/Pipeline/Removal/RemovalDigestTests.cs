using System.Security.Cryptography;
using Assay.Core.Documents;
using Assay.Pipeline.Removal;

namespace Assay.Tests.Pipeline.Removal;

public sealed class RemovalDigestTests
{
    [Fact]
    public void It_does_not_depend_on_the_order_of_the_ids() =>
        Assert.Equal(RemovalDigest.Of(null, [new(1), new(2)]), RemovalDigest.Of(null, [new(2), new(1)]));

    [Fact]
    public void Different_removals_differ()
    {
        string[] digests =
        [
            RemovalDigest.Of(null, [new(1)]), RemovalDigest.Of(null, [new(2)]), RemovalDigest.Of(null, [new(1), new(2)]),
            RemovalDigest.Of("crawl", []), RemovalDigest.Of(new DocumentId(1).ToString(), []),
        ];

        Assert.Equal(digests.Length, digests.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void It_is_what_its_definition_says() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("source\ncrawl\n"u8)), RemovalDigest.Of("crawl", []));
}
