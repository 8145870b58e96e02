using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Pipeline.Runs;

namespace Assay.Cli.Rehearse;

/// <summary>Everything that a replicate depends on and that its own name does not say, hashed.</summary>
internal static class CorpusKey
{
    // Raised when the same inputs give other replicates than before.
    private const string Format = "replicate 2";

    /// <summary>The key of a policy's replicates.</summary>
    /// <param name="candidates">What the mixes are composed from: the policy's evidence stands in its columns, wherever it comes from.</param>
    /// <param name="options">Seed and share held out.</param>
    public static string Of(CandidateCorpus candidates, RehearseOptions options)
    {
        MixDocuments documents = candidates.Problem.Documents;
        return ContentKey.Of(
            [Format, ProgramVersion.Current, options.Seed.Value.ToString(CultureInfo.InvariantCulture), options.HeldOut.ToString("R", CultureInfo.InvariantCulture),
             JsonSerializer.Serialize(candidates.Problem.Limits), JsonSerializer.Serialize(candidates.Problem.Floors),
             ContentKey.Of([.. candidates.Ids.Select(id => id.ToString())]), ContentKey.Of([.. candidates.Texts]), Hash<Origin>([.. candidates.Origins]),
             Hash(documents.Tokens.Span), Hash(documents.SyntheticProbability.Span), Hash(documents.Anchor.Span), Hash(documents.BaseWeight.Span),
             .. documents.Groups.Select(group => Hash(group.Span))]);
    }

    private static string Hash<T>(ReadOnlySpan<T> column)
        where T : unmanaged => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(column)));
}
