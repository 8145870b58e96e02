using Assay.Core.Documents;
using Assay.Core.Mixing;
using Assay.Core.Statistics;

namespace Assay.Lab.Rehearsal;

/// <summary>Documents that a generation's mix is composed from: a column an attribute, a row a document.</summary>
internal sealed class Pool
{
    private readonly List<long> _tokens = [];
    private readonly List<double> _underCap = [];
    private readonly List<bool> _isAnchor = [];
    private readonly List<double> _weight = [];
    private readonly List<DocumentId> _ids = [];
    private readonly List<bool> _isOutput = [];
    private readonly List<int>[] _groups;

    public Pool(int dimensions) => _groups = [.. Enumerable.Range(0, dimensions).Select(_ => new List<int>())];

    /// <summary>Tokens of each document.</summary>
    public List<int[]> Texts { get; } = [];

    /// <summary>Who really wrote each document, which composing never looks at.</summary>
    public List<bool> IsMachine { get; } = [];

    /// <summary>Which document of the corpus each is; −1 for text that a proxy wrote.</summary>
    public List<int> Rows { get; } = [];

    public long Tokens => _tokens.Sum();

    public void Add(int[] text, int row, DocumentId id, double underCap, bool isAnchor, double weight, bool isMachine, bool isOutput, Func<int, int> groupOf)
    {
        Texts.Add(text);
        Rows.Add(row);
        IsMachine.Add(isMachine);
        _ids.Add(id);
        _tokens.Add(text.Length);
        _underCap.Add(underCap);
        _isAnchor.Add(isAnchor);
        _weight.Add(weight);
        _isOutput.Add(isOutput);
        for (int d = 0; d < _groups.Length; d++)
        {
            _groups[d].Add(groupOf(d));
        }
    }

    /// <summary>Weighs the proxies' output so that the corpus as found has a synthetic share.</summary>
    /// <remarks>β with (Q + βS) = s(A + βS): A tokens beside the output, Q of them synthetic under the cap, S tokens of output.</remarks>
    public void BringTo(double share)
    {
        double beside = 0, synthetic = 0, output = 0;
        for (int i = 0; i < _tokens.Count; i++)
        {
            double tokens = _tokens[i] * _weight[i];
            (beside, synthetic, output) = _isOutput[i] ? (beside, synthetic, output + tokens) : (beside + tokens, synthetic + (tokens * _underCap[i]), output);
        }

        double factor = output > 0 && share < 1 ? Math.Clamp(((share * beside) - synthetic) / (output * (1 - share)), SmallestFactor, LargestFactor) : 1;
        for (int i = 0; i < _tokens.Count; i++)
        {
            _weight[i] *= _isOutput[i] ? factor : 1;
        }
    }

    /// <summary>Copies of each document under limits, by the code that <c>assay mix</c> decides with.</summary>
    public MixComposition Compose(MixLimits limits, IReadOnlyList<FloorConstraint> floors, RunSeed seed)
    {
        var documents = new MixDocuments
        {
            Tokens = _tokens.ToArray(),
            SyntheticProbability = _underCap.ToArray(),
            Anchor = _isAnchor.Contains(true) ? _isAnchor.ToArray() : default,
            BaseWeight = _weight.ToArray(),
            Groups = [.. _groups.Select(g => (ReadOnlyMemory<int>)g.ToArray())],
        };
        return MixComposer.Compose(new MixProblem(documents, limits, floors), _ids.ToArray(), seed, new MixOptions { Workers = 1, FindNearest = false });
    }

    // Within what the composer takes as a base weight.
    private const double SmallestFactor = 1e-6;
    private const double LargestFactor = 1e6;
}
