using System.Runtime.CompilerServices;
using Assay.Core.Documents;
using Assay.Core.Language;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Cli.Rehearse;

/// <summary>Makes the proxies that a user names, for one policy's corpus.</summary>
/// <param name="corpus">The corpus.</param>
/// <param name="vocabulary">Its words.</param>
/// <param name="commands">Commands of external trainers, by file.</param>
/// <param name="originals">The texts as they were read, by their tokens.</param>
internal sealed class ProxyShop(
    RehearsalCorpus corpus, Vocabulary vocabulary, IReadOnlyDictionary<string, ExternalProxyCommands> commands, ConditionalWeakTable<int[], string> originals)
{
    private readonly Dictionary<int, WordPieces> _pieces = [];

    /// <summary>The proxy under some settings.</summary>
    public IProxyFamily Of(ArmSettings settings)
    {
        double words = Math.Max(1, settings.BudgetShare * corpus.Budget);
        if (commands.TryGetValue(settings.Proxy, out ExternalProxyCommands? external))
        {
            return new ExternalProxy(
                Path.GetFileName(settings.Proxy), external, Environment.CurrentDirectory, PiecesOf(GptProxySize.All[0].Pieces), originals, (long)(words * (settings.Passes ?? 1)));
        }

        if (GptProxySize.All.FirstOrDefault(size => string.Equals(size.Name, settings.Proxy, StringComparison.Ordinal)) is not { } size)
        {
            return new NgramProxy(corpus.VocabularySize, settings.Order);
        }

        WordPieces pieces = PiecesOf(size.Pieces);
        return new GptProxy(pieces, size, (long)(words * (settings.Passes ?? size.Passes) * PerWord(pieces)));
    }

    /// <summary>Spells a document that any of the proxies wrote.</summary>
    public string Text(IEnumerable<int> tokens) => PiecesOf(GptProxySize.All[0].Pieces).Text(tokens);

    private WordPieces PiecesOf(int size)
    {
        if (!_pieces.TryGetValue(size, out WordPieces? pieces))
        {
            _pieces.Add(size, pieces = new WordPieces(vocabulary, Human(), size));
        }

        return pieces;
    }

    private double PerWord(WordPieces pieces) => Human().Sum(d => d.Sum(word => (double)pieces.Of(word).Length)) / corpus.HumanTokens;

    private IEnumerable<int[]> Human() => Enumerable.Range(0, corpus.Texts.Count).Where(i => corpus.Origins[i] == Origin.Human).Select(i => corpus.Texts[i]);
}
