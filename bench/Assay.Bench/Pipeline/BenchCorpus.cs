using System.Globalization;
using System.Text;
using Assay.Bench.Kernels;
using Assay.Core.Statistics;

namespace Assay.Bench.Pipeline;

/// <summary>A corpus of JSONL files of about 2 KB a document, with a policy, made once and kept between benchmarks.</summary>
internal static class BenchCorpus
{
    /// <summary>Makes the corpus where it is not there yet.</summary>
    /// <param name="folder">Where to; one folder a size.</param>
    /// <param name="megabytes">Its size.</param>
    /// <param name="wordsPerDocument">About 330 words are 2 KB.</param>
    /// <returns>The policy's path.</returns>
    public static string Make(string folder, int megabytes, int wordsPerDocument = 330)
    {
        string policy = Path.Combine(folder, "policy.yaml");
        if (File.Exists(policy))
        {
            return policy;
        }

        _ = Directory.CreateDirectory(folder);
        const int FileMegabytes = 64;
        var text = new PseudoText(new RunSeed(2026));
        int number = 0;
        for (int made = 0; made < megabytes; made += FileMegabytes)
        {
            long bytes = Math.Min(FileMegabytes, megabytes - made) * 1_000_000L;
            // One file in eight is the anchor, two are declared synthetic, the rest is human or unknown.
            string name = (made / FileMegabytes % 8) switch { 0 => "anchor", 1 or 2 => "machine", 3 or 4 or 5 => "human", _ => "crawl" };
            using var stream = new FileStream(Path.Combine(folder, $"{name}-{made / FileMegabytes:D4}.jsonl"), FileMode.Create);
            while (stream.Length < bytes)
            {
                string body = text.Next(wordsPerDocument / 2 + (int)(number * 7919L % wordsPerDocument));
                stream.Write(Encoding.UTF8.GetBytes(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{{\"id\":\"d{number}\",\"lang\":\"{(number % 11 == 0 ? "gd" : "en")}\",\"domain\":\"d{number % 7}\",\"text\":{System.Text.Json.JsonSerializer.Serialize(body)}}}\n")));
                number++;
            }
        }

        bool several = megabytes > 3 * FileMegabytes;
        File.WriteAllText(policy, $$"""
            sources:
              - { name: anchor, path: "anchor-*.jsonl", origin: human, published-before: 2001-01-01, anchor: true }
            {{(several ? """
              - { name: machine, path: "machine-*.jsonl", origin: synthetic }
              - { name: human, path: "human-*.jsonl", origin: human, published-before: 2001-01-01 }
            """ : "")}}
            {{(megabytes > 6 * FileMegabytes ? """  - { name: crawl, path: "crawl-*.jsonl", assume-synthetic: 0.4 }""" : "")}}
            limits: { synthetic-share: 0.25 }
            tails: { strata: [lang, domain, rarity], floor: 0.7 }
            output: { path: run }
            """);
        return policy;
    }
}
