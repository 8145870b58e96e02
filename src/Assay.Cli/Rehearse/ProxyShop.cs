using System.Runtime.CompilerServices;
using Assay.Core.Language;
using Assay.Lab.Rehearsal;
using Assay.Lab.Rehearsal.Proxies;

namespace Assay.Cli.Rehearse;

/// <summary>Makes the proxies that a user names, for one policy's corpus: the same in every replicate.</summary>
/// <param name="candidates">The corpus; pieces are learnt from all of its human text.</param>
/// <param name="budget">Words that a generation of the first replicate trains on.</param>
/// <param name="vocabulary">Its words.</param>
/// <param name="commands">Commands of external trainers, by file.</param>
/// <param name="originals">The texts as they were read, by their tokens.</param>
internal sealed class ProxyShop(
    RehearsalCandidates candidates, long budget, Vocabulary vocabulary, IReadOnlyDictionary<string, ExternalProxyCommands> commands, ConditionalWeakTable<int[], string> originals)
{
    private readonly Dictionary<int, WordPieces> _pieces = [];

    /// <summary>The proxy under some settings.</summary>
    public IProxyFamily Of(ArmSettings settings)
    {
        double words = Math.Max(1, settings.BudgetShare * budget);
        if (commands.TryGetValue(settings.Proxy, out ExternalProxyCommands? external))
        {
            return new ExternalProxy(
                Path.GetFileName(settings.Proxy), external, Environment.CurrentDirectory, PiecesOf(GptProxySize.All[0].Pieces), originals, (long)(words * (settings.Passes ?? 1)));
        }

        if (GptProxySize.All.FirstOrDefault(size => string.Equals(size.Name, settings.Proxy, StringComparison.Ordinal)) is not { } size)
        {
            return new NgramProxy(vocabulary.Count, settings.Order);
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
            _pieces.Add(size, pieces = new WordPieces(vocabulary, candidates.Human, size));
        }

        return pieces;
    }

    private double PerWord(WordPieces pieces) =>
        candidates.Human.Sum(d => d.Sum(word => (double)pieces.Of(word).Length)) / candidates.Human.Sum(d => (double)d.Length);
}
