using Assay.Core.Documents;
using Assay.Core.Errors;
using Assay.Core.Share;

namespace Assay.Pipeline.Measure;

/// <summary>Labels laid beside the documents that they are about.</summary>
internal sealed class LabelSet
{
    private readonly Dictionary<DocumentId, (int Machine, int Human, double? Probability)> _byId = [];
    private readonly bool _random;

    /// <param name="labels">Labels of all files.</param>
    /// <param name="random">Whether labels without a probability are a simple random sample.</param>
    /// <exception cref="UserErrorException">A reviewer labelled a document twice, a document has two probabilities, or one has none and that was not allowed.</exception>
    public LabelSet(IReadOnlyList<ReviewerLabel> labels, bool random)
    {
        _random = random;
        var said = new HashSet<(DocumentId, string)>();
        foreach (ReviewerLabel label in labels)
        {
            if (label.InclusionProbability is null && !random)
            {
                throw new UserErrorException(label.At, "this label has no inclusionProbability.", "If the labelled documents are a simple random sample of the corpus, say so with --labels-random (in a policy: `labels-random: true`).");
            }

            if (!said.Add((label.Id, label.Reviewer)))
            {
                throw new UserErrorException(label.At, $"{(label.Reviewer.Length > 0 ? $"the reviewer \"{label.Reviewer}\"" : "a reviewer without a name")} labelled {label.Id} twice.", "Keep one of the two labels, or name the reviewers.");
            }

            (int machine, int human, double? probability) = _byId.GetValueOrDefault(label.Id, (0, 0, label.InclusionProbability));
            if (probability != label.InclusionProbability)
            {
                throw new UserErrorException(label.At, $"{label.Id} has two inclusion probabilities.", "A document was chosen once, with one probability.");
            }

            _byId[label.Id] = (machine + (label.IsMachine ? 1 : 0), human + (label.IsMachine ? 0 : 1), probability);
        }

        Reviewers = labels.Select(label => label.Reviewer).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Count();
    }

    /// <summary>Labelled documents.</summary>
    public int Count => _byId.Count;

    /// <summary>Named reviewers.</summary>
    public int Reviewers { get; }

    /// <summary>Documents that a majority of their reviewers took for machine-made.</summary>
    public int Machine => _byId.Values.Count(counts => counts.Machine > counts.Human);

    /// <summary>Agreement of reviewers.</summary>
    public ReviewerAgreement? Agreement => ReviewerAgreement.Measure(_byId.Values.Select(counts => (counts.Machine, counts.Human)));

    /// <summary>How many labelled documents are among some.</summary>
    public int Found(IEnumerable<DocumentId> ids) => ids.Count(_byId.ContainsKey);

    /// <summary>The labels of some documents, by their place among these.</summary>
    /// <param name="ids">The documents that can be estimated over.</param>
    public IReadOnlyList<DocumentLabel> Of(IReadOnlyList<DocumentId> ids)
    {
        int[] labelled = [.. Enumerable.Range(0, ids.Count).Where(i => _byId.ContainsKey(ids[i]))];
        return
        [
            .. labelled.Select(i =>
            {
                (int machine, int human, double? probability) = _byId[ids[i]];
                return new DocumentLabel(i, (double)machine / (machine + human), _random && probability is null ? (double)labelled.Length / ids.Count : probability!.Value);
            }),
        ];
    }
}
