using System.Globalization;
using Assay.Core.Documents;
using Assay.Core.Language;
using Assay.Core.Statistics;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Bench.Rehearsing;

/// <summary>What a generation of each proxy costs on a policy's human text, and how well it learns it.</summary>
internal static class ProxySpeed
{
    public static int Run(string policyPath, string[] names, TextWriter output)
    {
        var vocabulary = new Vocabulary();
        RehearsalCorpus corpus = RehearsedPolicyCorpus.Read(policyPath, vocabulary).First;
        int[][] human = [.. Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.Origins[i] == Origin.Human).Select(i => corpus.Texts[i])];
        var pieces = new WordPieces(vocabulary, human, GptProxySize.All[0].Pieces);
        double perWord = human.Sum(d => d.Sum(word => (double)pieces.Of(word).Length)) / corpus.HumanTokens;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{corpus.HumanTokens:N0} human words, {perWord:0.00} pieces to a word; seconds of one core for a generation"));
        output.WriteLine("| proxy | parameters | fit | write | score | bits per word, held out |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (string name in names.Length > 0 ? names : ["ngram-2", "gpt-s"])
        {
            string[] parts = name.Split(':'); // gpt-s:PASSES
            GptProxySize? size = GptProxySize.All.FirstOrDefault(s => string.Equals(s.Name, parts[0], StringComparison.Ordinal));
            double passes = parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : size?.Passes ?? 0;
            IProxyFamily family = size is null
                ? new NgramProxy(corpus.VocabularySize, ProxyNames.Order(name) ?? 2)
                : new GptProxy(pieces, size, (long)(passes * perWord * corpus.Budget));
            Row(name, family, corpus, human, output);
        }

        return 0;
    }

    private static void Row(string name, IProxyFamily family, RehearsalCorpus corpus, int[][] human, TextWriter output)
    {
        var clock = new CpuTime();
        using IProxyModel model = family.Fit(human, [.. Enumerable.Repeat(1, human.Length)], new Prng(new RunSeed(1)));
        double fit = clock.Lap();
        _ = model.Write(human.Select(d => d.Length).ToArray(), TokenChoice.Unbiased, new Prng(new RunSeed(2)));
        double write = clock.Lap();
        double bits = model.BitsPerToken(corpus.HeldOut);
        string parameters = family is GptProxy gpt ? gpt.Parameters.ToString("N0", CultureInfo.InvariantCulture) : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {parameters} | {fit:0.0} s | {write:0.0} s | {clock.Lap():0.0} s | {bits:0.000} |"));
        output.Flush();
    }

    private sealed class CpuTime
    {
        private double _last = Environment.CpuUsage.TotalTime.TotalSeconds;

        public double Lap()
        {
            double now = Environment.CpuUsage.TotalTime.TotalSeconds, lap = now - _last;
            _last = now;
            return lap;
        }
    }
}
