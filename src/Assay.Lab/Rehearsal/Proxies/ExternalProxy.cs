using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Assay.Core.Errors;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Models.External;

namespace Assay.Lab.Rehearsal.Proxies;

/// <summary>Models that somebody trains elsewhere, by two or three commands.</summary>
/// <remarks>
/// <para><c>fit</c> reads JSON lines at <c>{data}</c>, as they stand in the corpus, and leaves a model at <c>{model}</c>; it may use <c>{words}</c>, the words to see in training, which
/// are the same in every arm. <c>sample</c> writes <c>{count}</c> JSON lines of the model at <c>{model}</c> to <c>{out}</c>. <c>score</c> writes, for each line of <c>{data}</c>, the
/// bits that the model needs for its text, as <c>{"bits": …}</c>, to <c>{out}</c>. All may use <c>{seed}</c>.</para>
/// <para>Without <c>score</c> the loss is that of a bigram model of as many words as the budget has, written by the model: how much of human text its output covers.</para>
/// </remarks>
/// <param name="name">Name in reports.</param>
/// <param name="commands">What trains, writes and scores.</param>
/// <param name="workingFolder">Where they run.</param>
/// <param name="pieces">Spells words that the corpus does not know.</param>
/// <param name="texts">Documents of the corpus as they were read, by their tokens' array.</param>
/// <param name="words">Words that a model sees in training.</param>
public sealed class ExternalProxy(
    string name, ExternalProxyCommands commands, string workingFolder, WordPieces pieces, ConditionalWeakTable<int[], string> texts, long words) : IProxyFamily
{
    private readonly Lazy<string> _folder = new(TemporaryFolder);
    private int _models;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Key { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{commands.Fit.Text}\n{commands.Sample.Text}\n{commands.Score?.Text}")))[..16]}, {words} words");

    /// <inheritdoc/>
    public IProxyModel Fit(IReadOnlyList<int[]> documents, ReadOnlySpan<int> copies, Prng prng, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(prng);
        string own = Path.Combine(_folder.Value, $"{Interlocked.Increment(ref _models)}");
        _ = Directory.CreateDirectory(own);
        string data = Path.Combine(own, "data.jsonl"), model = Path.Combine(own, "model");
        int[] times = copies.ToArray();
        ExternalTexts.Write(data, documents.SelectMany((d, i) => Enumerable.Repeat(TextOf(d), times[i])));
        (commands.Fit with { CancellationToken = cancellationToken }).Run(
            workingFolder, ("data", data), ("model", model), ("seed", ExternalFamily.Seed(prng)), ("words", words.ToString(CultureInfo.InvariantCulture)));
        File.Delete(data);
        return new Model(this, own, model, new Prng(new RunSeed(prng.NextUInt64())), cancellationToken);
    }

    private static string TemporaryFolder()
    {
        string folder = Directory.CreateTempSubdirectory("assay-proxy-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private string TextOf(int[] document) => texts.TryGetValue(document, out string? text) ? text : pieces.Text(document);

    private sealed class Model(ExternalProxy family, string folder, string path, Prng judge, CancellationToken cancellationToken) : IProxyModel
    {
        private const int MostCalls = 20;

        public int[][] Write(ReadOnlySpan<int> lengths, TokenChoice choice, Prng prng)
        {
            string output = Path.Combine(folder, "sample.jsonl");
            ExternalCommand sample = family.CommandFor(choice) with { CancellationToken = cancellationToken };
            sample.Run(
                family.WorkingFolder, ("model", path), ("out", output), ("count", lengths.Length.ToString(CultureInfo.InvariantCulture)), ("seed", ExternalFamily.Seed(prng)),
                ("temperature", choice.Temperature.ToString(CultureInfo.InvariantCulture)), ("top-k", (choice.TopK ?? 0).ToString(CultureInfo.InvariantCulture)),
                ("top-p", (choice.TopP ?? 1).ToString(CultureInfo.InvariantCulture)));
            string[] written = ExternalTexts.ReadTexts(output, lengths.Length);
            File.Delete(output);
            return [.. written.Select(family.Take)];
        }

        public double[] Bits(IReadOnlyList<int[]> documents)
        {
            if (family.Commands.Score is not { } score)
            {
                using IProxyModel bigrams = Bigrams(documents);
                return bigrams.Bits(documents);
            }

            string data = Path.Combine(folder, "held-out.jsonl"), output = Path.Combine(folder, "scores.jsonl");
            ExternalTexts.Write(data, documents.Select(family.TextOf));
            (score with { CancellationToken = cancellationToken }).Run(
                family.WorkingFolder, ("model", path), ("data", data), ("out", output), ("seed", ExternalFamily.Seed(judge)));
            double[] bits = ExternalTexts.ReadNumbers(output, "bits", documents.Count);
            File.Delete(data);
            File.Delete(output);
            return bits;
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);

        private IProxyModel Bigrams(IReadOnlyList<int[]> like)
        {
            List<int[]> written = [];
            long tokens = 0;
            for (int call = 0; tokens < family.Words; call++)
            {
                if (call == MostCalls)
                {
                    throw new UserErrorException($"The command of sample wrote {tokens} words in {call} calls; {family.Words} are needed.", "Let it write texts as long as those of the corpus.");
                }

                int[] lengths = [.. Lengths(like, family.Words - tokens)];
                int[][] more = Write(lengths, TokenChoice.Unbiased, judge);
                tokens += more.Sum(d => (long)d.Length);
                written.AddRange(more);
            }

            return new NgramProxy(family.Pieces.Words + family.Pieces.Pieces).Fit(written, [.. Enumerable.Repeat(1, written.Count)], judge, cancellationToken);
        }

        private static IEnumerable<int> Lengths(IReadOnlyList<int[]> like, long tokens)
        {
            for (int i = 0; tokens > 0; tokens -= Math.Max(1, like[i % like.Count].Length), i++)
            {
                yield return like[i % like.Count].Length;
            }
        }
    }

    private ExternalProxyCommands Commands => commands;

    private string WorkingFolder => workingFolder;

    private WordPieces Pieces => pieces;

    private long Words => words;

    /// <summary>The tokens of a text that a model wrote; the text is kept as long as they are.</summary>
    private int[] Take(string text)
    {
        int[] tokens = pieces.Encode(text);
        texts.AddOrUpdate(tokens, text);
        return tokens;
    }

    private ExternalCommand CommandFor(TokenChoice choice)
    {
        ExternalCommand sample = commands.Sample;
        if (choice.Temperature != 1)
        {
            sample.Require("temperature");
        }

        if (choice.TopK is not null)
        {
            sample.Require("top-k");
        }

        if (choice.TopP is not null)
        {
            sample.Require("top-p");
        }

        return sample;
    }
}
